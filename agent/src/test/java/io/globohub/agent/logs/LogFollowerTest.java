package io.globohub.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void name() {
        log = directory.resolve("error.log");
    }

    private void write(String text) throws IOException {
        write(log, text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        Files.move(log, directory.resolve("error.log.1"));
        Files.createFile(log);
    }

    private LogFollower.Start tail(int count) throws IOException {
        return LogFollower.tail(log, count, true, false);
    }

    @Test
    void theLastLinesComeFirstThenEachLaterOneOnceWhenItIsWhole() throws IOException {
        write("one\ntwo\nthree\nfo");
        LogFollower.Start start = tail(2);
        try (LogFollower follower = start.follower()) {
            assertThat(start.lines()).isEqualTo(new LogLines(List.of("two", "three"), false));
            assertThat(follower.next()).isEqualTo(LogLines.NONE);
            write("ur\n\nfive\n");
            assertThat(follower.next().lines()).containsExactly("four", "", "five");
            assertThat(follower.next()).isEqualTo(LogLines.NONE);
        }
    }

    @Test
    void whoAsksOnceIsToldTheUnfinishedLineToo() throws IOException {
        write("one\ntwo");
        try (LogFollower follower = LogFollower.tail(log, 5, true, true).follower()) {
            assertThat(LogFollower.tail(log, 5, true, true).lines().lines()).containsExactly("one", "two");
            assertThat(follower.next()).isEqualTo(LogLines.NONE);
        }
    }

    @Test
    void aYoungLogIsCompletedByTheOneSetAsideBefore() throws IOException {
        write("one\ntwo\n");
        rotate();
        write("three\n");

        assertThat(tail(2).lines().lines()).containsExactly("two", "three");
        assertThat(tail(9).lines()).isEqualTo(new LogLines(List.of("one", "two", "three"), false));
        assertThat(LogFollower.tail(log, 9, false, false).lines().lines()).containsExactly("three");
    }

    @Test
    void aLogThatIsRotatedUnderItsHandsLosesNoLineAndTellsNoneTwice() throws IOException {
        write("0\n");
        try (LogFollower follower = tail(1).follower()) {
            List<String> told = new ArrayList<>();
            write("1\n");
            Path old = directory.resolve("error.log.1");
            rotate();
            told.addAll(follower.next().lines());
            // the app has not opened the new one yet
            write(old, "2\n3");
            told.addAll(follower.next().lines());
            write("5\n");
            write(old, "\n4\n");
            told.addAll(follower.next().lines());
            for (int look = 0; look < 15; look++) {
                told.addAll(follower.next().lines());
            }
            write("6\n");
            told.addAll(follower.next().lines());

            assertThat(told).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void followingThroughManyRotationsTellsEveryLineInOrder() throws IOException {
        Random random = new Random(7);
        write("");
        List<String> told = new ArrayList<>();
        int written = 0;
        try (LogFollower follower = tail(0).follower()) {
            for (int round = 0; round < 400; round++) {
                for (int i = random.nextInt(5); i > 0; i--) {
                    write(written++ + "\n");
                }
                told.addAll(follower.next().lines());
                if (round % 40 == 39) {
                    Files.deleteIfExists(directory.resolve("error.log.1"));
                    rotate();
                }
            }
            for (int look = 0; look < 15; look++) {
                told.addAll(follower.next().lines());
            }
        }
        assertThat(told).hasSize(written).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }

    @Test
    void anotherFollowerGoesOnWhereOneWasAlsoAfterARotation() throws IOException {
        write("1\n2\n");
        String cursor;
        try (LogFollower first = tail(1).follower()) {
            cursor = first.cursor();
        }
        write("3\n");
        LogFollower.Start second = LogFollower.resume(log, cursor);
        assertThat(second.lines().isEmpty()).isTrue();
        assertThat(second.follower().next().lines()).containsExactly("3");
        second.follower().close();
        rotate();
        write("4\n");
        LogFollower.Start third = LogFollower.resume(log, cursor);
        assertThat(third.follower().next().lines()).containsExactly("3");
        assertThat(third.follower().next().lines()).containsExactly("4");
        String both = third.follower().cursor();
        third.follower().close();
        try (LogFollower fourth = LogFollower.resume(log, both).follower()) {
            write("5\n");
            assertThat(fourth.next().lines()).containsExactly("5");
        }
        Files.move(directory.resolve("error.log.1"), directory.resolve("error.log.3"));
        Files.move(log, directory.resolve("error.log.2"));
        write("6\n");
        LogFollower.Start lost = LogFollower.resume(log, cursor);
        assertThat(lost.lines().skipped()).isTrue();
        assertThat(lost.follower().next().lines()).containsExactly("6");
        lost.follower().close();
    }

    @Test
    void aLogThatWasEmptiedInPlaceIsReadFromItsBeginning() throws IOException {
        write("a long first line\n");
        try (LogFollower follower = tail(1).follower()) {
            Files.writeString(log, "new\n");
            assertThat(follower.next().lines()).containsExactly("new");
        }
    }

    @Test
    void whoIsFarBehindIsToldThatLinesWereLeftOut() throws IOException {
        write("start\n");
        try (LogFollower follower = tail(1).follower()) {
            write("0123456789\n".repeat(500_000));
            LogLines lines = follower.next();
            assertThat(lines.skipped()).isTrue();
            assertThat(lines.lines()).hasSizeBetween(15_000, 20_000).containsOnly("0123456789");
            assertThat(follower.next()).isEqualTo(LogLines.NONE);
        }
    }

    @Test
    void aLineWithoutEndIsCutAndWhatComesAfterItIsTold() throws IOException {
        write("start\n");
        try (LogFollower follower = tail(1).follower()) {
            write("x".repeat(300_000));
            List<String> told = new ArrayList<>(follower.next().lines());
            told.addAll(follower.next().lines());
            write("x\nafter\n");
            told.addAll(follower.next().lines());

            assertThat(told).hasSize(2).last().isEqualTo("after");
            assertThat(told.get(0)).hasSize(OpenLog.LONGEST_LINE + 7).endsWith("… (cut)");
        }
    }

    @Test
    void bytesThatAreNoTextAreToldAsReplacements() throws IOException {
        Files.write(log, new byte[] {'a', (byte) 0xff, 27, '[', '2', 'J', '\r', '\n'});

        assertThat(tail(1).lines().lines()).containsExactly("a\ufffd\u001b[2J");
    }

    @Test
    void anAppWithoutALogHasNone() {
        assertThatThrownBy(() -> tail(1)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theEndOfAHugeLogIsReadWithoutReadingAllOfIt() throws IOException {
        Files.write(log, "0123456789\n".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));

        assertThat(tail(3).lines()).isEqualTo(new LogLines(List.of("0123456789", "0123456789", "0123456789"), false));
        assertThat(tail(1_000_000).lines().skipped()).isTrue();
    }
}
