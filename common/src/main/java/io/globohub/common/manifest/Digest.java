package io.globohub.common.manifest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest (FIPS 180-4), as 64 lower-case hexadecimal digits. */
public record Digest(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (hex == null || !SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("'" + hex + "' is not a sha256 digest of 64 lower-case hex digits");
        }
    }

    /** The digest of {@code bytes}. */
    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** The digest that a finished {@link #sha256()} computation holds. */
    public static Digest finish(MessageDigest running) {
        return new Digest(HexFormat.of().formatHex(running.digest()));
    }

    /** A new SHA-256 computation, for content that is streamed. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The first twelve digits: enough to tell releases of one app apart, short enough to read aloud. */
    public String short12() {
        return hex.substring(0, 12);
    }

    @Override
    public String toString() {
        return hex;
    }
}
