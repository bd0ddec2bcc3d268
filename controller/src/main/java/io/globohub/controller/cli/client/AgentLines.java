package io.globohub.controller.cli.client;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The lines of many agents to one controller, on a handful of threads however many there are and however many long polls
 * are open. Closing it ends what is open. Thread-safe.
 *
 * <p>Jetty's client and not okhttp, which blocks a thread for each call, nor java.net.http: that one takes several times
 * the processor for a request, and a simulated fleet shares the machine with the controller that it measures (decision 0069).
 */
public final class AgentLines implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int THREADS = 8;
    private static final int LEAST_THREADS = 4;

    /** A connection that is free is looked for among all of a group. */
    private static final int LINES_A_GROUP = 250;

    private final URI controller;
    private final HttpClient http;
    private final AtomicInteger lines = new AtomicInteger();

    /** To the controller of {@code endpoint}; its token is not used, each call brings its own. */
    public AgentLines(Endpoint endpoint) {
        this.controller = endpoint.url();
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, LEAST_THREADS);
        threads.setName("simulate");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        if (endpoint.caFile() != null || endpoint.own() != null) {
            SslContextFactory.Client tls = new SslContextFactory.Client();
            tls.setSslContext(
                    TrustedAuthorities.in(endpoint.caFile(), endpoint.own()).context());
            connector.setSslContextFactory(tls);
        }
        this.http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setExecutor(threads);
        http.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        http.setMaxConnectionsPerDestination(2 * LINES_A_GROUP);
        // each request has a limit of its own, and a connection is kept between two of them
        http.setIdleTimeout(0);
        http.setFollowRedirects(false);
        http.setUserAgentField(null);
        start();
    }

    private void start() {
        try {
            http.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client did not start", e);
        }
        // what an agent says, and no more
        http.getContentDecoderFactories().clear();
    }

    /** One more agent's; it shares connections that are free with some others. */
    public AgentLine line() {
        return new AgentLine(this, lines.getAndIncrement() / LINES_A_GROUP);
    }

    Request request(int group, String path, String token) {
        return http.newRequest(controller + path)
                .tag(group)
                .headers(headers -> headers.put(HttpHeader.AUTHORIZATION, "Bearer " + token));
    }

    Scheduler later() {
        return http.getScheduler();
    }

    @Override
    public void close() {
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client did not stop", e);
        }
    }
}
