package io.globohub.common.manifest;

/**
 * The immutable zip of an app's files, known by its digest.
 *
 * @param sizeBytes size of the zip
 * @param unpackedBytes sum of the sizes of its files once unpacked
 * @param entries number of files and directories in it
 * @param signature by whoever built it, or null
 */
public record Pack(Digest sha256, long sizeBytes, long unpackedBytes, int entries, PackSignature signature) {
    public Pack {
        if (sha256 == null) {
            throw new IllegalArgumentException("a pack needs its sha256");
        }
        if (sizeBytes < 0 || unpackedBytes < 0 || entries < 0) {
            throw new IllegalArgumentException("the sizes of a pack cannot be negative");
        }
    }

    /** Without a signature. */
    public Pack(Digest sha256, long sizeBytes, long unpackedBytes, int entries) {
        this(sha256, sizeBytes, unpackedBytes, entries, null);
    }

    /** The same pack with a signature beside it. */
    public Pack signedWith(PackSignature by) {
        return new Pack(sha256, sizeBytes, unpackedBytes, entries, by);
    }
}
