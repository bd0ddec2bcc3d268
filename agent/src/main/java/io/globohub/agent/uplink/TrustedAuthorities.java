package io.globohub.agent.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Makes a client trust the certificates of a file beside those of the system. Verification is never switched off. */
public final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /**
     * Changes {@code client}, unless {@code caFile} is null.
     *
     * @throws IOException with a sentence, when the file holds no readable certificate
     */
    public static OkHttpClient.Builder trust(OkHttpClient.Builder client, Path caFile) throws IOException {
        if (caFile == null) {
            return client;
        }
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int count = 0;
            for (X509Certificate certificate : managerOf(null).getAcceptedIssuers()) {
                authorities.setCertificateEntry("system-" + count++, certificate);
            }
            for (Certificate certificate : certificatesIn(caFile)) {
                authorities.setCertificateEntry("file-" + count++, certificate);
            }
            X509TrustManager manager = managerOf(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return client.sslSocketFactory(context.getSocketFactory(), manager);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + caFile + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificatesIn(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return certificates;
        }
    }

    private static X509TrustManager managerOf(KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no X.509 trust manager");
    }
}
