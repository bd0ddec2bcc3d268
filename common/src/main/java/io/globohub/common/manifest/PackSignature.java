package io.globohub.common.manifest;

import java.util.Base64;

/**
 * An Ed25519 signature that travels beside a pack. It proves nothing until the key is one that the reader trusts.
 *
 * @param publicKey base64 of the 32 bytes of the key that it was made with
 * @param value base64 of the 64 bytes of the signature
 */
public record PackSignature(String publicKey, String value) {
    private static final String KIND = "ed25519";
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    public PackSignature {
        if (!isBase64Of(KEY_BYTES, publicKey)) {
            throw new IllegalArgumentException("public_key must be base64 of the 32 bytes of an Ed25519 key");
        }
        if (!isBase64Of(SIGNATURE_BYTES, value)) {
            throw new IllegalArgumentException("value must be base64 of the 64 bytes of an Ed25519 signature");
        }
    }

    /** Reads what {@link #toString} writes. */
    public static PackSignature parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3 || !parts[0].equals(KIND)) {
            throw new IllegalArgumentException("a signature has the form " + KIND + ":<public key>:<signature>");
        }
        return new PackSignature(parts[1], parts[2]);
    }

    /** One line, for a file beside the pack and for a header. */
    @Override
    public String toString() {
        return KIND + ":" + publicKey + ":" + value;
    }

    private static boolean isBase64Of(int bytes, String text) {
        try {
            return text != null && Base64.getDecoder().decode(text).length == bytes;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
