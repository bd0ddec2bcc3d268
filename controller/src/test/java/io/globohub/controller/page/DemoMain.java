package io.globohub.controller.page;

import io.globohub.controller.ControllerConfig;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Starts a controller with a sample fleet, to look at the page: arguments are port and number of hosts. */
public final class DemoMain {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    /** The first so many hosts answer whoever asks for their logs. */
    private static final int WITH_LOGS = 12;

    private static final String[] PATHS = {"/status/", "/api/comment/list/1/", "/api/comment/new/", "/"};

    private DemoMain() {}

    private static String request(int second) {
        String level = second % 17 == 0 ? "WARNING" : "INFO";
        return Instant.now().truncatedTo(ChronoUnit.SECONDS) + " [4713] [" + level + "] "
                + (second % 17 == 0 ? "slow request, 1.8 s: " : "GET ")
                + PATHS[second % PATHS.length]
                + " 200";
    }

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 7070;
        int hosts = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        Path scratch = Files.createTempDirectory("globohub-demo");
        ControllerConfig config = ControllerConfig.in(scratch.resolve("data")).listeningOn("127.0.0.1", port);
        World world = World.listening(config);
        world.clock()
                .advance(
                        Duration.between(world.clock().instant(), Instant.now()).minusMinutes(6));
        SampleFleet fleet = new SampleFleet(world).enrol(hosts);
        fleet.live(Instant.now().minusSeconds(15));
        System.out.println(
                "http://127.0.0.1:" + port + "/ with the token " + Files.readString(config.adminTokenFile()));
        for (int second = 0; ; second++) {
            // never a leap: to the controller it would look as if everybody had been silent
            Duration behind = Duration.between(world.clock().instant(), Instant.now());
            Duration step = behind.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : behind;
            world.clock().advance(step.isNegative() ? Duration.ZERO : step);
            fleet.turnSome(second % 4, 4);
            for (FakeAgent agent : world.agents().subList(0, Math.min(WITH_LOGS, hosts))) {
                new SampleLog(agent).write(request(second));
            }
            if (behind.compareTo(LONGEST_STEP) < 0) {
                Thread.sleep(1000);
            }
        }
    }
}
