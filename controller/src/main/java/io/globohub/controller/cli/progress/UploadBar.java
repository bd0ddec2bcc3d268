package io.globohub.controller.cli.progress;

import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Plain;

/** How far an upload is, in one line. Pure. */
public final class UploadBar {
    private static final int BAR = 30;

    private UploadBar() {}

    /** The line; never longer than {@code width} columns. */
    public static String line(String name, long sent, long total, int width) {
        double share = total == 0 ? 1 : (double) sent / total;
        String figures = Humane.percent(share) + "  " + Humane.bytes(sent) + " of " + Humane.bytes(total);
        String text = Plain.text(name) + "  ";
        int room = width - Plain.width(text) - Plain.width(figures) - 4;
        int length = Math.min(BAR, room);
        if (length < 5) {
            return Plain.cut(text + figures, width);
        }
        int full = (int) (length * share);
        return text + "[" + "█".repeat(full) + "░".repeat(length - full) + "]  " + figures;
    }
}
