package io.globohub.agent.deploy;

import java.util.Locale;

/**
 * The steps of a deployment, in their order. Failure before {@link #ACTIVATE} touches nothing that serves; failure from
 * there on brings the previous version back. The names are on disk and on the wire and never change.
 */
public enum StepName {
    /** Bytes, inodes and ports are there for us. */
    RESERVE,
    /** The pack's bytes, size- and digest-checked. */
    FETCH,
    /** The pack's signature, where keys are configured. */
    VERIFY,
    /** The pack's files, in staging. */
    UNPACK,
    /** The environment, reused or built and proved. */
    VENV,
    /** The pack directory, complete, under its final name. */
    COMMIT_DISK,
    /** The candidate, booted alone on a private socket, probed and smoke-tested, then thrown away. */
    PREFLIGHT,
    /** {@code current} flipped and the process handed over. */
    ACTIVATE,
    /** Probed on every bound address, the running version read from the process. */
    CONFIRM,
    /** Recorded. */
    COMMIT;

    /** The name on the wire and on disk. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
