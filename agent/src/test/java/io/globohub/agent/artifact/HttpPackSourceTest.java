package io.globohub.agent.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.agent.artifact.PackSource.Outcome;
import io.globohub.common.manifest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPackSourceTest {
    private static final byte[] PACK = bytes(100_000);
    private static final Digest DIGEST = Digest.of(PACK);

    private final MockWebServer first = new MockWebServer();
    private final MockWebServer second = new MockWebServer();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(2))
            .readTimeout(Duration.ofMillis(500))
            .build();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private HttpPackSource source;

    @BeforeEach
    void start() throws IOException {
        first.start();
        second.start();
        source = new HttpPackSource(
                client, List.of(first.url("/").uri(), second.url("/hub/").uri()), () -> "s3cret");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static MockResponse.Builder answer(int code, byte[] body) {
        return new MockResponse.Builder().code(code).body(new Buffer().write(body));
    }

    private static byte[] from(int offset) {
        return java.util.Arrays.copyOfRange(PACK, offset, PACK.length);
    }

    private Outcome fetch(long from) throws Exception {
        return source.fetch(DIGEST, from, PACK.length, received);
    }

    @Test
    void asksForThePackByDigestWithTheHostsCredential() throws Exception {
        first.enqueue(answer(200, PACK).build());

        assertThat(fetch(0)).isEqualTo(new Outcome.Complete());

        assertThat(received.toByteArray()).isEqualTo(PACK);
        RecordedRequest request = first.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/v1/packs/" + DIGEST.hex());
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(request.getHeaders().get("Range")).isNull();
    }

    @Test
    void resumesWithARange() throws Exception {
        first.enqueue(answer(206, from(40_000))
                .setHeader("Content-Range", "bytes 40000-99999/100000")
                .build());

        assertThat(fetch(40_000)).isEqualTo(new Outcome.Complete());

        assertThat(received.toByteArray()).isEqualTo(from(40_000));
        assertThat(first.takeRequest().getHeaders().get("Range")).isEqualTo("bytes=40000-");
    }

    @Test
    void passesOverWhatIsHereWhenTheRangeIsIgnored() throws Exception {
        first.enqueue(answer(200, PACK).build());

        assertThat(fetch(70_001)).isEqualTo(new Outcome.Complete());

        assertThat(received.toByteArray()).isEqualTo(from(70_001));
    }

    @Test
    void doesNotTakeAnotherRangeThanItAskedFor() throws Exception {
        first.enqueue(answer(206, PACK)
                .setHeader("Content-Range", "bytes 0-99999/100000")
                .build());
        second.enqueue(answer(404, new byte[0]).build());

        assertThat(fetch(10)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(received.size()).isZero();
    }

    @Test
    void neverTakesMoreThanTheSize() throws Exception {
        first.enqueue(answer(200, bytes(150_000)).build());

        assertThat(fetch(0)).isEqualTo(new Outcome.Complete());

        assertThat(received.size()).isEqualTo(PACK.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500, 503})
    void goesToTheNextControllerWhenOneRefuses(int code) throws Exception {
        first.enqueue(answer(code, new byte[0]).build());
        second.enqueue(answer(200, PACK).build());

        assertThat(fetch(0)).isEqualTo(new Outcome.Complete());

        assertThat(second.takeRequest().getTarget()).isEqualTo("/hub/v1/packs/" + DIGEST.hex());
    }

    @Test
    void saysOfEachControllerWhyItCouldNotHelp() throws Exception {
        first.enqueue(answer(404, new byte[0]).build());
        second.close();

        Outcome outcome = fetch(0);

        assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
        assertThat(((Outcome.Unavailable) outcome).why())
                .contains("answered 404 (it does not have the pack)")
                .contains("cannot be reached")
                .doesNotContain("s3cret");
    }

    @Test
    void aCutTransferIsPartialAndKeepsWhatCame() throws Exception {
        first.enqueue(
                answer(200, PACK).onResponseBody(new SocketEffect.CloseSocket()).build());

        Outcome outcome = fetch(0);

        assertThat(outcome).isInstanceOf(Outcome.Partial.class);
        assertThat(received.toByteArray()).isNotEmpty().isEqualTo(java.util.Arrays.copyOf(PACK, received.size()));
    }

    @Test
    void aStalledTransferEndsAtTheTimeout() throws Exception {
        first.enqueue(
                answer(200, PACK).onResponseBody(SocketEffect.Stall.INSTANCE).build());

        assertThat(fetch(0)).isInstanceOf(Outcome.Partial.class);
    }

    @Test
    void anInterruptEndsAWaitingTransfer() throws Exception {
        OkHttpClient patient =
                client.newBuilder().readTimeout(Duration.ofMinutes(5)).build();
        PackSource waiting = new HttpPackSource(patient, List.of(first.url("/").uri()), () -> "s3cret");
        first.enqueue(
                answer(200, PACK).onResponseStart(SocketEffect.Stall.INSTANCE).build());
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                waiting.fetch(DIGEST, 0, PACK.length, received);
                ended.complete(null);
            } catch (Throwable e) {
                ended.complete(e);
            }
        });
        caller.start();
        first.takeRequest();

        caller.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        caller.join();
    }

    @Test
    void aFullDiskIsNotTheControllersFault() {
        first.enqueue(answer(200, PACK).build());
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> source.fetch(DIGEST, 0, PACK.length, full)).hasMessage("No space left on device");
    }

    @Test
    void withoutControllersNothingIsAvailable() throws Exception {
        assertThat(new HttpPackSource(client, List.<URI>of(), () -> "x").fetch(DIGEST, 0, 1, received))
                .isEqualTo(new Outcome.Unavailable("no controller is configured"));
    }
}
