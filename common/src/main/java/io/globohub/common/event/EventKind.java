package io.globohub.common.event;

import java.util.Locale;

/** Everything the ledger can hold. The lower-case name is on the wire and never changes its meaning. */
public enum EventKind {
    // from agents
    AGENT_STARTED,
    DEPLOYMENT_STARTED,
    DEPLOYMENT_SUCCEEDED,
    DEPLOYMENT_FAILED,
    DEPLOYMENT_ROLLED_BACK,
    PROCESS_EXITED,
    PROCESS_STARTED,
    PROCESS_ADOPTED,
    LIVENESS_FAILED,
    LIVENESS_RESTORED,
    CRASH_LOOP_ENTERED,
    DATA_LOST,
    APP_STOPPED,
    APP_REMOVED,
    LOCAL_ROLLBACK,
    HOLD_SET,
    HOLD_LIFTED,
    PACK_PRUNED,
    PACK_MODIFIED,
    STATE_QUARANTINED,
    EVENTS_DROPPED,
    // from the controller
    HOST_ENROLLED,
    HOST_RETIRED,
    HOST_LABELLED,
    HOST_LOST,
    HOST_RETURNED,
    IDENTITY_CLONED,
    CERTIFICATE_EXPIRING,
    PACK_PUSHED,
    PACK_SIGNED,
    MANIFEST_CREATED,
    ASSIGNMENT_CHANGED,
    GOAL_CHANGED,
    RESTART_REQUESTED,
    ROLLOUT_STARTED,
    ROLLOUT_BATCH_STARTED,
    ROLLOUT_PAUSED,
    ROLLOUT_RESUMED,
    ROLLOUT_PROMOTED,
    ROLLOUT_SUCCEEDED,
    ROLLOUT_FAILED,
    ROLLOUT_ABORTED,
    ROLLOUT_ROLLED_BACK,
    TOKEN_CREATED,
    TOKEN_REVOKED,
    STORE_RESTORED,
    WEBHOOK_CREATED,
    WEBHOOK_DELETED,
    WEBHOOK_DISABLED,
    DISK_LOW,
    DISK_RECOVERED;

    /** The name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
