package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.controller.cli.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Backup and restore, as an operator types them. */
class BackupCommandsTest extends RunningController {
    @Test
    void aControllerIsBackedUpWhileItRunsAndRestoredWhileItDoesNot() throws IOException {
        assertThat(bench.run("token", "create", "ops", "--role", "viewer").exit())
                .isZero();
        Bench.Ran made = bench.run("backup", "b.zip", "-o", "json");
        assertThat(made.exit()).isZero();
        assertThat(made.json().get("size_bytes").asLong()).isPositive();
        assertThat(Files.getPosixFilePermissions(directory.resolve("b.zip"))).hasSize(2);

        assertThat(bench.run("backup", "b.zip").exit()).isEqualTo(ExitCode.INVALID_INPUT.number());
        assertThat(bench.run("backup", "b.zip", "--force", "--data", "data").exit())
                .isZero();

        Bench.Ran inUse = bench.run("restore", "b.zip", "--data", "data", "--force");
        assertThat(inUse.exit()).isEqualTo(ExitCode.FAILED.number());
        assertThat(inUse.err()).contains("error[conflict]").contains("stop it first");

        Bench.Ran restored = bench.run("restore", "b.zip", "--data", "elsewhere", "-o", "json");
        assertThat(restored.exit()).isZero();
        assertThat(restored.json().get("ledger_seq").asLong()).isPositive();
        assertThat(directory.resolve("elsewhere/globohub.db")).isRegularFile();
        assertThat(bench.run("restore", "b.zip", "--data", "elsewhere").err()).contains("--force");
        Bench.Ran again = bench.run("restore", "b.zip", "--data", "elsewhere", "--force", "-o", "json");
        assertThat(Path.of(again.json().get("kept_aside").asText())).isDirectory();
    }

    @Test
    void whatIsNoBackupIsRefusedWithItsReason() throws IOException {
        Files.writeString(directory.resolve("no.zip"), "no zip");
        Bench.Ran refused = bench.run("restore", "no.zip", "--data", "elsewhere");
        assertThat(refused.exit()).isEqualTo(ExitCode.FAILED.number());
        assertThat(refused.err()).contains("error[bad_request]").contains("no backup");
    }
}
