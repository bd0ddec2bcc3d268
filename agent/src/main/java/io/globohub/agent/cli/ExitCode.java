package io.globohub.agent.cli;

/** How {@code globohub-agent} ends, for scripts. The numbers are those of {@code globohub} and of sysexits(3). */
public enum ExitCode {
    OK(0),
    FAILED(1),
    NOT_FOUND(4),
    CONFLICT(5),
    USAGE(64),
    INVALID_INPUT(65),
    CONTROLLER_UNREACHABLE(69),
    NOT_PERMITTED(77),
    BAD_CONFIG(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
