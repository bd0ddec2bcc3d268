/**
 * What an administrator types on the host itself: one class for each command of {@code globohub-agent}.
 *
 * <p>Commands print what they did on standard output and errors, with what to try, on the other one, and end with a
 * number of {@link io.globohub.agent.cli.ExitCode}.
 */
package io.globohub.agent.cli;
