package io.globohub.agent.step;

import io.globohub.agent.deploy.StepOutcome;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;

/** What a failed write means. Pure. */
final class DiskFault {
    private DiskFault() {}

    /** A full disk is for people to mend; anything else is a fault that goes up as it is. */
    static StepOutcome outcomeOf(IOException e) throws IOException {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
            return new StepOutcome.Failed(new Failure(Reason.DISK_FULL, "the disk became full meanwhile: " + message));
        }
        throw e;
    }
}
