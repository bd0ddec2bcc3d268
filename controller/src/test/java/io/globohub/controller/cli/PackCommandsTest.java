package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Version;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.protocol.AppView;
import io.globohub.common.protocol.PackView;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCommandsTest {
    @TempDir
    Path directory;

    Path app;
    Bench bench;

    @BeforeEach
    void writeAnApp() throws IOException {
        app = Files.createDirectories(directory.resolve("desafio"));
        Files.writeString(app.resolve("app.py"), "app = None\n");
        Files.writeString(app.resolve("requirements.txt"), "Flask==1.1.2\ngunicorn==20.0.4\n");
        Files.writeString(app.resolve("pack.yaml"), "app: desafio\nversion: \"1.0\"\nworkers: 2\n");
        bench = new Bench(directory);
    }

    private Bench.Ran build(String... more) {
        String[] line = new String[3 + more.length];
        System.arraycopy(new String[] {"pack", "build", "desafio"}, 0, line, 0, 3);
        System.arraycopy(more, 0, line, 3, more.length);
        return bench.run(line);
    }

    private static Digest digestOf(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file));
    }

    @Test
    void theSameTreeAlwaysGivesTheSameBytes() throws IOException {
        String first = build("-o", "a.zip", "--format", "name").out();
        Files.setLastModifiedTime(app.resolve("app.py"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        String second = build("-o", "b.zip", "--format", "name").out();

        assertThat(first).isEqualTo(second);
        assertThat(Files.readAllBytes(directory.resolve("a.zip")))
                .isEqualTo(Files.readAllBytes(directory.resolve("b.zip")));
        assertThat(first.strip()).isEqualTo(digestOf(directory.resolve("a.zip")).hex());
    }

    @Test
    void theFileIsNamedAfterAppAndVersion() {
        Bench.Ran ran = build("--format", "json");
        assertThat(ran.exit()).isZero();
        assertThat(directory.resolve("desafio-1.0.zip")).isRegularFile();
        assertThat(ran.json().path("settings").path("workers").asInt()).isEqualTo(2);
        assertThat(ran.json().path("warnings")).isEmpty();
    }

    @Test
    void anotherVersionGivenIsWrittenIntoThePack() throws Exception {
        build("--version", "1.10", "-o", "p.zip");

        String yaml = PackArchive.open(directory.resolve("p.zip"), PackLimits.DEFAULT)
                .text("pack.yaml", 1000)
                .orElseThrow();
        assertThat(Json.yamlTree(yaml).path("version").textValue()).isEqualTo("1.10");
        assertThat(Json.yamlTree(yaml).path("workers").asInt()).isEqualTo(2);
        assertThat(Files.readString(app.resolve("pack.yaml"))).contains("\"1.0\"");
        assertThat(bench.run("pack", "check", "p.zip", "-o", "json")
                        .json()
                        .path("version")
                        .asText())
                .isEqualTo("1.10");
    }

    @Test
    void anAppWithoutDescriptorIsNamedByOptions() throws IOException {
        Files.delete(app.resolve("pack.yaml"));

        Bench.Ran unnamed = build();
        assertThat(unnamed.exit()).isEqualTo(65);
        assertThat(unnamed.err()).contains("--app and --version");

        assertThat(build("--app", "desafio", "--version", "2").exit()).isZero();
        assertThat(bench.run("pack", "check", "desafio-2.zip").exit()).isZero();
    }

    @Test
    void whatWillSurpriseOnAHostIsWarnedOf() throws IOException {
        Files.writeString(app.resolve("requirements.txt"), "Flask==1.1.2\n");
        Files.writeString(app.resolve("pack.yaml"), "app: desafio\nversion: \"1.0\"\nentry_point: wsgi:app\n");
        assertThat(build("--format", "json").json().path("warnings"))
                .extracting(warning -> warning.asText())
                .anyMatch(warning -> warning.contains("gunicorn"))
                .anyMatch(warning -> warning.contains("wsgi.py"));
    }

    @Test
    void aPackInsideItsOwnDirectoryIsRefused() {
        Bench.Ran ran = build("-o", "desafio/p.zip");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(app.resolve("p.zip")).doesNotExist();
    }

    @Test
    void aWrongDescriptorIsRefusedAndLeavesNoFile() throws IOException {
        Files.writeString(app.resolve("pack.yaml"), "app: desafio\nversion: 1.10\n");
        Bench.Ran ran = build("-o", "p.zip");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).contains("error[pack_rejected]", "in quotes");
        assertThat(directory.resolve("p.zip")).doesNotExist();
        assertThat(directory.toFile().list()).containsExactly("desafio");
    }

    @Test
    void aHostilePackIsRefusedByCheckAndPush() throws IOException {
        Path zip = directory.resolve("evil.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("../../etc/passwd"));
            out.write("root".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        assertThat(bench.run("pack", "check", "evil.zip").exit()).isEqualTo(65);
        try (FakeController controller = new FakeController()) {
            Bench.Ran ran = Bench.at(directory, controller.url()).run("pack", "push", "evil.zip");
            assertThat(ran.exit()).isEqualTo(65);
            assertThat(ran.err()).contains("error[pack_rejected]", "etc/passwd");
            assertThat(controller.asked()).isEmpty();
        }
    }

    @Test
    void anAbsentFileIsInvalidInput() {
        assertThat(bench.run("pack", "check", "absent.zip").exit()).isEqualTo(65);
        assertThat(bench.run("pack", "build", "absent").exit()).isEqualTo(65);
    }

    @Test
    void pushSendsTheBytesWithTheirDigest() throws IOException {
        build("-o", "p.zip");
        Digest digest = digestOf(directory.resolve("p.zip"));
        try (FakeController controller = new FakeController()) {
            controller.on(
                    "POST /v1/packs", FakeController.json(201, pushed(digest)).build());

            Bench.Ran ran = Bench.at(directory, controller.url()).run("pack", "push", "p.zip", "-o", "name");

            assertThat(ran.exit()).isZero();
            assertThat(ran.out().strip()).isEqualTo(digest.hex());
            var request = controller.requests("POST /v1/packs").get(0);
            assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/zip");
            assertThat(request.getHeaders().get("Repr-Digest"))
                    .isEqualTo("sha-256=:"
                            + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex())) + ":");
            assertThat(Digest.of(request.getBody().toByteArray())).isEqualTo(digest);
        }
    }

    @Test
    void pushOfADirectoryBuildsItAndLeavesNothingBehind() throws IOException {
        try (FakeController controller = new FakeController()) {
            controller.on(
                    "POST /v1/packs",
                    FakeController.json(201, pushed(Digest.of(new byte[1]))).build());

            Bench.Ran ran = Bench.at(directory, controller.url())
                    .withTerminal(80)
                    .run("pack", "push", "desafio", "--version", "1.1");

            assertThat(ran.exit()).isZero();
            assertThat(ran.err()).contains("desafio 1.1", "100%");
            assertThat(directory.toFile().list()).containsExactly("desafio");
        }
    }

    @Test
    void aVersionThatExistsWithOtherContentIsAConflict() throws IOException {
        build("-o", "p.zip");
        try (FakeController controller = new FakeController()) {
            controller.onProblem("POST /v1/packs", 409, Reason.VERSION_CONFLICT, "desafio 1.0 is known");
            Bench.Ran ran = Bench.at(directory, controller.url()).run("pack", "push", "p.zip");
            assertThat(ran.exit()).isEqualTo(5);
            assertThat(ran.err()).contains("error[version_conflict]", "versions never change");
        }
    }

    @Test
    void theListHasALineForEachVersion() throws IOException {
        try (FakeController controller = new FakeController()) {
            PackView view = Json.readTolerant(pushed(Digest.of(new byte[1])), PackView.class);
            controller.on("GET /v1/apps", Bodies.page(new AppView(Bodies.DESAFIO, List.of(view, view), 1, 1)));
            Bench.Ran ran = Bench.at(directory, controller.url()).run("pack", "list", "-o", "csv", "--no-headers");
            assertThat(ran.lines()).hasSize(2).allMatch(line -> line.startsWith("desafio,1.0,"));
        }
    }

    private static String pushed(Digest digest) {
        return Json.write(
                new PackView(Bodies.DESAFIO, new Version("1.0"), new Pack(digest, 1000, 2000, 3), Bodies.NOW, "ada"));
    }
}
