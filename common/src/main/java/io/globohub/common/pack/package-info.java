/**
 * The zip of an app's files: written deterministically, read with suspicion.
 *
 * <p>{@link io.globohub.common.pack.PackWriter} makes one from a directory; {@link io.globohub.common.pack.PackArchive}
 * refuses everything hostile before a byte is unpacked. What the pack says of itself is
 * {@link io.globohub.common.pack.PackDescriptor}.
 */
package io.globohub.common.pack;
