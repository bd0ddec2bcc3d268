/**
 * The Python environments of apps: found by the key of what is in them, or built and proved.
 *
 * <p>An environment is built at the very path it will be used at, a path never used before, and counts only once its
 * marker is written; {@code docs/decisions/0006-environments.md} says why. Start reading at
 * {@link io.globohub.agent.python.VenvBuilder}.
 */
package io.globohub.agent.python;
