package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** Two controllers that answer as a test says, and uplinks to them. */
final class TwoControllers implements AutoCloseable {
    static final HttpUplink.Timeouts QUICK = new HttpUplink.Timeouts(Duration.ofMillis(500), Duration.ofMillis(500));
    static final String GOOD_CHECKIN =
            "{\"next_checkin_seconds\":10,\"ack_seq\":7,\"desired_etag\":\"x\",\"server_time\":\"2026-01-01T00:00:00Z\"}";

    final MockWebServer first = new MockWebServer();
    final MockWebServer second = new MockWebServer();
    private final List<HttpUplink> open = new ArrayList<>();

    void start() throws IOException {
        first.start();
        second.start();
    }

    @Override
    public void close() {
        open.forEach(HttpUplink::close);
        first.close();
        second.close();
    }

    /** An uplink that knows the first controller alone. */
    HttpUplink toFirst() throws IOException {
        return connect(List.of(address(first)), QUICK);
    }

    HttpUplink toBoth() throws IOException {
        return connect(List.of(address(first), address(second)), QUICK);
    }

    HttpUplink connect(List<URI> addresses, HttpUplink.Timeouts timeouts) throws IOException {
        Path noCaFile = null;
        HttpUplink uplink = new HttpUplink(new ControllerList(addresses), "secret", noCaFile, "0.1.0", timeouts);
        open.add(uplink);
        return uplink;
    }

    static URI address(MockWebServer controller) {
        return URI.create("http://127.0.0.1:" + controller.getPort());
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    static MockResponse problem(int status, String code) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", Problem.MEDIA_TYPE)
                .body("{\"title\":\"t\",\"status\":" + status + ",\"detail\":\"because\",\"code\":\"" + code + "\"}")
                .build();
    }

    static void assertUnreachable(Reply<?> reply, String detail) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Unreachable.class,
                        unreachable -> assertThat(unreachable.detail()).contains(detail));
    }
}
