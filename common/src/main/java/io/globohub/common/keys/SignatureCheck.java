package io.globohub.common.keys;

import io.globohub.common.manifest.PackSignature;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Whether a signature fits what it is said to sign. Says nothing about whether its key is to be trusted. Pure. */
public final class SignatureCheck {
    /** How every Ed25519 public key begins in the form that Java reads (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private SignatureCheck() {}

    /** Whether {@code signature} was made over {@code statement} by the owner of the key that it names. */
    public static boolean fits(PackSignature signature, PackStatement statement) {
        try {
            Signature checking = Signature.getInstance("Ed25519");
            checking.initVerify(key(Base64.getDecoder().decode(signature.publicKey())));
            checking.update(statement.bytes());
            return checking.verify(Base64.getDecoder().decode(signature.value()));
        } catch (GeneralSecurityException notEvenAKey) {
            return false;
        }
    }

    private static PublicKey key(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = new byte[PREFIX.length + raw.length];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
