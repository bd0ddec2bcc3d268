package io.globohub.controller.cli.client;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.Paths;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;

/** Speaks to a controller as one agent does, and holds no thread for a request that is open. Thread-safe. */
public final class AgentLine {
    static final String JSON = "application/json";
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER_BYTES = 4 << 20;

    private final AgentLines all;
    private final int group;

    /**
     * An answer, whatever it is.
     *
     * @param etag with its quotes, or null
     */
    public record Said(int status, String etag, String body) {
        public <T> T as(Class<T> type) {
            return Json.readTolerant(body, type);
        }
    }

    AgentLine(AgentLines all, int group) {
        this.all = all;
        this.group = group;
    }

    public CompletableFuture<Said> enroll(String token, EnrollRequest request) {
        return send(post(Paths.AGENT_ENROLL, token, Json.writeBytes(request)), CALL_TIMEOUT);
    }

    /** @param dribble time over which the request is sent, bit by bit; zero sends it at once */
    public CompletableFuture<Said> checkin(String credential, CheckinRequest request, Duration dribble) {
        byte[] body = Json.writeBytes(request);
        if (dribble.isZero()) {
            return send(post(Paths.AGENT_CHECKIN, credential, body), CALL_TIMEOUT);
        }
        Request slow = all.request(group, Paths.AGENT_CHECKIN, credential)
                .method(HttpMethod.POST)
                .body(DribblingBody.of(body, dribble, all.later()));
        return send(slow, CALL_TIMEOUT.plus(dribble));
    }

    /** Waits for a desired state other than {@code etag}; null asks for the one there is. */
    public CompletableFuture<Said> desired(String credential, String etag, Duration wait) {
        Request request = all.request(group, Paths.AGENT_DESIRED, credential).headers(headers -> {
            headers.put("Prefer", "wait=" + wait.toSeconds());
            if (etag != null) {
                headers.put(HttpHeader.IF_NONE_MATCH, etag);
            }
        });
        return send(request, wait.plus(GRACE));
    }

    private Request post(String path, String token, byte[] body) {
        return all.request(group, path, token).method(HttpMethod.POST).body(new BytesRequestContent(JSON, body));
    }

    private static CompletableFuture<Said> send(Request request, Duration limit) {
        CompletableFuture<Said> said = new CompletableFuture<>();
        request.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .send(new BufferingResponseListener(LONGEST_ANSWER_BYTES) {
                    @Override
                    public void onComplete(Result result) {
                        if (result.isFailed()) {
                            said.completeExceptionally(result.getFailure());
                        } else {
                            String etag = result.getResponse().getHeaders().get(HttpHeader.ETAG);
                            said.complete(new Said(result.getResponse().getStatus(), etag, getContentAsString()));
                        }
                    }
                });
        return said;
    }
}
