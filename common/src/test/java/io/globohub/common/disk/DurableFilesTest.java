package io.globohub.common.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    /** What a power cut is to the program: nothing after it happens. */
    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static CrashPoint cutAt(String point) {
        return name -> {
            if (name.equals(point)) {
                throw new PowerCut();
            }
        };
    }

    @TempDir
    private Path directory;

    private final DurableFiles files = new DurableFiles(CrashPoint.NONE);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Act {
        void on(DurableFiles files) throws IOException;
    }

    /** Every crash point that {@code act} passes, in order. */
    private static List<String> pointsOf(Act act) throws IOException {
        List<String> points = new ArrayList<>();
        act.on(new DurableFiles(points::add));
        return points;
    }

    private static void dieAt(String point, Act act) throws IOException {
        try {
            act.on(new DurableFiles(cutAt(point)));
            throw new AssertionError("never passed " + point);
        } catch (PowerCut expected) {
            // dead
        }
    }

    @Test
    void whatWasWrittenIsReadAndOnlyTheOwnerMayReadIt() throws IOException {
        Path file = directory.resolve("state/apps/desafio.json");
        files.write(file, bytes("one"));
        files.write(file, bytes("two"));
        assertThat(files.read(file))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(bytes("two")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(listed(file.getParent())).containsExactly("desafio.json");
    }

    @Test
    void permissionsAreAsAskedWhateverTheUmask() throws IOException {
        Path file = directory.resolve("marker.json");
        files.write(file, bytes("x"), "r--r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--r--r--");
        files.write(file, bytes("y"), "rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void aFileThatIsNotThereIsEmptyNotAnError() throws IOException {
        assertThat(files.read(directory.resolve("none"))).isEmpty();
        assertThatIOException().isThrownBy(() -> files.read(directory));
    }

    @Test
    void aCrashAtAnyPointLeavesTheOldOrTheNewContentNeverAMixture() throws IOException {
        Act act = durable -> durable.write(directory.resolve("state.json"), bytes("new"));
        List<String> points = pointsOf(act);
        assertThat(points)
                .containsExactly("write:state.json", "fsync:state.json", "rename:state.json", "fsync-dir:state.json");

        for (String point : points) {
            Path file = directory.resolve("state.json");
            files.write(file, bytes("old"));
            dieAt(point, act);
            String expected = point.startsWith("fsync-dir") ? "new" : "old";
            assertThat(Files.readString(file)).as("after a crash at %s", point).isEqualTo(expected);

            files.write(file, bytes("repaired"));
            assertThat(Files.readString(file)).isEqualTo("repaired");
            assertThat(listed(directory))
                    .as("nothing is left of the crash at %s", point)
                    .containsExactly("state.json");
        }
    }

    @Test
    void aCrashWhileTheFirstVersionIsWrittenLeavesNoFile() throws IOException {
        for (String point : List.of("write:state.json", "fsync:state.json", "rename:state.json")) {
            dieAt(point, durable -> durable.write(directory.resolve("state.json"), bytes("new")));
            assertThat(files.read(directory.resolve("state.json"))).as(point).isEmpty();
        }
    }

    @Test
    void aCrashWhileALinkIsMovedLeavesItOnTheOldOrTheNewTarget() throws IOException {
        Path link = directory.resolve("current");
        Act act = durable -> durable.relink(link, Path.of("PACK1_1"));
        for (String point : List.of("rename:current", "fsync-dir:current")) {
            files.relink(link, Path.of("PACK1_0"));
            dieAt(point, act);
            assertThat(Files.readSymbolicLink(link))
                    .as("after a crash at %s", point)
                    .hasToString(point.startsWith("fsync-dir") ? "PACK1_1" : "PACK1_0");
            files.relink(link, Path.of("PACK1_1"));
            assertThat(Files.readSymbolicLink(link)).hasToString("PACK1_1");
            assertThat(listed(directory)).containsExactly("current");
        }
    }

    @Test
    void aLinkIsAlwaysThereWhileItMoves() throws Exception {
        Path link = directory.resolve("current");
        files.relink(link, Path.of("a"));
        Thread mover = new Thread(
                () -> {
                    try {
                        for (int i = 0; i < 300; i++) {
                            files.relink(link, Path.of(i % 2 == 0 ? "b" : "a"));
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                "mover");
        mover.start();
        while (mover.isAlive()) {
            assertThat(Files.readSymbolicLink(link).toString()).isIn("a", "b");
        }
        mover.join();
    }

    @Test
    void theUnreadableIsPutAsideAndNeverDeleted() throws IOException {
        TestClock clock = TestClock.start();
        Path file = directory.resolve("state.json");
        files.write(file, bytes("{garbage"));
        Path first = files.quarantine(file, clock);
        files.write(file, bytes("{other garbage"));
        Path second = files.quarantine(file, clock);

        assertThat(first.getFileName().toString()).isEqualTo("state.json.corrupt-" + clock.millis());
        assertThat(first).hasContent("{garbage");
        assertThat(second).isNotEqualTo(first).hasContent("{other garbage");
        assertThat(file).doesNotExist();
    }

    @Test
    void aDirectoryIsMovedWhole() throws IOException {
        Path staged = Files.createDirectories(directory.resolve("staging/pack"));
        Files.writeString(staged.resolve("app.py"), "x");
        files.rename(staged, directory.resolve("PACK1_0"));
        assertThat(directory.resolve("PACK1_0/app.py")).hasContent("x");
        assertThat(staged).doesNotExist();
    }

    private static List<String> listed(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
