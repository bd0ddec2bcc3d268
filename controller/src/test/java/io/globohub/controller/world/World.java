package io.globohub.controller.world;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.pack.PackRejected;
import io.globohub.common.pack.PackWriter;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A started controller on a clock moved by hand, with its operators and agents. */
public final class World implements AutoCloseable {
    private final ControllerConfig config;
    private final TestClock clock = TestClock.start();
    private final ExecutorService clientThreads = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(clientThreads)
            .build();
    private final List<FakeAgent> agents = new ArrayList<>();
    private final boolean webhooksEverywhere;
    private Controller controller;

    private World(ControllerConfig config, boolean webhooksEverywhere) throws IOException {
        this.config = config;
        this.webhooksEverywhere = webhooksEverywhere;
        start();
    }

    /** With an embedded SQLite store in {@code directory}. */
    public static World in(Path directory) throws IOException {
        return with(ControllerConfig.in(directory.resolve("data")), directory);
    }

    public static World with(ControllerConfig config, Path scratch) throws IOException {
        return new World(config.listeningOn("127.0.0.1", 0), false);
    }

    public static World whoseWebhooksMayGoAnywhere(Path directory) throws IOException {
        ControllerConfig config = ControllerConfig.in(directory.resolve("data")).listeningOn("127.0.0.1", 0);
        return new World(config, true);
    }

    /** At the very port that {@code config} names, also after a restart. */
    public static World listening(ControllerConfig config) throws IOException {
        return new World(config, false);
    }

    /** The same, and its webhooks may call this machine. */
    public static World listeningWhoseWebhooksMayGoAnywhere(ControllerConfig config) throws IOException {
        return new World(config, true);
    }

    private void start() throws IOException {
        controller = Controller.start(config, webhooksEverywhere, clock);
    }

    /** Stops the controller and starts it again on the same data; agents find it at its new port. */
    public void restart() throws IOException {
        stop();
        startAgain();
    }

    /** Nobody answers until {@link #startAgain}. */
    public void stop() {
        controller.close();
    }

    public void startAgain() throws IOException {
        start();
        agents.forEach(agent -> agent.movedTo(controller.port()));
    }

    public Controller controller() {
        return controller;
    }

    public TestClock clock() {
        return clock;
    }

    public HttpCaller as(String token) {
        return new HttpCaller(client, controller.port(), token);
    }

    public HttpCaller nobody() {
        return as(null);
    }

    public HttpCaller admin() {
        try {
            return as(Files.readString(config.adminTokenFile()).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public TokenView token(Role role) {
        return admin().post(Paths.TOKENS, new TokenRequest("the-" + role, role, null, null, null, null))
                .as(TokenView.class);
    }

    /** A new host with these labels, enrolled and checked in once. */
    public FakeAgent host(String name, Map<String, String> labels) {
        String token = token(Role.ENROLL).secret();
        EnrollResponse identity = as(token)
                .post(Paths.AGENT_ENROLL, new EnrollRequest(name, labels, "0.1.0", "Debian 12"))
                .as(EnrollResponse.class);
        FakeAgent agent = new FakeAgent(as(identity.credential()), identity, clock);
        agent.checkin();
        agents.add(agent);
        return agent;
    }

    public FakeAgent webHost(String name) {
        return host(name, Map.of("role", "web"));
    }

    public List<FakeAgent> agents() {
        return List.copyOf(agents);
    }

    /** The agent of that name. */
    public FakeAgent agent(String name) {
        return agents.stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every agent takes one turn, and the clock goes on by {@code pause}. */
    public void turn(Duration pause) {
        clock.advance(pause);
        agents.forEach(FakeAgent::turn);
    }

    /** A zip with one file and a descriptor. */
    public byte[] pack(String app, String version, String content) {
        return zip(app, version, content);
    }

    static byte[] zip(String app, String version, String content) {
        try {
            Path directory = Files.createTempDirectory("globohub-pack");
            Path zip = Files.createTempFile("globohub-pack", ".zip");
            try {
                Path file = Files.writeString(directory.resolve("app.py"), content);
                byte[] descriptor =
                        ("app: " + app + "\nversion: \"" + version + "\"\n").getBytes(StandardCharsets.UTF_8);
                PackWriter.write(directory, Map.of("pack.yaml", descriptor), zip);
                Files.delete(file);
                return Files.readAllBytes(zip);
            } finally {
                Files.deleteIfExists(directory);
                Files.deleteIfExists(zip);
            }
        } catch (IOException | PackRejected e) {
            throw new AssertionError(e);
        }
    }

    public PackView push(String app, String version) {
        return admin().zip(Paths.PACKS, pack(app, version, "# " + app + " " + version))
                .as(PackView.class);
    }

    /** Starts a rollout from JSON fields, single quotes standing for double ones. */
    public RolloutView rollout(String json) {
        return admin().post(Paths.ROLLOUTS, json.replace('\'', '"')).as(RolloutView.class);
    }

    public RolloutView rolloutNow(String id) {
        return admin().get("/v1/rollouts/" + id).as(RolloutView.class);
    }

    public HostDetail hostNow(String name) {
        return admin().get("/v1/hosts/" + name).as(HostDetail.class);
    }

    public List<EventView> events(String query) {
        return admin().get(Paths.EVENTS + "?limit=1000" + (query.isEmpty() ? "" : "&" + query))
                .as(new TypeReference<Page<EventView>>() {})
                .items();
    }

    @Override
    public void close() {
        controller.close();
        clientThreads.shutdownNow();
    }
}
