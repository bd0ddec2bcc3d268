package io.globohub.controller.cli.client;

import io.globohub.common.state.Reason;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionSpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;

/**
 * Sends calls to one controller and waits for each answer. TLS is always verified; redirects are not followed, since
 * the token must not go elsewhere. Thread-safe.
 *
 * <p>okhttp, because it starts fastest here: for plain HTTP it needs no TLS at all (with a class-data archive a first
 * answer after 0.16 s, java.net.http 0.26 s).
 */
public final class ControllerClient {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);
    /** The controller says something at least every 15 seconds. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(40);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final String userAgent;
    private final OkHttpClient http;

    /** @param timeout bound on the silence between two bytes of an answer */
    public ControllerClient(Endpoint endpoint, Duration timeout, String userAgent) {
        this.endpoint = endpoint;
        this.userAgent = userAgent;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout);
        if (endpoint.url().getScheme().equalsIgnoreCase("http")) {
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        } else if (endpoint.caFile() != null || endpoint.own() != null) {
            TrustedAuthorities trusted = TrustedAuthorities.in(endpoint.caFile(), endpoint.own());
            builder.sslSocketFactory(trusted.sockets(), trusted.manager());
        }
        this.http = builder.build();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Sends {@code call}; an answer that is no success ends the command with what the server said. */
    public Answer send(Call call) {
        return successOf(exchange(call));
    }

    /** Sends {@code call} and gives back whatever came. */
    public Answer exchange(Call call) {
        return exchange(call, bodyOf(call));
    }

    /** Sends the bytes of {@code file} as the body of {@code call}. */
    public Answer upload(Call call, Path file, UploadListener listener) {
        return successOf(exchange(call, new FileBody(file, listener)));
    }

    /** Writes the body of the answer to {@code file}; an answer that is no success ends the command. */
    public void download(Call call, Path file) {
        try (Response response = http.newCall(request(call, null)).execute()) {
            if (response.isSuccessful()) {
                try (BufferedSink sink = Okio.buffer(Okio.sink(file.toFile()))) {
                    sink.writeAll(response.body().source());
                }
            } else {
                successOf(answer(response));
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Hands on every line of an answer that does not end by itself, until it does. */
    public void follow(Call call, Consumer<String> line) {
        OkHttpClient patient = http.newBuilder().readTimeout(LONGEST_SILENCE).build();
        try (Response response = patient.newCall(request(call, bodyOf(call))).execute()) {
            if (!response.isSuccessful()) {
                successOf(answer(response));
            }
            BufferedSource source = response.body().source();
            for (String next = source.readUtf8Line(); next != null; next = source.readUtf8Line()) {
                line.accept(next);
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Answer successOf(Answer answer) {
        if (!answer.isSuccess()) {
            throw Problems.failure(answer, endpoint.url().toString());
        }
        return answer;
    }

    private Request request(Call call, RequestBody body) {
        Request.Builder request = new Request.Builder()
                .url(endpoint.url() + call.path())
                .method(call.method(), body)
                .header("User-Agent", userAgent);
        if (endpoint.token() != null) {
            request.header("Authorization", "Bearer " + endpoint.token());
        }
        call.headers().forEach(request::header);
        return request.build();
    }

    private Answer exchange(Call call, RequestBody body) {
        try (Response response = http.newCall(request(call, body)).execute()) {
            return answer(response);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static Answer answer(Response response) throws IOException {
        return new Answer(
                response.code(),
                response.header("Content-Type"),
                response.header("ETag"),
                response.header("X-Request-Id"),
                response.headers().getInstant("Date"),
                response.body().string());
    }

    private static RequestBody bodyOf(Call call) {
        if (call.body() != null) {
            return RequestBody.create(call.body(), JSON);
        }
        return switch (call.method()) {
            case "POST", "PUT", "PATCH" -> NOTHING;
            default -> null;
        };
    }

    private CommandFailed unreachable(IOException cause) {
        String address = endpoint.url().toString();
        if (cause instanceof SSLException) {
            return new CommandFailed(
                    ExitCode.UNREACHABLE,
                    "tls_failed",
                    "no trusted connection to " + address + ": " + cause.getMessage(),
                    "Give the authority that signed the controller's certificate with --ca-file FILE.",
                    List.of(),
                    null,
                    cause);
        }
        String why;
        if (cause instanceof UnknownHostException) {
            why = "no such host name";
        } else if (cause instanceof ConnectException) {
            why = "nobody listens there";
        } else if (cause instanceof SocketTimeoutException) {
            why = "no answer in time";
        } else {
            why = cause.getMessage();
        }
        return new CommandFailed(
                ExitCode.UNREACHABLE,
                Reason.CONTROLLER_UNREACHABLE.code(),
                "cannot reach the controller at " + address + ": " + why,
                Reason.CONTROLLER_UNREACHABLE.remedy(),
                List.of(),
                null,
                cause);
    }
}
