/** Facts that happened, once and for good. Start reading at {@link io.globohub.common.event.AgentEvent}. */
package io.globohub.common.event;
