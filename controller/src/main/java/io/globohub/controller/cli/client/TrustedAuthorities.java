package io.globohub.controller.cli.client;

import io.globohub.common.keys.ClientCertificate;
import io.globohub.common.keys.PemCertificates;
import io.globohub.common.keys.PemIdentity;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates of a PEM file, trusted instead of the system's own, and what the client shows of itself. */
record TrustedAuthorities(X509TrustManager manager, SSLContext context) {

    SSLSocketFactory sockets() {
        return context.getSocketFactory();
    }

    /**
     * @param pem null for the system's own
     * @param own shown to a controller that asks for it, or null
     */
    static TrustedAuthorities in(Path pem, ClientCertificate own) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(pem == null ? null : PemCertificates.authorities(pem));
            X509TrustManager manager = Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own == null
                            ? null
                            : PemIdentity.read(own.certificate(), own.key()).keyManagers(),
                    new X509TrustManager[] {manager},
                    null);
            return new TrustedAuthorities(manager, context);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(pem == null ? own.certificate() : pem, e.getMessage(), e);
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
