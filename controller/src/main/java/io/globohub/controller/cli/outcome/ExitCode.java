package io.globohub.controller.cli.outcome;

import io.globohub.common.protocol.RolloutView;

/** Every number that {@code globohub} can end with: the one list that code, tests and documents share. */
public enum ExitCode {
    OK(0, "done; for 'rollout plan': nothing to do"),
    FAILED(1, "the operation failed, or was declined"),
    CHANGES_PENDING(2, "'rollout plan': there are changes"),
    NOT_FOUND(4, "no such host, app, version, pack, rollout or token"),
    CONFLICT(5, "it changed since you looked, or something else stands against it"),
    DRIFT(10, "with --exit-code: some hosts are not as desired"),
    LOST(11, "with --exit-code: some hosts are lost"),
    ROLLOUT_FAILED(20, "the rollout failed"),
    ROLLED_BACK(21, "the rollout failed and was rolled back"),
    ABORTED(22, "the rollout was aborted"),
    USAGE(64, "the command line is wrong"),
    INVALID_INPUT(65, "a file or value given is wrong"),
    UNREACHABLE(69, "the controller cannot be reached or is overloaded"),
    TIMEOUT(75, "time is up while the operation still runs"),
    NOT_PERMITTED(77, "no valid token, or its role does not allow this"),
    BAD_CONFIG(78, "the configuration of this command is missing or wrong"),
    INTERRUPTED(130, "ended by Ctrl-C");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the shell sees. */
    public int number() {
        return number;
    }

    /** When it happens, in half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What an HTTP status that is no success means for the command that got it. */
    public static ExitCode ofHttp(int status) {
        return switch (status) {
            case 400, 405, 406, 411, 413, 415, 422 -> INVALID_INPUT;
            case 401, 403 -> NOT_PERMITTED;
            case 404, 410 -> NOT_FOUND;
            case 409, 412, 428 -> CONFLICT;
            case 429, 502, 503, 504 -> UNREACHABLE;
            default -> FAILED;
        };
    }

    /** How a watch of a rollout in that state ends; {@link #TIMEOUT} while it is not finished. */
    public static ExitCode ofRollout(RolloutView.Status status) {
        return switch (status) {
            case SUCCEEDED -> OK;
            case FAILED -> ROLLOUT_FAILED;
            case ROLLED_BACK -> ROLLED_BACK;
            case ABORTED -> ABORTED;
            case RUNNING, PAUSED, ROLLING_BACK -> TIMEOUT;
        };
    }
}
