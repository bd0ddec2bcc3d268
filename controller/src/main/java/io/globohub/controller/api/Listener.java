package io.globohub.controller.api;

import io.globohub.controller.tls.TlsFiles;
import io.globohub.controller.tls.TlsMaterial;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The door of the web server: plain HTTP or TLS, with its limits. The certificate can be changed while it is open. */
final class Listener {
    /** Longer than agents are silent by default: a new TLS connection costs as much as ten check-ins. */
    private static final Duration IDLE = Duration.ofSeconds(75);

    private static final long ONE_YEAR_SECONDS = 365L * 24 * 3600;

    private final Entrance entrance;
    private final ConnectionGuard guard;
    private final SslContextFactory.Server tls;
    private volatile TlsMaterial material;

    /** @param material what the certificate's files hold, or null for plain HTTP */
    Listener(Entrance entrance, TlsMaterial material, LongSupplier nanos) {
        this.entrance = entrance;
        this.material = material;
        this.guard = new ConnectionGuard(entrance, nanos);
        this.tls = material == null ? null : factory(entrance.tls(), material);
    }

    private static SslContextFactory.Server factory(TlsFiles files, TlsMaterial material) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setSniRequired(false);
        if (files.clientAuthorities() != null) {
            factory.setNeedClientAuth(files.clientCertificateRequired());
            factory.setWantClientAuth(!files.clientCertificateRequired());
        }
        use(factory, material);
        return factory;
    }

    private static void use(SslContextFactory factory, TlsMaterial material) {
        try {
            factory.setKeyStore(material.identity().keyStore());
            factory.setKeyStorePassword("");
            factory.setTrustStore(material.clientAuthorities());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    boolean speaksTls() {
        return tls != null;
    }

    /** When the certificate in use ends. */
    Instant certificateEnds() {
        return material.identity().expiresAt();
    }

    /** From now on new connections see this certificate. */
    void use(TlsMaterial fresh) {
        try {
            tls.reload(factory -> use(factory, fresh));
            material = fresh;
        } catch (Exception e) {
            throw new IllegalStateException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    Connector on(Server server, HttpConfiguration http, String host, int port) {
        HttpConfiguration configured = new HttpConfiguration(http);
        if (tls != null) {
            // who may be asked under which name is the clients' own check; many reach a controller by its address
            SecureRequestCustomizer secure = new SecureRequestCustomizer(false, ONE_YEAR_SECONDS, false);
            configured.addCustomizer(secure);
        }
        HttpConnectionFactory plain = new HttpConnectionFactory(configured);
        ServerConnector connector = tls == null
                ? new ServerConnector(server, plain)
                : new ServerConnector(server, new SslConnectionFactory(tls, plain.getProtocol()), plain);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(guard);
        connector.addBean(new NetworkConnectionLimit(entrance.connections(), connector));
        return connector;
    }

    /** Ends connections that only want to be held; to be called about once a second. */
    void look() {
        guard.look();
    }
}
