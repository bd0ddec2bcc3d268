package io.globohub.common.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate chain and the private key that belongs to it.
 *
 * @param chain the own certificate first, then the authorities between it and the root
 */
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final int CHALLENGE_BYTES = 32;

    public PemIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files; they may be the same one.
     *
     * @throws IOException with a sentence that says what is wrong with which file and how to mend it
     */
    public static PemIdentity read(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = PemCertificates.read(certificate);
        PrivateKey secret = privateKey(key);
        try {
            if (!belongTogether(secret, chain.get(0).getPublicKey())) {
                throw new IOException("the key in " + key + " does not belong to the first certificate in "
                        + certificate + ": put the server's own certificate first, then its chain");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the key in " + key + " cannot be used: " + e.getMessage(), e);
        }
        return new PemIdentity(chain, secret);
    }

    /** When the certificate that ends first does so. */
    public Instant expiresAt() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Key and chain as the one entry of a store; its password, which Java demands, is empty. */
    public KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("identity", key, new char[0], chain.toArray(X509Certificate[]::new));
        return store;
    }

    /** What a client or server shows of itself in a handshake. */
    public KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore(), new char[0]);
        return factory.getKeyManagers();
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            String kind = blocks.group(1);
            if (kind.equals("PRIVATE KEY")) {
                return decoded(blocks.group(2), file);
            }
            if (kind.endsWith("PRIVATE KEY")) {
                throw new IOException(file + " holds '" + kind + "': write it as unencrypted PKCS#8 with"
                        + " 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW', readable for the service alone");
            }
        }
        throw new IOException(file + " holds no 'PRIVATE KEY' in PEM form");
    }

    private static PrivateKey decoded(String base64, Path file) throws IOException {
        PKCS8EncodedKeySpec spec;
        try {
            spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IOException("the key in " + file + " is not base64", e);
        }
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = decoded(spec, algorithm);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException("the key in " + file + " is none of " + ALGORITHMS);
    }

    /** Empty when the key is of another kind. */
    private static Optional<PrivateKey> decoded(PKCS8EncodedKeySpec spec, String algorithm) throws IOException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException otherKind) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java knows no " + algorithm + " keys", e);
        }
    }

    private static boolean belongTogether(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        String name = secret instanceof RSAKey
                ? "SHA256withRSA"
                : secret.getAlgorithm().equals("EC") ? "SHA256withECDSA" : secret.getAlgorithm();
        byte[] challenge = new byte[CHALLENGE_BYTES];
        new SecureRandom().nextBytes(challenge);
        Signature signing = Signature.getInstance(name);
        signing.initSign(secret);
        signing.update(challenge);
        byte[] signed = signing.sign();
        try {
            Signature checking = Signature.getInstance(name);
            checking.initVerify(open);
            checking.update(challenge);
            return checking.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }
}
