/**
 * Changes a fleet in batches, behind gates.
 *
 * <p>{@link io.globohub.controller.rollout.RolloutPlanner} divides hosts into batches; {@link
 * io.globohub.controller.rollout.RolloutDecider} looks at what is remembered and what is seen and says what follows.
 * Both are pure. {@link io.globohub.controller.rollout.RolloutRunner} applies decisions, one compare-and-set at a time,
 * so a controller that dies anywhere continues where it was.
 */
package io.globohub.controller.rollout;
