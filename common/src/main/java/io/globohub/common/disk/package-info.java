/**
 * Durable state on a local disk: the only code that writes a state file.
 *
 * <p>A file written here is, after a crash at any instant, whole in its old or its new form. Start reading at
 * {@link io.globohub.common.disk.DurableFiles}.
 */
package io.globohub.common.disk;
