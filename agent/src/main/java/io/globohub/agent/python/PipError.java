package io.globohub.agent.python;

import io.globohub.agent.exec.CommandResult;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What pip meant by its last lines. Pure. */
public final class PipError {
    private static final Pattern CREDENTIALS = Pattern.compile("(\\w+://)[^/@\\s]+@");
    private static final Pattern HASHES =
            Pattern.compile("DO NOT MATCH THE HASHES|Hashes are required in --require-hashes|--require-hashes mode");
    private static final Pattern DISK =
            Pattern.compile("No space left on device|Disk quota exceeded|Errno 28|Errno 122");
    private static final Pattern COMPILER =
            Pattern.compile("command '[^']*(?:gcc|cc|g\\+\\+|clang|cargo|rustc)' failed: No such file"
                    + "|unable to execute '[^']*(?:gcc|cc|g\\+\\+)'"
                    + "|error: command '[^']*(?:gcc|g\\+\\+|cc)' failed: (?:No such|Permission)"
                    + "|Python\\.h: No such file|(?:gcc|cc|clang|cargo|rustc): (?:command )?not found"
                    + "|Rust toolchain|can't find Rust compiler|pg_config executable not found"
                    + "|No such file or directory: '[^']*(?:gcc|cc|g\\+\\+)'|No working compiler|Unknown compiler");
    private static final Pattern NETWORK = Pattern.compile("NewConnectionError|Failed to establish a new connection"
            + "|ConnectTimeoutError|ReadTimeoutError|Read timed out|Connection refused|Connection reset"
            + "|Temporary failure in name resolution|Name or service not known|Network is unreachable"
            + "|ProxyError|Cannot connect to proxy|Max retries exceeded|RemoteDisconnected|Connection aborted"
            + "|IncompleteRead|ProtocolError|SSLError|SSLCertVerificationError|HTTP error 5\\d\\d|too many 5\\d\\d"
            + "|5\\d\\d Server Error");
    private static final Pattern REFUSED =
            Pattern.compile("40[13] Client Error|407 Client Error|407 Proxy Authentication Required");
    private static final Pattern NOT_FOUND = Pattern.compile("No matching distribution found for (.+)");
    private static final Pattern VERSIONS_KNOWN = Pattern.compile("\\(from versions: (?!none\\)).+\\)");
    private static final Pattern OTHER_PYTHON = Pattern.compile("requires a different Python: (.+)");
    private static final Pattern CONFLICT = Pattern.compile("ResolutionImpossible|conflicting dependencies");
    private static final Pattern MALFORMED = Pattern.compile("Invalid requirement: (.+)");

    private PipError() {}

    /** Whether it may go by itself, with the words for it. */
    public record Meaning(Failure failure, boolean transientFault) {}

    /**
     * What a pip that did not succeed ran into.
     *
     * @param unreachable the lines of its log about addresses that it could not fetch
     */
    public static Meaning of(CommandResult result, List<String> unreachable, long deadlineSeconds) {
        List<String> evidence = Stream.concat(unreachable.stream(), result.lastLines().stream())
                .map(PipError::redact)
                .toList();
        String text = String.join("\n", evidence);
        if (DISK.matcher(text).find()) {
            return lasting(Reason.DISK_FULL, "the disk was full before all requirements were installed", evidence);
        }
        if (HASHES.matcher(text).find()) {
            return lasting(Reason.HASH_MISMATCH, "a requirement is not what its --hash says, or has none", evidence);
        }
        if (COMPILER.matcher(text).find()) {
            return lasting(
                    Reason.COMPILER_MISSING,
                    "a requirement has no wheel for this Python and cannot be compiled on this host",
                    evidence);
        }
        Matcher notFound = NOT_FOUND.matcher(text);
        boolean named = notFound.find();
        boolean network = NETWORK.matcher(text).find();
        Matcher refused = REFUSED.matcher(text);
        if (refused.find() && !VERSIONS_KNOWN.matcher(text).find()) {
            return lasting(
                    Reason.INDEX_UNREACHABLE, "the package index refuses this host: " + refused.group(), evidence);
        }
        // an unreachable index, too, makes pip say that there is no such distribution, with no version known
        if (named && (!network || VERSIONS_KNOWN.matcher(text).find())) {
            return lasting(
                    Reason.REQUIREMENT_NOT_FOUND, "no index has " + notFound.group(1) + " for this Python", evidence);
        }
        if (network) {
            return new Meaning(
                    new Failure(Reason.INDEX_UNREACHABLE, "the package index could not be reached", evidence), true);
        }
        return other(result, deadlineSeconds, evidence, text);
    }

    private static Meaning other(CommandResult result, long deadlineSeconds, List<String> evidence, String text) {
        Matcher otherPython = OTHER_PYTHON.matcher(text);
        if (otherPython.find()) {
            return lasting(
                    Reason.REQUIREMENT_NOT_FOUND,
                    "a requirement is not made for this Python: " + otherPython.group(1),
                    evidence);
        }
        if (result.ending() == CommandResult.Ending.DEADLINE) {
            return lasting(Reason.PIP_FAILED, "pip did not end within " + deadlineSeconds + " s", evidence);
        }
        if (CONFLICT.matcher(text).find()) {
            return lasting(Reason.PIP_FAILED, "the requirements contradict each other", evidence);
        }
        Matcher malformed = MALFORMED.matcher(text);
        if (malformed.find()) {
            return lasting(Reason.PIP_FAILED, "a requirement is not well-formed: " + malformed.group(1), evidence);
        }
        if (result.exitCode() > 128) {
            return lasting(Reason.PIP_FAILED, "pip was killed by signal " + (result.exitCode() - 128), evidence);
        }
        return lasting(Reason.PIP_FAILED, "pip ended with exit code " + result.exitCode(), evidence);
    }

    /** {@code line} without the names and passwords that an address in it holds. */
    public static String redact(String line) {
        return CREDENTIALS.matcher(line).replaceAll("$1***@");
    }

    private static Meaning lasting(Reason reason, String sentence, List<String> evidence) {
        return new Meaning(new Failure(reason, sentence, evidence), false);
    }
}
