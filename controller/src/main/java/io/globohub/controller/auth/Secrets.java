package io.globohub.controller.auth;

import io.globohub.common.manifest.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets of 256 random bits and compares them by digest. Thread-safe. */
public final class Secrets {
    /** Begins the secret of a token. */
    public static final String TOKEN = "ght_";
    /** Begins the credential of a host. */
    public static final String HOST = "ghh_";

    private static final int BYTES = 32;
    private final SecureRandom random = new SecureRandom();

    /** A new secret that begins with {@code prefix}, so that people and secret scanners know what they found. */
    public String next(String prefix) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is remembered of a secret. A plain digest suffices: 256 random bits cannot be guessed. */
    public static Digest digest(String secret) {
        return Digest.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in constant time. */
    public static boolean same(Digest a, Digest b) {
        return MessageDigest.isEqual(
                a.hex().getBytes(StandardCharsets.US_ASCII), b.hex().getBytes(StandardCharsets.US_ASCII));
    }
}
