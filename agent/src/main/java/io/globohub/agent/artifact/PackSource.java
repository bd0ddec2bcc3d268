package io.globohub.agent.artifact;

import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.io.OutputStream;

/** Gives the bytes of a pack. Thread-safe. */
public interface PackSource {
    /**
     * Writes the bytes of {@code pack} from offset {@code from} up to {@code size} into {@code sink}, in order.
     *
     * @param size of the whole pack; never is a byte beyond it written
     * @throws IOException only when {@code sink} could not take the bytes
     * @throws InterruptedException when the calling thread was interrupted; nothing is written after that
     */
    Outcome fetch(Digest pack, long from, long size, OutputStream sink) throws IOException, InterruptedException;

    /** How far it came. */
    sealed interface Outcome {
        /** Every byte up to the size was written. */
        record Complete() implements Outcome {}

        /** Some bytes were written, then it ended; what is missing can be asked for again. */
        record Partial(String why) implements Outcome {}

        /** Not a byte was written. */
        record Unavailable(String why) implements Outcome {}
    }
}
