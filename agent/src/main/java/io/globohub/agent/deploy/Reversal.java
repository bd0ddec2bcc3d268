package io.globohub.agent.deploy;

/** Brings back what served before a deployment that failed at or after the switch. Idempotent. */
public interface Reversal {
    /** What the reversal found and did. */
    enum Result {
        /** The previous version never stopped serving. */
        NEVER_STOPPED,
        /** It had to be brought back, and serves. */
        BROUGHT_BACK,
        /** There was none: nothing of the app runs. */
        NOTHING_BEFORE,
        /** It could not be brought back; supervision goes on trying. */
        NOT_BROUGHT_BACK
    }

    Result bringBack(DeploymentContext context) throws InterruptedException;
}
