package io.globohub.agent.report;

/** {@code /proc/loadavg}. Pure. */
record LoadAverage(double one, double five, double fifteen) {
    static LoadAverage parse(String text) {
        String[] words = text.strip().split("\\s+");
        return words.length < 3
                ? new LoadAverage(0, 0, 0)
                : new LoadAverage(ProcText.decimal(words[0]), ProcText.decimal(words[1]), ProcText.decimal(words[2]));
    }
}
