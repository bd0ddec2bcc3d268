package io.globohub.controller.cli.client;

import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates of a PEM file, trusted instead of the system's own. */
record TrustedAuthorities(X509TrustManager manager, SSLContext context) {

    SSLSocketFactory sockets() {
        return context.getSocketFactory();
    }

    static TrustedAuthorities in(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw unusable(pem, "it holds no certificate", null);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            X509TrustManager manager = Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {manager}, null);
            return new TrustedAuthorities(manager, context);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(pem, e.getMessage(), e);
        }
    }

    private static CommandFailed unusable(Path pem, String why, Exception cause) {
        return new CommandFailed(
                ExitCode.BAD_CONFIG,
                "ca_file_unusable",
                "the certificates in " + pem + " cannot be used: " + why,
                "Give a readable file with PEM certificates.",
                java.util.List.of(),
                null,
                cause);
    }
}
