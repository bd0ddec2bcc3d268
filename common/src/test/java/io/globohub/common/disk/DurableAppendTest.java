package io.globohub.common.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableAppendTest {
    @TempDir
    Path directory;

    @Test
    void whatIsAppendedComesAfterWhatWasThereAndIsItsOwnersAlone() throws IOException {
        Path file = directory.resolve("sub/log.jsonl");
        List<String> points = new ArrayList<>();
        DurableFiles files = new DurableFiles(points::add);

        files.append(file, "one\n".getBytes(StandardCharsets.UTF_8));
        files.append(file, "two\n".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("one\ntwo\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(points)
                .containsExactly(
                        "append:log.jsonl",
                        "fsync:log.jsonl",
                        "fsync-dir:log.jsonl",
                        "append:log.jsonl",
                        "fsync:log.jsonl");
    }
}
