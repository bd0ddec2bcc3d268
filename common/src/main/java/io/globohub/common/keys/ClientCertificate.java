package io.globohub.common.keys;

import java.nio.file.Path;

/**
 * The PEM files that a client shows itself with, to a server that asks for it.
 *
 * @param key unencrypted PKCS#8
 */
public record ClientCertificate(Path certificate, Path key) {
    /** Both or neither; null for neither. */
    public static ClientCertificate of(Path certificate, Path key) {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a client certificate needs its key, and the key its certificate");
        }
        return certificate == null ? null : new ClientCertificate(certificate, key);
    }
}
