// What the ledger can tell of, by what it is about. A test holds the list to the controller's own.

export const EVENT_GROUPS = {
  Deployments: ['deployment_started', 'deployment_succeeded', 'deployment_failed', 'deployment_rolled_back', 'local_rollback'],
  Processes: ['process_exited', 'process_started', 'process_adopted', 'liveness_failed', 'liveness_restored', 'crash_loop_entered', 'data_lost', 'app_stopped', 'app_removed'],
  Rollouts: ['rollout_started', 'rollout_batch_started', 'rollout_paused', 'rollout_resumed', 'rollout_promoted', 'rollout_succeeded', 'rollout_failed', 'rollout_aborted', 'rollout_rolled_back'],
  Hosts: ['host_enrolled', 'host_retired', 'host_labelled', 'host_lost', 'host_returned', 'identity_cloned', 'agent_started', 'hold_set', 'hold_lifted', 'logs_requested', 'disk_low', 'disk_recovered'],
  Wishes: ['assignment_changed', 'goal_changed', 'restart_requested', 'manifest_created'],
  Packs: ['pack_pushed', 'pack_signed', 'pack_pruned', 'pack_modified'],
  Controller: ['token_created', 'token_revoked', 'webhook_created', 'webhook_deleted', 'webhook_disabled', 'certificate_expiring', 'store_restored', 'state_quarantined', 'events_dropped'],
};
