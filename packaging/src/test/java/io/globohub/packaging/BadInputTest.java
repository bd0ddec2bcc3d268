package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.AppView;
import io.globohub.common.protocol.Page;
import io.globohub.testkit.ZipForge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input through the command line: refused with a code and a sentence, and nothing changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    @TempDir
    private static Path directory;

    private Programs programs;

    @BeforeAll
    void aControllerWithOnePack() throws Exception {
        programs = new Programs(directory);
        programs.startController();
        programs.logIn();
        programs.push("1.0").succeeds();
    }

    @AfterAll
    void noProcessIsLeft() throws Exception {
        if (programs != null) {
            programs.end();
            assertThat(programs.processes()).isEmpty();
        }
    }

    @AfterEach
    void nothingHasChanged() throws Exception {
        List<AppView> apps =
                programs.globohub("pack", "list", "-o", "json").items(new TypeReference<Page<AppView>>() {});
        assertThat(apps)
                .singleElement()
                .satisfies(app -> assertThat(app.versions()).hasSize(1));
    }

    static List<byte[]> hostilePacks() {
        ZipForge.Entry descriptor = ZipForge.file("pack.yaml", "app: desafio\nversion: \"9.9\"\n");
        return List.of(
                ZipForge.of(descriptor, ZipForge.file("../../evil", "x")).bytes(),
                ZipForge.of(descriptor, ZipForge.file("/etc/cron.d/evil", "x")).bytes(),
                ZipForge.of(descriptor, ZipForge.file("link", "/etc/passwd").mode(ZipForge.SYMLINK))
                        .bytes(),
                ZipForge.of(descriptor, ZipForge.file("dev", "").mode(ZipForge.BLOCK_DEVICE))
                        .bytes(),
                ZipForge.of(descriptor, ZipForge.file("bomb", new byte[8 << 20]).deflated())
                        .bytes(),
                ZipForge.of(descriptor, ZipForge.file("app.py", "a"), ZipForge.file("app.py", "b"))
                        .bytes(),
                "not a zip at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostilePacks")
    void aHostilePackIsRefused(byte[] zip) throws Exception {
        Path file = Files.write(directory.resolve("evil.zip"), zip);
        CommandResult result =
                programs.globohub("pack", "push", file.toString()).endsWith(65);
        assertThat(result.err()).contains("error[pack_rejected]").contains("try:");
    }

    @Test
    void aVersionNeverChangesItsContent() throws Exception {
        Path changed = Files.createDirectories(directory.resolve("changed"));
        Files.writeString(changed.resolve("app.py"), "app = None");
        Files.writeString(changed.resolve("pack.yaml"), "app: desafio\nversion: \"1.0\"\n");
        CommandResult result =
                programs.globohub("pack", "push", changed.toString()).endsWith(5);
        assertThat(result.err()).contains("error[version_conflict]");
    }

    @Test
    void theSamePackPushedTwiceIsThereOnce() throws Exception {
        programs.push("1.0").succeeds();
    }

    @Test
    void aVersionThatWasNeverPushedIsRefused() throws Exception {
        CommandResult result = programs.globohub("rollout", "start", "desafio", "7.7", "--all", "--yes")
                .endsWith(4);
        assertThat(result.err()).contains("error[version_not_found]");
    }

    @Test
    void aRolloutOverNobodyInParticularIsRefused() throws Exception {
        CommandResult result =
                programs.globohub("rollout", "start", "desafio", "1.0", "--yes").endsWith(64);
        assertThat(result.err()).contains("error[selector_required]");
    }

    @Test
    void anUnknownSettingIsRefusedByName() throws Exception {
        Path settings = Files.writeString(directory.resolve("settings.yaml"), "workrs: 2\n");
        CommandResult result = programs.globohub(
                        "rollout", "start", "desafio", "1.0", "--all", "--yes", "--settings", settings.toString())
                .endsWith(65);
        assertThat(result.err()).contains("workrs");
    }

    @Test
    void aWrongEnrollTokenGivesNoIdentity() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "not-a-token");
        CommandResult result = programs.agentCommand(
                        "enroll",
                        "--controller",
                        programs.url(),
                        "--root",
                        directory.resolve("nobody").toString(),
                        "--name",
                        "nobody",
                        "--token-file",
                        token.toString())
                .endsWith(77);
        assertThat(result.err()).contains("error[unauthorized]");
        assertThat(directory.resolve("nobody/state/credential.json")).doesNotExist();
    }

    @Test
    void aWrongTokenIsNotLoggedIn() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "not-a-token");
        programs.globohub("login", programs.url(), "--name", "wrong", "--token-file", token.toString())
                .endsWith(77);
    }
}
