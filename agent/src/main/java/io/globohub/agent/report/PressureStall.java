package io.globohub.agent.report;

import java.util.OptionalDouble;

/** One file of {@code /proc/pressure}. Pure. */
final class PressureStall {
    private static final String AVERAGE = "avg10=";

    private PressureStall() {}

    /** Share of the last ten seconds in which some task waited, 0 to 1; empty where the text does not say. */
    static OptionalDouble someRatio(String text) {
        return text.lines()
                .filter(line -> line.startsWith("some "))
                .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
                .filter(word -> word.startsWith(AVERAGE))
                .mapToDouble(word -> ProcText.decimal(word.substring(AVERAGE.length())) / 100)
                .findFirst();
    }
}
