package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the page is served; what it does is told by the journeys in {@code page}. */
class WebFilesTest {
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/assets/[0-9a-f]{12}/[^\"]+)\"");

    @TempDir
    Path directory;

    /** The page is not part of the interface, so its answers are not held to the description of that. */
    private static HttpAnswer get(World world, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + world.controller().port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new HttpAnswer(world.nobody().client().send(request.build(), BodyHandlers.ofByteArray()));
    }

    @Test
    void everyAddressOfThePageGetsTheSameDocumentUnderAStrictPolicy() throws Exception {
        try (World world = World.in(directory)) {
            String document = get(world, "/").text();
            for (String address :
                    List.of("/", "/hosts", "/hosts/web1", "/rollouts", "/rollouts/new", "/rollouts/ro_1", "/history")) {
                HttpAnswer answer = get(world, address);
                assertThat(answer.text()).isEqualTo(document);
                assertThat(answer.header("Content-Type")).startsWith("text/html");
                assertThat(answer.header("Content-Security-Policy"))
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "trusted-types")
                        .doesNotContain("unsafe");
                assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            }
            assertThat(document).doesNotContain("{{", "style=", "onclick", "<style");
        }
    }

    @Test
    void itsFilesAreKeptForEverUnderAnAddressThatChangesWithThem() throws Exception {
        try (World world = World.in(directory)) {
            Matcher files = FILE.matcher(get(world, "/").text());
            int found = 0;
            while (files.find()) {
                HttpAnswer file = get(world, files.group(1));
                assertThat(file.status()).as(files.group(1)).isEqualTo(200);
                assertThat(file.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
                assertThat(get(world, files.group(1), "If-None-Match", file.header("ETag"))
                                .status())
                        .isEqualTo(304);
                found++;
            }
            assertThat(found).isGreaterThanOrEqualTo(7);
            assertThat(get(world, "/assets/000000000000/main.js").header("Cache-Control"))
                    .isEqualTo("no-cache");
        }
    }

    @Test
    void whoCanUnzipGetsLessToCarry() throws Exception {
        try (World world = World.in(directory)) {
            String address = "/assets/000000000000/vendor/uPlot.esm.js";
            HttpAnswer plain = get(world, address);
            HttpAnswer zipped = get(world, address, "Accept-Encoding", "gzip");
            assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(zipped.bytes().length).isLessThan(plain.bytes().length / 2);
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(zipped.bytes())).readAllBytes(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(plain.text());
        }
    }

    @Test
    void whatIsNoFileOfThePageIsAProblemLikeAnyOther() throws Exception {
        try (World world = World.in(directory)) {
            for (String address : List.of(
                    "/assets/x/no-such.js",
                    "/assets/x/index.html",
                    "/assets/x/..%2F..%2Flogback.xml",
                    "/assets/x/%2e%2e/openapi.json",
                    "/no-such-page")) {
                HttpAnswer answer = get(world, address);
                assertThat(answer.status()).as(address).isIn(400, 404);
                assertThat(answer.text()).as(address).doesNotContain("<configuration", "\"openapi\"");
            }
            assertThat(world.nobody()
                            .send("POST", "/hosts", BodyPublishers.noBody())
                            .status())
                    .isEqualTo(405);
        }
    }
}
