package io.globohub.controller.page;

import io.globohub.common.protocol.Role;
import io.globohub.controller.ControllerConfig;
import io.globohub.controller.world.World;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One controller with a small fleet and one browser, for all journeys: starting either takes longer than a journey. */
final class Stage implements AutoCloseable {
    static final int HOSTS = 24;
    static final String HOSTILE =
            "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

    private final Path scratch;
    private final World world;
    private final SampleFleet fleet;
    private final Browser browser;
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final List<String> meant = new ArrayList<>();
    private final int port = RealParts.freePort();

    Stage() throws IOException {
        scratch = Files.createTempDirectory("globohub-page");
        browser = Browser.start(scratch.resolve("profile"));
        world = World.listeningWhoseWebhooksMayGoAnywhere(
                ControllerConfig.in(scratch.resolve("data")).listeningOn("127.0.0.1", port));
        fleet = new SampleFleet(world).enrol(HOSTS);
        for (String version : List.of("1.0", "1.1", "1.2")) {
            world.push("desafio", version);
        }
        fleet.roll("{'app':'desafio','version':'1.0','selector':'role=web','batch':'100%','bake_seconds':0}");
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
            tokens.put(role, world.token(role).secret());
        }
        browser.size(1280, 900);
    }

    World world() {
        return world;
    }

    SampleFleet fleet() {
        return fleet;
    }

    Browser browser() {
        return browser;
    }

    String token(Role role) {
        return tokens.get(role);
    }

    /** Opens a page as somebody who signed in before. */
    Browser enter(Role role, String path) {
        browser.open(address("/login"));
        browser.run("sessionStorage.setItem('globohub.token', arguments[0])", token(role));
        browser.open(address(path));
        return browser;
    }

    /** Opens a page as somebody who did not sign in. */
    Browser enterUnknown(String path) {
        browser.open(address("/login"));
        browser.run("sessionStorage.clear(); localStorage.clear()");
        browser.open(address(path));
        return browser;
    }

    /** Lives on until the page shows it, turn by turn as agents do. */
    void turnUntilSeen(String text) {
        for (int i = 0; i < 30 && !browser.text().contains(text); i++) {
            fleet.turn(Duration.ofSeconds(1));
        }
        browser.sees(text);
    }

    String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** The browser's console will speak of this, and it is no fault of the page. */
    void expectInConsole(String part) {
        meant.add(part);
    }

    /** What the page said in the console, and should not have, since the last journey. */
    List<String> complaints() {
        List<String> lines = browser.console(meant.toArray(String[]::new));
        meant.clear();
        browser.size(1280, 900);
        browser.systemTheme("light");
        return lines;
    }

    @Override
    public void close() throws IOException {
        browser.close();
        world.close();
        try (var files = Files.walk(scratch)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
