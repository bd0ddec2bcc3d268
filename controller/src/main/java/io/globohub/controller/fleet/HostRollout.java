package io.globohub.controller.fleet;

import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;

/** A rollout and a host's place in it. */
public record HostRollout(Rollout rollout, RolloutHost place) {}
