package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk lies while the controller runs. */
class DamagedWhileRunningTest {
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    /** Everything but the first page, under the running controller's hands. */
    private void damage(Path file) throws IOException {
        byte[] garbage = new byte[PAGE];
        Arrays.fill(garbage, (byte) 0x5a);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = PAGE; at + PAGE <= channel.size(); at += PAGE) {
                channel.write(ByteBuffer.wrap(garbage), at);
            }
        }
    }

    @Test
    void itSaysThatItsStoreIsDamagedAndNeverAnythingThatIsNotTrue() throws Exception {
        try (World world = World.in(directory)) {
            for (int i = 0; i < 200; i++) {
                world.token(Role.VIEWER);
            }
            world.webHost("web1");
            world.push("desafio", "1.0");
            String before = world.admin().get("/v1/events?limit=1000").text();
            world.restart();
            damage(directory.resolve("data/globohub.db"));

            List<HttpAnswer> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(world.admin().get("/v1/events?limit=1000"));
                answers.add(world.admin().get("/v1/apps"));
                answers.add(world.admin().get("/v1/tokens"));
                answers.add(world.admin()
                        .post("/v1/rollouts", "{'app':'desafio','version':'1.0','all':true}".replace('\'', '"')));
            }
            assertThat(answers)
                    .filteredOn(answer -> answer.status() >= 300)
                    .isNotEmpty()
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).as(answer.text()).isEqualTo(500);
                        assertThat(answer.problem().code()).isEqualTo("store_corrupt");
                        assertThat(answer.problem().detail()).contains("restore");
                    });
            assertThat(answers)
                    .filteredOn(
                            answer -> answer.status() == 200 && answer.text().contains("\"seq\""))
                    .allSatisfy(answer -> assertThat(answer.text()).isEqualTo(before));
            assertThat(world.nobody().get("/readyz").status()).isEqualTo(503);
        }
    }
}
