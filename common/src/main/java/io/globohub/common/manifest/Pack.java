package io.globohub.common.manifest;

/**
 * The immutable zip of an app's files, known by its digest.
 *
 * @param sizeBytes size of the zip
 * @param unpackedBytes sum of the sizes of its files once unpacked
 * @param entries number of files and directories in it
 */
public record Pack(Digest sha256, long sizeBytes, long unpackedBytes, int entries) {
    public Pack {
        if (sha256 == null) {
            throw new IllegalArgumentException("a pack needs its sha256");
        }
        if (sizeBytes < 0 || unpackedBytes < 0 || entries < 0) {
            throw new IllegalArgumentException("the sizes of a pack cannot be negative");
        }
    }
}
