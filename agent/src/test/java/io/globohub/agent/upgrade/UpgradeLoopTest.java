package io.globohub.agent.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.ledger.ToldFacts;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.json.Json;
import io.globohub.common.keys.TrustedKeys;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import io.globohub.testkit.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's side of an upgrade; what root's side says is written into its file as that would. */
class UpgradeLoopTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path root;

    private final TestClock clock = new TestClock(START);
    private final DurableFiles files = new DurableFiles(CrashPoint.NONE);
    private final ToldFacts ledger = new ToldFacts();
    private boolean isReachable = true;
    private HostLayout layout;
    private Path box;
    private Bench bench;

    @BeforeEach
    void aHostWithTheUnit() throws Exception {
        layout = new HostLayout(
                root.resolve("opt"),
                Files.createDirectory(root.resolve("state")),
                root.resolve("log"),
                root.resolve("run"));
        box = root.resolve("upgrade");
        Files.createDirectories(box.resolve("inbox"));
        bench = new Bench(root.resolve("bench"));
    }

    private UpgradeLoop agent(String version) {
        return agent(version, new TrustedKeys(List.of(bench.publicKey)));
    }

    private UpgradeLoop agent(String version, TrustedKeys keys) {
        Step fetch = new Step() {
            @Override
            public StepName name() {
                return StepName.FETCH;
            }

            @Override
            public StepOutcome run(DeploymentContext context) {
                return isReachable ? brought(context.target()) : away();
            }
        };
        return new UpgradeLoop(
                new AgentSelf(version, 4711, clock.instant()),
                new PackageBench(layout, keys, fetch, clock),
                new InstallerBox(box, files),
                new StateFile<>(layout.upgrade(), UpgradeRecord.class, files, clock, aside -> {}),
                ledger,
                new UpgradeLoop.Tools(clock, () -> true, () -> {}, () -> 1));
    }

    private StepOutcome brought(Manifest target) {
        try {
            Path cached = layout.cachedPack(target.pack().sha256());
            Files.createDirectories(cached.getParent());
            Files.copy(bench.pack(target.version().value()), cached, StandardCopyOption.REPLACE_EXISTING);
            return new StepOutcome.Done("");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static StepOutcome away() {
        return new StepOutcome.Failed(new Failure(Reason.PACK_UNAVAILABLE, "nobody answers"), true);
    }

    private UpgradeOrder order() throws Exception {
        return Json.readTolerant(Files.readAllBytes(box.resolve("inbox/order.json")), UpgradeOrder.class);
    }

    private void rootSays(String order, String outcome, String more) throws Exception {
        Files.writeString(box.resolve("word"), "order: " + order + "\noutcome: " + outcome + "\n" + more + "\n");
    }

    private static AppObservation seen(UpgradeLoop agent) {
        return agent.observe().orElseThrow();
    }

    private UpgradeLoop begun(Assignment wish) throws Exception {
        UpgradeLoop old = agent("0.1.0");
        old.desired(Bench.desired(wish));
        old.once();
        return old;
    }

    @Test
    void aTrustedPackageIsOrderedAndTheNewAgentSaysThatItIsIt() throws Exception {
        Manifest next = bench.release("0.1.1");
        Assignment wish = Bench.wish(Goal.RUNNING, next, 0);
        UpgradeLoop old = begun(wish);

        assertThat(order().manifest()).isEqualTo(next);
        assertThat(box.resolve("inbox/pack.zip")).hasSameBinaryContentAs(bench.pack("0.1.1"));
        assertThat(seen(old).running()).isNull();
        assertThat(seen(old).deployment().step()).isEqualTo("install");
        String order = order().id();

        UpgradeLoop fresh = agent("0.1.1");
        fresh.desired(Bench.desired(wish));
        rootSays(order, "waiting", "");
        fresh.once();
        assertThat(seen(fresh).phase()).isEqualTo(Phase.STARTING);

        fresh.checkedIn();
        assertThat(box.resolve("inbox/sign")).hasContent(order);

        rootSays(order, "installed", "");
        fresh.once();
        assertThat(seen(fresh).phase()).isEqualTo(Phase.SERVING);
        assertThat(seen(fresh).running().manifestId()).isEqualTo(CanonicalJson.idOf(next));
        assertThat(seen(fresh).deployment().outcome()).isEqualTo(DeploymentReport.Outcome.SUCCEEDED);
        assertThat(Bench.names(seen(fresh).deployment().steps()))
                .containsExactly("verify done", "fetch done", "install done");
        assertThat(ledger.count(EventKind.DEPLOYMENT_SUCCEEDED)).isOne();
    }

    @Test
    void anOldAgentGivesNoSign() throws Exception {
        Assignment wish = Bench.wish(Goal.RUNNING, bench.release("0.1.1"), 0);
        UpgradeLoop old = begun(wish);

        old.checkedIn();

        assertThat(box.resolve("inbox/sign")).doesNotExist();
    }

    @Test
    void anAgentThatCameBackTellsWhyAndDoesNotTryAgainUnlessToldTo() throws Exception {
        Manifest next = bench.release("0.1.1");
        begun(Bench.wish(Goal.RUNNING, next, 0));
        rootSays(order().id(), "reverted", "reason: upgrade_failed\ndetail: it did not check in\n\nthe last line");
        Files.delete(box.resolve("inbox/order.json"));

        UpgradeLoop back = agent("0.1.0");
        back.desired(Bench.desired(Bench.wish(Goal.RUNNING, next, 0)));
        back.once();
        back.once();

        assertThat(box.resolve("inbox/order.json")).doesNotExist();
        assertThat(seen(back).deployment().outcome()).isEqualTo(DeploymentReport.Outcome.ROLLED_BACK);
        assertThat(seen(back).failure().reason()).isEqualTo(Reason.UPGRADE_FAILED);
        assertThat(seen(back).failure().evidence()).containsExactly("the last line");
        assertThat(ledger.count(EventKind.DEPLOYMENT_ROLLED_BACK)).isOne();

        back.desired(Bench.desired(Bench.wish(Goal.RUNNING, next, 1)));
        back.once();
        assertThat(order().manifest()).isEqualTo(next);
    }

    @Test
    void withoutAKeyNothingIsInstalled() throws Exception {
        UpgradeLoop old = agent("0.1.0", TrustedKeys.NONE);
        old.desired(Bench.desired(Bench.wish(Goal.RUNNING, bench.release("0.1.1"), 0)));
        old.once();

        assertThat(box.resolve("inbox/order.json")).doesNotExist();
        assertThat(seen(old).failure().reason()).isEqualTo(Reason.SIGNATURE_INVALID);
    }

    @Test
    void aPackageOfAnotherKeyIsRefusedBeforeItIsFetched() throws Exception {
        Manifest strange = new Bench(root.resolve("other")).release("0.1.1");
        UpgradeLoop old = agent("0.1.0");
        old.desired(Bench.desired(Bench.wish(Goal.RUNNING, strange, 0)));
        old.once();

        assertThat(Bench.names(seen(old).deployment().steps())).containsExactly("verify failed");
        assertThat(seen(old).failure().reason()).isEqualTo(Reason.SIGNATURE_INVALID);
    }

    @Test
    void anAgentThatNobodyPackagedSaysSo() throws Exception {
        Files.delete(box.resolve("inbox"));
        UpgradeLoop old = begun(Bench.wish(Goal.RUNNING, bench.release("0.1.1"), 0));

        assertThat(seen(old).failure().reason()).isEqualTo(Reason.UPGRADE_UNAVAILABLE);
    }

    @Test
    void aPackageThatCannotBeFetchedYetIsTriedAgainAndToldOnce() throws Exception {
        isReachable = false;
        UpgradeLoop old = begun(Bench.wish(Goal.RUNNING, bench.release("0.1.1"), 0));
        old.once();
        assertThat(seen(old).deployment().outcome()).isNull();

        isReachable = true;
        old.once();

        assertThat(order()).isNotNull();
        assertThat(ledger.count(EventKind.DEPLOYMENT_STARTED)).isOne();
    }

    @Test
    void anOrderThatNobodyTakesEnds() throws Exception {
        UpgradeLoop old = begun(Bench.wish(Goal.RUNNING, bench.release("0.1.1"), 0));
        clock.advance(UpgradeDecision.PATIENCE.plus(Duration.ofSeconds(1)));
        old.once();

        assertThat(seen(old).failure().reason()).isEqualTo(Reason.UPGRADE_UNAVAILABLE);
        assertThat(box.resolve("inbox/order.json")).doesNotExist();
    }

    @Test
    void theVersionThatIsThereAlreadyNeedsNothing() throws Exception {
        Manifest same = bench.release("0.1.0");
        UpgradeLoop old = begun(Bench.wish(Goal.RUNNING, same, 0));

        assertThat(box.resolve("inbox/order.json")).doesNotExist();
        assertThat(seen(old).running().manifestId()).isEqualTo(CanonicalJson.idOf(same));
        assertThat(seen(old).phase()).isEqualTo(Phase.SERVING);
    }

    @Test
    void whatARolloutTakesBackIsThePackageBefore() throws Exception {
        Manifest next = bench.release("0.1.1");
        begun(Bench.wish(Goal.RUNNING, next, 0));
        rootSays(order().id(), "installed", "");
        UpgradeLoop fresh = agent("0.1.1");
        fresh.desired(Bench.desired(Bench.wish(Goal.RUNNING, next, 0)));
        fresh.once();

        Assignment gone = Bench.wish(Goal.ABSENT, next, 0);
        fresh.desired(Bench.desired(gone));
        fresh.once();
        assertThat(order().isWayBack()).isTrue();
        assertThat(seen(fresh).running()).isNotNull();

        UpgradeLoop back = agent("0.1.0");
        back.desired(Bench.desired(gone));
        back.checkedIn();
        assertThat(box.resolve("inbox/sign")).hasContent(order().id());
        rootSays(order().id(), "installed", "");
        back.once();
        assertThat(back.observe()).isEmpty();
    }

    @Test
    void ofAnAgentThatNobodyWishesAnythingOfNothingIsSaid() {
        assertThat(agent("0.1.0").observe()).isEmpty();
    }
}
