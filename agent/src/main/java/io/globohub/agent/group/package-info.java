/**
 * Control groups of the apps: where the kernel counts what each of them uses, and keeps its limits.
 *
 * <p>Whether they are possible is a pure decision on the texts of the kernel ({@link
 * io.globohub.agent.group.Delegation}); where they are not, everything goes on without them, and the reason is told.
 * Nothing here starts or ends a process. Start reading at {@link io.globohub.agent.group.AppGroups}.
 */
package io.globohub.agent.group;
