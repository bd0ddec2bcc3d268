package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real filesystem of 12 MB. */
class FullDiskTest {
    @TempDir
    Path directory;

    private Path small;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectory(directory.resolve("small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", small.toString());
        Assumptions.assumeTrue(mounted, "no small filesystem can be mounted here (that needs root)");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", small.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private Path fillUp() throws IOException {
        Path filler = small.resolve("filler");
        byte[] block = new byte[4096];
        try (java.io.OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    @Test
    void aFullDiskIsSaidNothingAcknowledgedIsLostAndItGoesOnWhenThereIsSpace() throws Exception {
        try (World world = World.with(ControllerConfig.in(small.resolve("data")), directory)) {
            FakeAgent agent = world.webHost("web1");
            Path filler = fillUp();
            List<String> acknowledged = new ArrayList<>();
            HttpAnswer refused = null;
            for (int i = 0; i < 5000 && refused == null; i++) {
                HttpAnswer answer = world.admin()
                        .post(Paths.TOKENS, new TokenRequest("t" + i, Role.VIEWER, null, null, null, null));
                if (answer.status() == 201) {
                    acknowledged.add("t" + i);
                } else {
                    refused = answer;
                }
            }
            assertThat(refused).isNotNull();
            assertThat(refused.status()).isEqualTo(507);
            assertThat(refused.problem().code()).isEqualTo("disk_full");

            // it answers on, and an agent that has nothing for the ledger is heard
            assertThat(world.admin().get("/v1/hosts").status()).isEqualTo(200);
            assertThat(agent.checkin()).isNotNull();
            agent.event(EventKind.PROCESS_STARTED, null, "not acknowledged on a full disk", null, null);
            assertThat(agent.http().post(Paths.AGENT_CHECKIN, agent.request()).status())
                    .isEqualTo(507);
            HttpAnswer pack = world.admin().zip(Paths.PACKS, world.pack("desafio", "1.0", "x".repeat(50_000)));
            assertThat(pack.status()).isEqualTo(507);
            assertThat(pack.problem().code()).isEqualTo("disk_full");

            Files.delete(filler);
            assertThat(agent.checkin().ackSeq()).isEqualTo(1);
            world.push("desafio", "1.0");
            world.restart();
            String tokens = world.admin().get("/v1/tokens?limit=1000").text();
            List<String> known = new ArrayList<>();
            JsonNode items = Json.tree(tokens).get("items");
            items.forEach(token -> known.add(token.get("name").asText()));
            assertThat(known).containsAll(acknowledged);
            List<EventView> all = world.events("");
            assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
            assertThat(all)
                    .filteredOn(event -> event.message().equals("not acknowledged on a full disk"))
                    .hasSize(1);
        }
    }
}
