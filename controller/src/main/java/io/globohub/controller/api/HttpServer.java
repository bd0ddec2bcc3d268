package io.globohub.controller.api;

import io.globohub.controller.tls.TlsMaterial;
import io.globohub.controller.web.WebFiles;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server with all routes; closing it ends every connection. */
public final class HttpServer implements AutoCloseable {
    /** Bound on a JSON body; packs are streamed and have their own. */
    static final long MAX_BODY_BYTES = 4L << 20;

    private static final long AWAITED_BYTES = 256 << 10;
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MOST_THREADS = 32;
    private static final int LEAST_THREADS = 4;

    private final Javalin javalin;
    private final EventStream stream;
    private final Listener listener;

    /**
     * Listens on {@code port} of {@code host}; port 0 takes a free one.
     *
     * @param material what the certificate's files hold; null for plain HTTP
     */
    public static HttpServer start(String host, int port, Entrance entrance, TlsMaterial material, Services services)
            throws IOException {
        EventStream stream = new EventStream(services.records(), services.clock());
        ServerMetrics metrics = new ServerMetrics(services.records(), services.index(), services.waiters(), stream);
        metrics.disk(services.dataDirectory());
        metrics.ledger(services.ledger()::isIntact);
        Listener listener = new Listener(entrance, material, System::nanoTime);
        if (listener.speaksTls()) {
            metrics.certificate(listener::certificateEnds);
        }
        Api api = services.api(stream, metrics, entrance.trustedProxies());
        WebPages page = new WebPages(WebFiles.load());
        HttpServer server = new HttpServer(host, port, listener, api, page, metrics, stream);
        server.javalin.start();
        return server;
    }

    private HttpServer(
            String host,
            int port,
            Listener listener,
            Api api,
            WebPages page,
            ServerMetrics metrics,
            EventStream stream) {
        this.stream = stream;
        this.listener = listener;
        this.javalin = Javalin.create(config -> {
            configure(config);
            config.jetty.addConnector((server, http) -> listener.on(server, http, host, port));
            Problems.register(config.routes);
            config.routes.before(HttpServer::beforeAll);
            api.register(config.routes);
            page.register(config.routes);
            config.requestLogger.http((ctx, millis) -> observe(ctx, millis, metrics));
        });
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        // long polls and event streams end by themselves
        config.http.asyncTimeout = 0;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("http");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.RFC3986);
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(16 * 1024);
            // Jetty's cache of headers takes 100 KB for each connection, a gigabyte for 10,000 waiting agents
            http.setHeaderCacheSize(0);
        });
        ServerProblems problems = new ServerProblems();
        config.jetty.modifyServer(server -> {
            // agents on bad lines send slowly: a thread is taken only once a body is there, or the first part of a pack
            server.setHandler(new EagerContentHandler(new RetainedContentLoaderFactory(AWAITED_BYTES, 0, false)));
            server.setErrorHandler(problems);
            server.setStopTimeout(0);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(problems));
    }

    private static void beforeAll(Context ctx) {
        ctx.header("X-Content-Type-Options", "nosniff");
        RequestId.of(ctx);
    }

    private static void observe(Context ctx, float millis, ServerMetrics metrics) {
        String route = ctx.attribute(Api.ROUTE) == null ? "none" : ctx.attribute(Api.ROUTE);
        metrics.observe(route, ctx.method().name(), ctx.statusCode(), millis / 1000.0);
        LOG.debug(
                "{} {} {} by {} in {} ms, request {}",
                ctx.method().name(),
                ctx.path(),
                ctx.statusCode(),
                ctx.<String>attribute(Api.ACTOR),
                millis,
                RequestId.of(ctx));
    }

    public int port() {
        return javalin.port();
    }

    /** Every route that is answered, as {@code METHOD path}; HEAD, which comes with every GET, is left out. */
    public Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod() && !endpoint.method.equals(HandlerType.HEAD))
                .filter(endpoint -> !WebPages.isPage(endpoint.path))
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toSet());
    }

    /** From now on new connections see this certificate. */
    public void use(TlsMaterial material) {
        listener.use(material);
    }

    /** Ends connections that only want to be held; to be called about once a second. */
    public void watchConnections() {
        listener.look();
    }

    /** Whether a thread that answers requests is free within {@code time}: a server that hangs has none. */
    public boolean takesWork(Duration time) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        try {
            javalin.jettyServer().threadPool().execute(() -> taken.complete(null));
            taken.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stream.close();
        stream.awaitEnd();
        javalin.stop();
    }
}
