package io.globohub.agent.exec;

/** Runs programs to their end. Thread-safe. */
public interface CommandRunner {
    /**
     * Blocks until the program has ended or its deadline has passed; then nothing it started in its session is left.
     *
     * @throws InterruptedException when the calling thread was interrupted; the program has been killed
     */
    CommandResult run(Command command) throws InterruptedException;
}
