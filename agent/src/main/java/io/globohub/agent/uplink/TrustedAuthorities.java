package io.globohub.agent.uplink;

import io.globohub.common.keys.ClientCertificate;
import io.globohub.common.keys.PemCertificates;
import io.globohub.common.keys.PemIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Makes a client trust the certificates of a file beside those of the system, and show one of its own where it is asked
 * for. Verification is never switched off.
 */
public final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /**
     * Changes {@code client}, unless both files are null.
     *
     * @throws IOException with a sentence, when a file cannot be used
     */
    public static OkHttpClient.Builder trust(OkHttpClient.Builder client, Path caFile, ClientCertificate own)
            throws IOException {
        if (caFile == null && own == null) {
            return client;
        }
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int count = 0;
            for (X509Certificate certificate : managerOf(null).getAcceptedIssuers()) {
                authorities.setCertificateEntry("system-" + count++, certificate);
            }
            for (X509Certificate certificate :
                    caFile == null ? List.<X509Certificate>of() : PemCertificates.read(caFile)) {
                authorities.setCertificateEntry("file-" + count++, certificate);
            }
            X509TrustManager manager = managerOf(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(own), new TrustManager[] {manager}, null);
            return client.sslSocketFactory(context.getSocketFactory(), manager);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificates in " + (caFile == null ? own.certificate() : caFile) + " cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private static KeyManager[] identity(ClientCertificate own) throws IOException, GeneralSecurityException {
        return own == null
                ? null
                : PemIdentity.read(own.certificate(), own.key()).keyManagers();
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
