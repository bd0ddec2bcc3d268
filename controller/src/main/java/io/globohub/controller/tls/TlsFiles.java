package io.globohub.controller.tls;

import java.nio.file.Path;

/**
 * The PEM files that TLS is spoken with.
 *
 * @param certificate the server's certificate and its chain
 * @param key the private key of it, unencrypted PKCS#8
 * @param clientAuthorities authorities of client certificates, or null to ask for none
 * @param clientCertificateRequired whether a client without a certificate is turned away
 */
public record TlsFiles(Path certificate, Path key, Path clientAuthorities, boolean clientCertificateRequired) {
    public TlsFiles {
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("TLS needs both a certificate and its key");
        }
        if (clientCertificateRequired && clientAuthorities == null) {
            throw new IllegalArgumentException(
                    "client certificates can be required only when their authorities are given");
        }
    }
}
