package io.globohub.common.keys;

import io.globohub.common.manifest.PackSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * Signs packs with the key of one file. The file holds the private key (PKCS#8, so that openssl reads it too) and,
 * before it, the public one as text: what hosts write into {@code trusted_keys}.
 */
public final class PackSigner {
    private static final String PUBLIC = "public_key: ";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final PrivateKey key;
    private final String publicKey;

    private PackSigner(PrivateKey key, String publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Makes a new key in {@code file}, which must not exist, readable for its owner alone.
     *
     * @return the public key, base64 of its 32 bytes
     */
    public static String generate(Path file) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] open = pair.getPublic().getEncoded();
            // the encoding is a fixed prefix and then the 32 bytes
            String publicKey =
                    Base64.getEncoder().encodeToString(Arrays.copyOfRange(open, open.length - KEY_BYTES, open.length));
            String pem = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
            String text = PUBLIC + publicKey + "\n" + BEGIN + "\n" + pem + "\n" + END + "\n";
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text, StandardOpenOption.WRITE);
            return publicKey;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    /**
     * Reads a key that {@link #generate} made.
     *
     * @throws IOException with a sentence, when it cannot be read, or when others may read it
     */
    public static PackSigner read(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.stream().anyMatch(OTHERS::contains)) {
            throw new IOException(file + " is open to others (" + PosixFilePermissions.toString(mode)
                    + "): make it yours alone with 'chmod 600'");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        String publicKey = text.lines()
                .filter(line -> line.startsWith(PUBLIC))
                .map(line -> line.substring(PUBLIC.length()).strip())
                .findFirst()
                .orElse("");
        if (begin < 0 || end < begin || publicKey.isEmpty()) {
            throw new IOException(file + " is not a key made by 'globohub pack keygen'");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            return new PackSigner(key, publicKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no Ed25519 key", e);
        }
    }

    /** Base64 of the 32 bytes that hosts have to trust. */
    public String publicKey() {
        return publicKey;
    }

    /** Signs that these bytes are this version of this app. */
    public PackSignature sign(PackStatement statement) {
        try {
            Signature signing = Signature.getInstance("Ed25519");
            signing.initSign(key);
            signing.update(statement.bytes());
            return new PackSignature(publicKey, Base64.getEncoder().encodeToString(signing.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs everything", e);
        }
    }
}
