/**
 * The agents' side of the controller: enrolment, check-ins, and the desired state that each host may see.
 *
 * <p>Start at {@link io.globohub.controller.agents.Checkins}. Who waits for a new desired state is woken by {@link
 * io.globohub.controller.agents.DesiredWaiters}, and only when that host's desired state has changed.
 */
package io.globohub.controller.agents;
