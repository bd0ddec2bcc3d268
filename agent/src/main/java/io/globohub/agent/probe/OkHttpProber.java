package io.globohub.agent.probe;

import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.ProbeSpec;
import io.globohub.common.manifest.SmokeTest;
import io.globohub.common.manifest.StatusSet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Probes over HTTP/1.1 with a new connection each time, so that what is tested is what a new client would see. */
public final class OkHttpProber implements Prober {
    private static final long MAX_BODY = 256 * 1024;

    private final OkHttpClient client = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(java.net.Proxy.NO_PROXY)
            .connectionPool(new ConnectionPool(0, 1, java.util.concurrent.TimeUnit.SECONDS))
            .build();
    private final LongSupplier nanoTime;

    public OkHttpProber(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public Verdict probe(ProbeSpec spec, ProbeTarget target) {
        Duration timeout = Duration.ofSeconds(spec.timeoutSeconds());
        if (spec.type() == ProbeSpec.Type.TCP && target instanceof ProbeTarget.Tcp tcp) {
            return connect(tcp.address().local(), timeout);
        }
        Request request = request("GET", spec.path(), target).build();
        return exchange(
                request,
                target,
                timeout,
                spec.type() == ProbeSpec.Type.TCP ? StatusSet.BELOW_500 : spec.expect(),
                spec.bodyContains());
    }

    @Override
    public Verdict smokeTest(SmokeTest test, ProbeTarget target, Duration timeout) {
        boolean takesBody = List.of("POST", "PUT", "PATCH").contains(test.method());
        String text = test.body() == null ? (takesBody ? "" : null) : test.body();
        String type = test.headers().getOrDefault("Content-Type", "text/plain; charset=utf-8");
        RequestBody body =
                text == null ? null : RequestBody.create(text.getBytes(StandardCharsets.UTF_8), MediaType.parse(type));
        Request.Builder request = request("GET", test.path(), target).method(test.method(), body);
        test.headers().forEach(request::header);
        return exchange(request.build(), target, timeout, test.expect(), test.bodyContains());
    }

    private static Request.Builder request(String method, String path, ProbeTarget target) {
        String authority =
                target instanceof ProbeTarget.Tcp tcp ? tcp.address().local().toString() : "localhost";
        return new Request.Builder()
                .url("http://" + authority + path)
                .method(method, null)
                .header("User-Agent", "globohub-agent")
                .header("Connection", "close");
    }

    private Verdict exchange(
            Request request, ProbeTarget target, Duration timeout, StatusSet expect, String bodyContains) {
        long start = nanoTime.getAsLong();
        OkHttpClient.Builder builder = client.newBuilder().callTimeout(timeout);
        if (target instanceof ProbeTarget.Unix unix) {
            builder.socketFactory(new UnixSocketFactory(unix.socket()));
        }
        String what = request.method() + " " + request.url().encodedPath() + " on " + target;
        try (Response response = builder.build().newCall(request).execute()) {
            String body = text(response.body());
            double seconds = since(start);
            if (!expect.contains(response.code())) {
                return new Verdict.Unhealthy(
                        what + " answered " + response.code() + ", expected " + expect + ": " + firstWords(body),
                        seconds);
            }
            if (bodyContains != null && !body.contains(bodyContains)) {
                return new Verdict.Unhealthy(
                        what + " answered " + response.code() + " without '" + bodyContains + "': " + firstWords(body),
                        seconds);
            }
            return new Verdict.Healthy(what + " answered " + response.code(), seconds);
        } catch (IOException e) {
            return new Verdict.Unhealthy(what + " failed: " + words(e, timeout), since(start));
        }
    }

    private static String text(ResponseBody body) throws IOException {
        body.source().request(MAX_BODY);
        long available = Math.min(body.source().getBuffer().size(), MAX_BODY);
        return body.source().getBuffer().readString(available, StandardCharsets.UTF_8);
    }

    private static String firstWords(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= 160 ? line : line.substring(0, 160) + "…";
    }

    private static String words(IOException e, Duration timeout) {
        boolean timedOut = e instanceof java.io.InterruptedIOException;
        return timedOut ? "no answer within " + timeout.toSeconds() + " s" : e.getMessage();
    }

    private Verdict connect(BindAddress address, Duration timeout) {
        long start = nanoTime.getAsLong();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) timeout.toMillis());
            return new Verdict.Healthy("connected to " + address, since(start));
        } catch (IOException e) {
            return new Verdict.Unhealthy("cannot connect to " + address + ": " + e.getMessage(), since(start));
        }
    }

    private double since(long start) {
        return (nanoTime.getAsLong() - start) / 1e9;
    }
}
