package io.globohub.agent.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandResult.Ending;
import io.globohub.common.state.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipErrorTest {
    private static PipError.Meaning meaning(String... lines) {
        return PipError.of(new CommandResult(Ending.EXITED, 1, List.of(lines)), List.of(), 60);
    }

    private static void assertMeans(PipError.Meaning meaning, Reason reason, String sentence, boolean transientFault) {
        assertThat(meaning.failure().reason()).isEqualTo(reason);
        assertThat(meaning.failure().detail()).isEqualTo(sentence);
        assertThat(meaning.transientFault()).isEqualTo(transientFault);
    }

    @Test
    void aVersionThatNoIndexHasIsNotFound() {
        assertMeans(
                meaning(
                        "ERROR: Could not find a version that satisfies the requirement Flask==99 (from versions: 0.1, 0.2)",
                        "ERROR: No matching distribution found for Flask==99"),
                Reason.REQUIREMENT_NOT_FOUND,
                "no index has Flask==99 for this Python",
                false);
    }

    @Test
    void anUnreachableIndexIsAPassingFaultThoughPipSaysNotFound() {
        assertMeans(
                meaning(
                        "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by"
                                + " 'NewConnectionError(': Failed to establish a new connection: [Errno 111]'): /simple/flask/",
                        "ERROR: Could not find a version that satisfies the requirement Flask (from versions: none)",
                        "ERROR: No matching distribution found for Flask"),
                Reason.INDEX_UNREACHABLE,
                "the package index could not be reached",
                true);
    }

    @Test
    void anIndexThatAnswersOnlyErrorsIsKnownFromTheLog() {
        CommandResult result = new CommandResult(
                Ending.EXITED,
                1,
                List.of(
                        "ERROR: Could not find a version that satisfies the requirement Flask (from versions: none)",
                        "ERROR: No matching distribution found for Flask"));

        assertThat(PipError.of(result, List.of("Could not fetch URL http://a/flask/: too many 500 error responses"), 60)
                        .failure()
                        .reason())
                .isEqualTo(Reason.INDEX_UNREACHABLE);
        assertThat(PipError.of(result, List.of("Could not fetch URL http://a/flask/: 404 Client Error: Not Found"), 60)
                        .failure()
                        .reason())
                .isEqualTo(Reason.REQUIREMENT_NOT_FOUND);
        assertMeans(
                PipError.of(result, List.of("Could not fetch URL http://a/flask/: 403 Client Error: Forbidden"), 60),
                Reason.INDEX_UNREACHABLE,
                "the package index refuses this host: 403 Client Error",
                false);
    }

    @Test
    void aPinThatIsWrongStaysWrongAfterAConnectionThatBrokeOnce() {
        assertThat(meaning(
                                "WARNING: Retrying (Retry(total=4)) after connection broken by 'ReadTimeoutError'",
                                "ERROR: Could not find a version that satisfies the requirement Flask==99 (from versions: 0.1)",
                                "ERROR: No matching distribution found for Flask==99")
                        .failure()
                        .reason())
                .isEqualTo(Reason.REQUIREMENT_NOT_FOUND);
    }

    @Test
    void aMissingCompilerIsNamedAsThat() {
        assertThat(List.of(
                        "error: command 'x86_64-linux-gnu-gcc' failed: No such file or directory",
                        "error: command 'gcc' failed: No such file or directory",
                        "unable to execute 'gcc': No such file or directory",
                        "src/x.c:1:10: fatal error: Python.h: No such file or directory",
                        "error: can't find Rust compiler"))
                .allSatisfy(line -> assertThat(meaning(line).failure().reason()).isEqualTo(Reason.COMPILER_MISSING));
    }

    @Test
    void aWrongHashIsNoNetworkFault() {
        assertThat(meaning("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")
                        .failure()
                        .reason())
                .isEqualTo(Reason.HASH_MISMATCH);
    }

    @Test
    void aFullDiskIsAFullDisk() {
        assertThat(meaning("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device")
                        .failure()
                        .reason())
                .isEqualTo(Reason.DISK_FULL);
    }

    @Test
    void whatIsNotUnderstoodIsSaidWithItsLastLines() {
        assertMeans(meaning("surprise"), Reason.PIP_FAILED, "pip ended with exit code 1", false);
        assertThat(meaning("surprise").failure().evidence()).containsExactly("surprise");
        assertMeans(
                PipError.of(new CommandResult(Ending.EXITED, 137, List.of()), List.of(), 60),
                Reason.PIP_FAILED,
                "pip was killed by signal 9",
                false);
        assertMeans(
                PipError.of(new CommandResult(Ending.DEADLINE, -1, List.of()), List.of(), 60),
                Reason.PIP_FAILED,
                "pip did not end within 60 s",
                false);
        assertMeans(
                meaning("ERROR: ResolutionImpossible: for help visit"),
                Reason.PIP_FAILED,
                "the requirements contradict each other",
                false);
        assertMeans(
                meaning("ERROR: Invalid requirement: 'Flask=1'"),
                Reason.PIP_FAILED,
                "a requirement is not well-formed: 'Flask=1'",
                false);
    }

    @Test
    void passwordsInAddressesAreNeverShown() {
        assertThat(meaning("Looking in indexes: https://joe:s3cret@index.example/simple, http://tok@b.example/x")
                        .failure()
                        .evidence())
                .containsExactly("Looking in indexes: https://***@index.example/simple, http://***@b.example/x");
    }
}
