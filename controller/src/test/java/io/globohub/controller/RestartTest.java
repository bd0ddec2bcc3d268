package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.world.World;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    Path directory;

    @Test
    void aRolloutGoesOnAfterARestartOfTheControllerAtAnyPoint() throws Exception {
        try (World world = World.in(directory)) {
            for (int i = 1; i <= 3; i++) {
                world.webHost("web" + i);
            }
            world.push("desafio", "1.0");
            String id = world.rollout("{'app':'desafio','version':'1.0','all':true,'batch':'1','bake_seconds':2}")
                    .id();
            AtomicInteger turns = new AtomicInteger();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                world.turn(Duration.ofSeconds(1));
                if (turns.incrementAndGet() % 4 == 1) {
                    world.restart();
                }
                return world.rolloutNow(id).status() == Status.SUCCEEDED;
            });
            assertThat(world.events("kind=assignment_changed")).hasSize(3);
            List<EventView> all = world.events("");
            assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        }
    }

    @Test
    void whatWasSeenLastIsKnownAfterARestart() throws Exception {
        try (World world = World.in(directory)) {
            world.webHost("web1");
            var before = world.hostNow("web1").summary();
            world.restart();
            assertThat(world.hostNow("web1").summary()).isEqualTo(before);
        }
    }

    @Test
    void theEventStreamBringsWhatHappensAndResumesWhereItBroke() throws Exception {
        try (World world = World.in(directory)) {
            world.push("desafio", "1.0");
            String token =
                    Files.readString(directory.resolve("data/admin-token")).strip();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + world.controller().port() + "/v1/events/stream"))
                    .header("Authorization", "Bearer " + token)
                    .header("Last-Event-ID", "1")
                    .build();
            HttpResponse<java.io.InputStream> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
                assertThat(next(lines, "id: ")).isEqualTo("2");
                world.push("desafio", "1.1");
                assertThat(next(lines, "id: ")).isEqualTo("3");
                assertThat(next(lines, "data: ")).contains("desafio 1.1 was pushed");
            }
        }
    }

    private static String next(BufferedReader lines, String field) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(field)) {
                return line.substring(field.length());
            }
        }
        throw new AssertionError("the stream ended");
    }
}
