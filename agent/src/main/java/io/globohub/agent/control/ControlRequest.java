package io.globohub.agent.control;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Version;
import java.time.Instant;

/**
 * What somebody on the host asks of the daemon.
 *
 * @param app the app it is about, or null for all
 * @param version for {@code ROLLBACK}: where to, or null for what served before
 * @param actor who asks
 * @param reason for {@code HOLD}
 * @param expiresAt for {@code HOLD}, or null for no end
 */
public record ControlRequest(
        Command command, AppName app, Version version, String actor, String reason, Instant expiresAt) {

    /** What can be asked. */
    public enum Command {
        STATUS,
        ROLLBACK,
        HOLD,
        UNHOLD
    }

    public ControlRequest {
        if (command == null) {
            throw new IllegalArgumentException("a request needs a command");
        }
    }

    public static ControlRequest status() {
        return new ControlRequest(Command.STATUS, null, null, null, null, null);
    }
}
