package io.globohub.agent.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers in the text format of Prometheus 0.0.4, written by hand since a library for it would take more memory than all
 * that is told. For one thread.
 */
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    MetricsText gauge(String name, String help, double value, String... labels) {
        return add("gauge", name, help, value, labels);
    }

    /** @param name ends with {@code _total} */
    MetricsText counter(String name, String help, double value, String... labels) {
        return add("counter", name, help, value, labels);
    }

    /** @param labels name, value, name, value… */
    private MetricsText add(String type, String name, String help, double value, String... labels) {
        StringBuilder family = families.computeIfAbsent(
                name,
                first -> new StringBuilder("# HELP ")
                        .append(name)
                        .append(' ')
                        .append(help)
                        .append("\n# TYPE ")
                        .append(name)
                        .append(' ')
                        .append(type)
                        .append('\n'));
        family.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            family.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]))
                    .append('"');
        }
        family.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return String.join("", families.values());
    }
}
