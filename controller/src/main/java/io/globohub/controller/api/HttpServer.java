package io.globohub.controller.api;

import io.globohub.controller.web.WebFiles;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server with all routes; closing it ends every connection. */
public final class HttpServer implements AutoCloseable {
    /** Bound on a JSON body; packs are streamed and have their own. */
    static final long MAX_BODY_BYTES = 4L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MOST_THREADS = 32;
    private static final int LEAST_THREADS = 4;

    private final Javalin javalin;
    private final EventStream stream;

    /** Listens on {@code port} of {@code host}; port 0 takes a free one. */
    public static HttpServer start(String host, int port, Services services) throws IOException {
        EventStream stream = new EventStream(services.records());
        ServerMetrics metrics =
                new ServerMetrics(services.records(), services.fleet(), services.waiters(), stream, services.clock());
        HttpServer server = new HttpServer(
                host, port, services.api(stream, metrics), new WebPages(WebFiles.load()), metrics, stream);
        server.javalin.start();
        return server;
    }

    private HttpServer(
            String host, int port, Api api, WebPages page, ServerMetrics metrics, EventStream stream) {
        this.stream = stream;
        this.javalin = Javalin.create(config -> {
            configure(config, host, port);
            Problems.register(config.routes);
            config.routes.before(RequestId::of);
            api.register(config.routes);
            page.register(config.routes);
            config.requestLogger.http((ctx, millis) -> observe(ctx, millis, metrics));
        });
    }

    private static void configure(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        // long polls and event streams end by themselves
        config.http.asyncTimeout = 0;
        config.jetty.host = host;
        config.jetty.port = port;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("http");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.RFC3986);
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(16 * 1024);
        });
        ServerProblems problems = new ServerProblems();
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(problems);
            server.setStopTimeout(0);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(problems));
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

    @Override
    public void close() {
        stream.close();
        javalin.stop();
    }
}
