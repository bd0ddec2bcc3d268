package io.globohub.agent.gunicorn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps the last few of a file that is written again and again: {@code boot.log}, {@code boot.log.1}, … */
final class NumberedFiles {
    private NumberedFiles() {}

    /** Renames {@code file} to {@code file.1} and each older one to the next number; at most {@code keep} are kept. */
    static void setAside(Path file, int keep) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (int number = keep - 1; number >= 1; number--) {
            Path older = numbered(file, number);
            if (Files.exists(older)) {
                Files.move(older, numbered(file, number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, numbered(file, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
