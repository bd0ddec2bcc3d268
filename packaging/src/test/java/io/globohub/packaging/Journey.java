package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.Page;
import io.globohub.common.state.Phase;
import io.globohub.testkit.RealParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A controller and one enrolled host with the sample app's three versions pushed: where each journey begins. */
final class Journey {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What desafio 1.2 says when it dies. */
    static final String LAST_WORDS = "DATABASE_URL is not set";

    private final Programs programs;
    private final int port = RealParts.freePort();

    private Journey(Programs programs) {
        this.programs = programs;
    }

    static Journey begin(Path directory) throws Exception {
        RealParts.requirePackageIndex();
        Programs programs = new Programs(directory);
        try {
            programs.startController();
            programs.logIn();
            programs.enroll("role: web", "zone: a");
            programs.startAgent();
            programs.awaitCheckin();
            for (String version : List.of("1.0", "1.1", "1.2")) {
                programs.push(version).succeeds();
            }
            return new Journey(programs);
        } catch (Exception | AssertionError e) {
            programs.end();
            throw e;
        }
    }

    /** Ends everything, and proves that it has ended. */
    void end() throws InterruptedException {
        programs.end();
        assertThat(programs.processes()).isEmpty();
    }

    Programs programs() {
        return programs;
    }

    int port() {
        return port;
    }

    Desafio app() {
        return new Desafio(port);
    }

    /** The app as the fleet sees it on the host. */
    HostAppView onHost() throws Exception {
        return programs.host().summary().apps().stream()
                .filter(app -> app.app().value().equals("desafio"))
                .findFirst()
                .orElseThrow();
    }

    /** The ledger, oldest first. */
    List<EventView> history() throws Exception {
        return programs.globohub("history", "-o", "json").items(new TypeReference<Page<EventView>>() {});
    }

    /** Rolls out on the address where {@link #app} looks. */
    CommandResult rollOutHere(String version) throws Exception {
        return programs.rollOut(version, "--bind", "127.0.0.1:" + port);
    }

    /** The one gunicorn master there is. */
    long masterPid() {
        List<ProcessHandle> masters = ProcessesUnder.mastersIn(programs.hostRoot());
        assertThat(masters).hasSize(1);
        return masters.get(0).pid();
    }

    /** Waits until the controller has been told that this version serves. */
    void awaitOnHost(Version running) {
        await("the fleet sees " + running)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> running.equals(onHost().runningVersion()) && onHost().phase() == Phase.SERVING);
    }
}
