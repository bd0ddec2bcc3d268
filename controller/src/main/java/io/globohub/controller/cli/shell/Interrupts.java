package io.globohub.controller.cli.shell;

/** Says when somebody pressed Ctrl-C. */
@FunctionalInterface
public interface Interrupts {

    /** Runs {@code action} at an interrupt, after which the program ends, until the registration is withdrawn. */
    Registration onInterrupt(Runnable action);

    /** An interest in interrupts. */
    @FunctionalInterface
    interface Registration {
        void withdraw();
    }
}
