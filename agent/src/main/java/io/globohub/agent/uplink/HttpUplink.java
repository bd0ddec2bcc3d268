package io.globohub.agent.uplink;

import io.globohub.common.json.Json;
import io.globohub.common.keys.ClientCertificate;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.Paths;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Asks over HTTP. A call goes once round the controllers, beginning with the one that last worked, and ends at the
 * first that answers or refuses. Redirects are not followed, since the credential would travel along.
 */
public final class HttpUplink implements Uplink {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int SMALL_BYTES = 64 * 1024;
    private static final int STATE_BYTES = 4 * 1024 * 1024;

    private final ControllerList controllers;
    private final String bearer;
    private final Timeouts timeouts;
    private final OkHttpClient client;

    /**
     * When a call is given up.
     *
     * @param connect for the TCP and the TLS handshake, each
     * @param call for everything from name look-up to the last byte of the body; a long poll adds its own wait
     */
    public record Timeouts(Duration connect, Duration call) {
        public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /**
     * @param bearer the host's credential, or null before enrolment
     * @param caFile PEM certificates trusted beside the system's, or null
     * @throws IOException when the certificates cannot be read
     */
    public HttpUplink(ControllerList controllers, String bearer, Path caFile, String agentVersion, Timeouts timeouts)
            throws IOException {
        this(controllers, bearer, caFile, null, agentVersion, timeouts);
    }

    /** @param own shown to controllers that ask for a client's certificate, or null */
    public HttpUplink(
            ControllerList controllers,
            String bearer,
            Path caFile,
            ClientCertificate own,
            String agentVersion,
            Timeouts timeouts)
            throws IOException {
        this.controllers = controllers;
        this.bearer = bearer;
        this.timeouts = timeouts;
        this.client = TrustedAuthorities.trust(new OkHttpClient.Builder(), caFile, own)
                .connectTimeout(timeouts.connect())
                // the limit of the whole call is the one that counts, and it sees a controller that trickles
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("User-Agent", "globohub-agent/" + agentVersion)
                        .build()))
                .build();
    }

    @Override
    public Reply<EnrollResponse> enroll(EnrollRequest request, String token) {
        return ask(
                Paths.AGENT_ENROLL,
                token,
                post(request),
                timeouts.call(),
                SMALL_BYTES,
                (json, response) -> whole(Json.readTolerant(json, EnrollResponse.class)));
    }

    @Override
    public Reply<CheckinResponse> checkin(CheckinRequest request) {
        return ask(
                Paths.AGENT_CHECKIN,
                bearer,
                post(request),
                timeouts.call(),
                SMALL_BYTES,
                (json, response) -> Json.readTolerant(json, CheckinResponse.class));
    }

    @Override
    public Reply<TaggedState> desired(String etag, int waitSeconds) {
        Request.Builder request = new Request.Builder().header("Prefer", "wait=" + waitSeconds);
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        return ask(
                Paths.AGENT_DESIRED,
                bearer,
                request,
                timeouts.call().plusSeconds(waitSeconds),
                STATE_BYTES,
                (json, response) -> {
                    DesiredAnswer answer = Json.readTolerant(json, DesiredAnswer.class);
                    if (answer == null) {
                        throw new IllegalArgumentException("it is null");
                    }
                    return new TaggedState(answer.state(), answer.logRequests(), response.header("ETag"));
                });
    }

    @Override
    public Reply<LogReceipt> sendLog(String requestId, LogChunk chunk) {
        return ask(
                Paths.AGENT_LOG.replace("{id}", requestId),
                bearer,
                post(chunk),
                timeouts.call(),
                SMALL_BYTES,
                (json, response) -> Json.readTolerant(json, LogReceipt.class));
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }

    private static EnrollResponse whole(EnrollResponse response) {
        if (response == null || response.hostId() == null || response.name() == null || response.credential() == null) {
            throw new IllegalArgumentException("an identity lacks its host_id, name or credential");
        }
        return response;
    }

    private static Request.Builder post(Object body) {
        return new Request.Builder().post(RequestBody.create(Json.writeBytes(body), JSON));
    }

    private <T> Reply<T> ask(
            String path,
            String token,
            Request.Builder request,
            Duration limit,
            int mostBytes,
            AnswerReader.Body<T> body) {
        request.header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        List<String> details = new ArrayList<>();
        for (int turn = 0; turn < controllers.size(); turn++) {
            URI controller = controllers.current();
            Reply<T> reply = askOne(request.url(controller + path).build(), limit, mostBytes, body);
            if (!(reply instanceof Reply.Unreachable<T> unreachable)) {
                return reply;
            }
            details.add(controller + " " + unreachable.detail());
            controllers.failed(controller);
        }
        return new Reply.Unreachable<>(String.join("; ", details));
    }

    private <T> Reply<T> askOne(Request request, Duration limit, int mostBytes, AnswerReader.Body<T> body) {
        if (client.dispatcher().executorService().isShutdown()) {
            return new Reply.Unreachable<>("is not asked: the agent is ending");
        }
        OkHttpClient limited = client.newBuilder().callTimeout(limit).build();
        try (Response response = limited.newCall(request).execute()) {
            return AnswerReader.read(response, mostBytes, body);
        } catch (IOException e) {
            return new Reply.Unreachable<>("cannot be reached: " + sentence(e));
        }
    }

    private static String sentence(IOException e) {
        if (e instanceof SSLException) {
            return e.getMessage() + " (is its certificate's authority in ca_file, and the clock right?)";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
