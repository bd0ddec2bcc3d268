package io.globohub.agent.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DieAtTest {
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    Path root;

    private DieAt dieAt;
    private DieAt.Orders orders;

    @BeforeEach
    void prepare() {
        orders = DieAt.Orders.under(root);
        dieAt = new DieAt(orders, () -> {
            throw new Died();
        });
    }

    private void pass(String... names) {
        List.of(names).forEach(dieAt::reached);
    }

    @Test
    void withoutAnOrderEveryPointIsPassed() {
        pass("write:a", "write:a", "fsync:a");

        assertThat(orders.noted()).doesNotExist();
    }

    @Test
    void agentDiesAtTheVeryTimeOfThePointThatIsOrdered() throws IOException {
        Files.writeString(orders.file(), "1 write:a#2");
        pass("write:a", "fsync:a");

        assertThatThrownBy(() -> pass("write:a")).isInstanceOf(Died.class);
        assertThat(orders.noted()).hasContent("write:a#2");
    }

    @Test
    void pointsAreCountedAnewWithEachOrder() throws IOException {
        Files.writeString(orders.file(), "1 any#9");
        pass("write:a", "write:a");
        Files.writeString(orders.file(), "2 any#2");
        pass("write:a");

        assertThatThrownBy(() -> pass("fsync:a")).isInstanceOf(Died.class);
    }

    @Test
    void whatIsRecordedHasTheSameNameInEveryRun() throws IOException {
        Files.writeString(orders.file(), "1 record");
        pass(
                "rename:PACK1_17",
                "append:00000000000000000042.jsonl",
                "rename:" + "0123456789abcdef".repeat(4) + ".zip",
                "rename:PACK1_18");

        assertThat(Files.readAllLines(orders.noted()))
                .containsExactly("rename:PACK#1", "append:N.jsonl#1", "rename:H.zip#1", "rename:PACK#2");
    }
}
