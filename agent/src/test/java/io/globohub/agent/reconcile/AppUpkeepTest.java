package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.ledger.ToldFacts;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Environment;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.InstalledVersion;
import io.globohub.testkit.Samples;
import io.globohub.testkit.TestClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may leave the disk, and what never does. */
class AppUpkeepTest {
    private static final AppName APP = Samples.manifest("1.0").app();

    @TempDir
    Path root;

    private final TestClock clock = TestClock.start();
    private final List<String> onDisk = new ArrayList<>(List.of("1.0", "1.1", "1.2", "1.3", "1.4", "1.5"));
    private final ToldFacts told = new ToldFacts();
    private Optional<Assignment> wish = Optional.empty();
    private boolean wishIsValid = true;
    private AppMemory memory;
    private AppUpkeep upkeep;

    private final class Disk implements AppDisk {
        @Override
        public List<InstalledVersion> installed(AppName app) {
            return onDisk.stream()
                    .map(Samples::manifest)
                    .map(manifest -> new InstalledVersion(
                            manifest.version(),
                            CanonicalJson.idOf(manifest),
                            manifest.pack().sha256(),
                            clock.instant()))
                    .toList();
        }

        @Override
        public Optional<Manifest> manifest(AppName app, Version version) {
            return Optional.empty();
        }

        @Override
        public Optional<Version> current(AppName app) {
            return Optional.of(new Version("1.3"));
        }

        @Override
        public boolean isPresent(AppName app) {
            return true;
        }

        @Override
        public void remove(AppName app) {
            throw new AssertionError("the app stays");
        }

        @Override
        public Optional<Environment> environment(AppName app, Version version) {
            return Optional.empty();
        }

        @Override
        public void remove(AppName app, Version version) {
            onDisk.remove(version.value());
        }

        @Override
        public List<Version> prune(AppName app, int keep, Set<Version> kept) {
            throw new AssertionError("a held app is not pruned");
        }
    }

    @BeforeEach
    void anAppWithAHistory() {
        memory = new AppMemory(
                new StateFile<>(
                        root.resolve("app.json"),
                        AppRecord.class,
                        new DurableFiles(CrashPoint.NONE),
                        clock,
                        aside -> {}),
                AppRecord.unknown(APP));
        memory.change(record -> record.activated(Samples.manifest("1.1"), null)
                .activated(Samples.manifest("1.2"), null)
                .withOverride(new AppRecord.LocalChoice(Samples.manifest("1.4"), 1, "ana")));
        upkeep = new AppUpkeep(
                APP,
                memory,
                null,
                new AppVoice(APP, memory, told),
                new AppLoop.Tools(
                        null,
                        null,
                        null,
                        null,
                        new Disk(),
                        told,
                        null,
                        clock,
                        clock,
                        Thread::new,
                        () -> wishIsValid,
                        () -> {},
                        null,
                        null,
                        null),
                () -> wish);
    }

    private List<String> prunable() {
        return upkeep.prunable().stream()
                .map(installed -> installed.version().value())
                .toList();
    }

    @Test
    void theActiveThePreviousTheChosenAndTheCurrentStay() {
        assertThat(prunable()).containsExactly("1.0", "1.5");
    }

    @Test
    void aWishThatHasEndedBeginsNothingButADeploymentInWorkGoesOn() {
        wish = Optional.of(new Assignment(APP, Goal.RUNNING, Samples.manifest("1.5"), 1, null, 0, 0));
        wishIsValid = false;

        assertThat(upkeep.wishToFollow(false)).isEmpty();
        assertThat(upkeep.wishToFollow(true)).isEqualTo(wish);
    }

    @Test
    void whatIsWishedStaysThoughItIsNotActiveYet() {
        wish = Optional.of(new Assignment(APP, Goal.RUNNING, Samples.manifest("1.5"), 1, null, 0, 0));

        assertThat(prunable()).containsExactly("1.0");
    }

    @Test
    void nothingOfAHeldAppGoes() throws Exception {
        memory.change(record -> record.withHold(new Hold("ana", "audit", clock.instant(), null)));

        assertThat(prunable()).isEmpty();
        assertThat(upkeep.prune(new Version("1.0"), "no reason")).isFalse();
        upkeep.prune();
        assertThat(onDisk).hasSize(6);
    }

    @Test
    void whileNothingIsKnownToBeActiveNothingGoes() {
        memory.change(record -> AppRecord.unknown(APP));

        assertThat(prunable()).isEmpty();
    }

    @Test
    void whatGoesIsToldAndWhatIsNeededIsRefused() throws Exception {
        assertThat(upkeep.prune(new Version("1.0"), "room on the disk is short"))
                .isTrue();
        assertThat(upkeep.prune(new Version("1.2"), "room on the disk is short"))
                .isFalse();

        assertThat(onDisk).doesNotContain("1.0").contains("1.2");
        assertThat(told.all())
                .extracting(Ledger.Fact::message)
                .containsExactly("version 1.0 left the disk: room on the disk is short");
    }
}
