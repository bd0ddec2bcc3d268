package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.protocol.Role;
import io.globohub.common.state.Reason;
import io.globohub.controller.world.ControllerProcess;
import io.globohub.controller.world.World;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedStoreTest {
    @TempDir
    Path directory;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void fill() throws IOException {
        try (World world = World.in(directory)) {
            for (int i = 0; i < 30; i++) {
                world.token(Role.VIEWER);
            }
        }
        file = directory.resolve("data/globohub.db");
        sound = Files.readAllBytes(file);
    }

    private void refuses(byte[] damaged) throws IOException {
        Files.write(file, damaged);
        assertThatThrownBy(() -> Controller.start(
                        ControllerConfig.in(directory.resolve("data")).listeningOn("127.0.0.1", 0), TestClock.start()))
                .hasMessageContaining("left as it is")
                .hasMessageContaining("restore")
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.STORE_CORRUPT));
        assertThat(file).hasBinaryContent(damaged);
    }

    @Test
    void aFlippedHeaderIsRefusedAndLeftAsItIs() throws IOException {
        byte[] damaged = sound.clone();
        damaged[3] ^= 0x20;
        refuses(damaged);
    }

    @Test
    void overwrittenPagesAreRefusedAndLeftAsTheyAre() throws IOException {
        byte[] damaged = sound.clone();
        Arrays.fill(damaged, 4096 * 3, 4096 * 5, (byte) 0x5a);
        refuses(damaged);
    }

    @Test
    void aTruncatedFileIsRefusedAndLeftAsItIs() throws IOException {
        refuses(Arrays.copyOf(sound, sound.length / 2));
    }

    @Test
    void aDamagedFileIsLeftAsItIsAlsoWithALogOfAKilledController() throws Exception {
        Path data = directory.resolve("killed");
        try (ControllerProcess killed = ControllerProcess.serve(data, Map.of())) {
            killed.kill();
        }
        Path log = data.resolve("globohub.db-wal");
        assertThat(log).isNotEmptyFile();
        byte[] logged = Files.readAllBytes(log);
        file = data.resolve("globohub.db");
        byte[] damaged = Files.readAllBytes(file);
        damaged[3] ^= 0x20;
        Files.write(file, damaged);
        assertThatThrownBy(() ->
                        Controller.start(ControllerConfig.in(data).listeningOn("127.0.0.1", 0), TestClock.start()))
                .isInstanceOf(CannotStart.class);
        assertThat(file).hasBinaryContent(damaged);
        assertThat(log).hasBinaryContent(logged);
    }

    @Test
    void anEmptyFileIsNotTakenForANewBeginning() throws IOException {
        refuses(new byte[0]);
    }

    @Test
    void aSecondControllerOnTheSameDirectoryIsRefused() throws IOException {
        try (World world = World.in(directory)) {
            assertThatThrownBy(() -> World.in(directory)).hasMessageContaining("already");
            assertThat(world.admin().get("/v1/fleet").status()).isEqualTo(200);
        }
    }
}
