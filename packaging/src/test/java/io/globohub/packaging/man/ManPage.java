package io.globohub.packaging.man;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a program with all its commands, as man(7) source. Pure.
 *
 * @param sections more of them, by title, each entry a term with its meaning; after those of the commands
 */
record ManPage(CommandLine program, String version, Map<String, Map<String, String>> sections) {

    String roff() {
        CommandSpec spec = program.getCommandSpec();
        List<String> lines = new ArrayList<>();
        lines.add(".TH " + spec.name().toUpperCase(Locale.ROOT) + " 1 \"\" \"globoHUB " + version + "\" \"globoHUB\"");
        lines.add(".SH NAME");
        lines.add(text(spec.name() + " - " + description(spec.usageMessage().description())));
        lines.add(".SH SYNOPSIS");
        lines.add(".B " + text(spec.name()));
        lines.add(".RI \" COMMAND\" \" [OPTIONS] [ARGUMENTS]\"");
        lines.add(".SH OPTIONS OF ALL COMMANDS");
        spec.options().stream().filter(option -> !option.hidden()).forEach(option -> lines.addAll(option(option)));
        lines.add(".SH COMMANDS");
        program.getSubcommands().forEach((name, command) -> lines.addAll(command(spec, command)));
        sections.forEach((title, entries) -> {
            lines.add(".SH " + title);
            entries.forEach((term, meaning) -> lines.addAll(entry(bold(term), meaning)));
        });
        return String.join("\n", lines) + "\n";
    }

    private static List<String> command(CommandSpec root, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> lines = new ArrayList<>();
        if (spec.usageMessage().hidden()) {
            return lines;
        }
        Map<String, CommandLine> below = new LinkedHashMap<>(command.getSubcommands());
        if (below.isEmpty() || hasOwnOptions(root, spec)) {
            lines.add(".SS " + text(spec.qualifiedName()));
            lines.add(bold(spec.qualifiedName()) + text(arguments(spec)));
            lines.add(".PP");
            lines.add(text(description(spec.usageMessage().description())));
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                lines.addAll(entry(italic(parameter.paramLabel()), description(parameter.description(), parameter)));
            }
            spec.options().stream()
                    .filter(option -> !option.hidden() && root.findOption(option.longestName()) == null)
                    .forEach(option -> lines.addAll(option(option)));
        }
        below.values().forEach(sub -> lines.addAll(command(root, sub)));
        return lines;
    }

    private static boolean hasOwnOptions(CommandSpec root, CommandSpec spec) {
        return spec.options().stream().anyMatch(option -> root.findOption(option.longestName()) == null);
    }

    private static String arguments(CommandSpec spec) {
        return spec.positionalParameters().stream()
                .map(parameter -> {
                    boolean many =
                            parameter.arity().max() > 1 || parameter.index().isVariable();
                    String label = parameter.paramLabel() + (many ? "..." : "");
                    return " " + (parameter.arity().min() == 0 ? "[" + label + "]" : label);
                })
                .collect(Collectors.joining());
    }

    private static List<String> option(OptionSpec option) {
        String value = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
        String names = Arrays.stream(option.names())
                .sorted((a, b) -> a.length() - b.length())
                .map(name -> bold(name) + (name.startsWith("--") ? text(value) : ""))
                .collect(Collectors.joining(", "));
        return entry(names, description(option.description(), option));
    }

    private static List<String> entry(String term, String meaning) {
        return List.of(".TP", term, text(meaning));
    }

    private static String description(String[] lines) {
        return Help.Ansi.OFF.string(String.join(" ", lines)).replace("%n", " ").replace("%%", "%");
    }

    /** With the values that picocli writes in place of its variables. */
    private static String description(String[] lines, ArgSpec argument) {
        String candidates = argument.completionCandidates() == null
                ? String.join(
                                ", ",
                                argument.typeInfo().isEnum()
                                        ? argument.typeInfo().getEnumConstantNames()
                                        : List.of())
                        .toLowerCase(Locale.ROOT)
                : String.join(", ", argument.completionCandidates());
        String otherwise = argument.defaultValue() == null ? "none" : argument.defaultValue();
        return description(lines)
                .replace("${COMPLETION-CANDIDATES}", candidates)
                .replace("${DEFAULT-VALUE}", otherwise);
    }

    private static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    private static String italic(String text) {
        return "\\fI" + escaped(text) + "\\fR";
    }

    /** A line of text that is no request, whatever it begins with. */
    private static String text(String text) {
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + escaped(text) : escaped(text);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
