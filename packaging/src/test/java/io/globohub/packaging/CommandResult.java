package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How a command ended and what it said. */
record CommandResult(List<String> command, int exit, String out, String err) {

    /**
     * Runs a program to its end, with nothing on its standard input.
     *
     * @param environment added to our own
     */
    static CommandResult of(List<String> command, Map<String, String> environment, Path directory)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("globohub-test", ".out");
        Path err = Files.createTempFile("globohub-test", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end\n" + Files.readString(out) + Files.readString(err));
            }
            return new CommandResult(command, process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    CommandResult succeeds() {
        assertThat(exit).as("%s", this).isZero();
        return this;
    }

    CommandResult endsWith(int code) {
        assertThat(exit).as("%s", this).isEqualTo(code);
        return this;
    }

    /** Standard output and error, for what may stand in either. */
    String all() {
        return out + err;
    }

    <T> T as(Class<T> type) {
        return Json.readTolerant(succeeds().out(), type);
    }

    <T> List<T> items(TypeReference<Page<T>> type) {
        return Json.readTolerant(succeeds().out(), type).items();
    }

    @Override
    public String toString() {
        return String.join(" ", command) + " ended with " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
    }
}
