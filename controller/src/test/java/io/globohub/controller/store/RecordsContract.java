package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.protocol.ManifestView;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.AgentInstance;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.RolloutPolicy;
import io.globohub.controller.records.RolloutProgress;
import io.globohub.controller.records.StoredPack;
import io.globohub.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every store promises; run against each that there is. */
abstract class RecordsContract extends KeptForATimeContract {
    private static final AppName DESAFIO = new AppName("desafio");

    private Manifest addManifest(String version) {
        Manifest manifest = Samples.manifest(version);
        records.write(session -> {
            session.catalogue().add(new ManifestView(CanonicalJson.idOf(manifest), manifest, NOW, "ops"));
            return null;
        });
        return manifest;
    }

    @Test
    void aHostIsFoundByIdNameAndCredentialUntilItIsRetired() {
        addHost("h1", "web1");
        Hold hold = new Hold("ops", "migration", NOW, null);
        HostRecord changed = host("h1", "web1")
                .withLabels(Map.of("zone", "a"))
                .withHold(hold)
                .nextGeneration();
        records.write(session -> {
            session.hosts().update(changed);
            return null;
        });

        assertThat(records.<HostRecord>read(
                        session -> session.hosts().byId("h1").orElseThrow()))
                .isEqualTo(changed);
        assertThat(records.<HostRecord>read(
                        session -> session.hosts().byName("web1").orElseThrow()))
                .isEqualTo(changed);
        assertThat(records.<HostRecord>read(session ->
                        session.hosts().byCredential(credential("h1")).orElseThrow()))
                .isEqualTo(changed);

        records.write(session -> {
            session.hosts().update(changed.retired());
            session.hosts().revokeCredential("h1");
            return null;
        });
        assertThat(records.<Boolean>read(session -> session.hosts()
                                .byName("web1")
                                .isPresent()
                        || session.hosts().byCredential(credential("h1")).isPresent()))
                .isFalse();
        assertThat(records.<Integer>read(session -> session.hosts().retired().size()))
                .isEqualTo(1);
    }

    @Test
    void twoActiveHostsCannotHaveOneNameButARetiredOnesNameIsFree() {
        addHost("h1", "web1");
        assertThatThrownBy(() -> addHost("h2", "web1")).isInstanceOf(RuntimeException.class);
        records.write(session -> {
            session.hosts().update(host("h1", "web1").retired());
            return null;
        });
        addHost("h3", "web1");
        assertThat(records.<String>read(
                        session -> session.hosts().byName("web1").orElseThrow().id()))
                .isEqualTo("h3");
    }

    @Test
    void whatWasSeenLastIsReplacedNotAdded() {
        addHost("h1", "web1");
        HostObservation observation = new HostObservation(NOW, "0.1", "b", NOW, 3, "Debian", null, List.of());
        for (int second = 0; second < 2; second++) {
            LastSeen seen = new LastSeen("h1", NOW.plusSeconds(second), observation, null, "i1");
            records.write(session -> {
                session.hosts().saveLastSeen(List.of(seen));
                return null;
            });
        }
        assertThat(records.<List<LastSeen>>read(session -> session.hosts().lastSeen()))
                .containsExactly(new LastSeen("h1", NOW.plusSeconds(1), observation, null, "i1"));
    }

    @Test
    void anAssignmentIsReadBackWithItsManifest() {
        addHost("h1", "web1");
        Manifest one = addManifest("1.0");
        Manifest two = addManifest("1.1");
        Assignment first = new Assignment(DESAFIO, Goal.RUNNING, one, 1, "ro_1", 0, 0);
        Assignment second = new Assignment(DESAFIO, Goal.STOPPED, two, 2, null, 1, 2);
        for (Assignment assignment : List.of(first, second)) {
            records.write(session -> {
                session.assignments().put("h1", assignment);
                return null;
            });
        }
        assertThat(records.<Assignment>read(
                        session -> session.assignments().of("h1", DESAFIO).orElseThrow()))
                .isEqualTo(second);
        assertThat(records.<List<Assignment>>read(
                        session -> session.assignments().of("h1")))
                .containsExactly(second);
        assertThat(records.<Map<String, List<Assignment>>>read(
                        session -> session.assignments().all()))
                .isEqualTo(Map.of("h1", List.of(second)));
    }

    @Test
    void manyAtOnceAreWrittenAndReadAsOneByOne() {
        Manifest manifest = addManifest("1.0");
        Map<String, Assignment> wishes = new TreeMap<>();
        for (int i = 1; i <= 600; i++) {
            wishes.put("h" + i, new Assignment(DESAFIO, Goal.RUNNING, manifest, i, "ro_1", 0, 0));
        }
        records.write(session -> {
            wishes.keySet().forEach(id -> session.hosts().add(host(id, "web-" + id), credential(id)));
            session.assignments().put(wishes);
            session.hosts()
                    .update(session.hosts().byIds(wishes.keySet()).stream()
                            .map(HostRecord::nextGeneration)
                            .toList());
            return null;
        });
        List<String> asked = new ArrayList<>(wishes.keySet());
        asked.add("nobody");
        assertThat(records.<List<HostRecord>>read(session -> session.hosts().byIds(asked)))
                .hasSize(600)
                .allMatch(host -> host.generation() == 1)
                .extracting(HostRecord::id)
                .containsExactlyInAnyOrderElementsOf(wishes.keySet());
        assertThat(records.<Map<String, List<Assignment>>>read(
                        session -> session.assignments().of(asked)))
                .hasSize(600)
                .allSatisfy((id, all) -> assertThat(all).containsExactly(wishes.get(id)));
        assertThat(records.<List<HostRecord>>read(session -> session.hosts().byIds(List.of())))
                .isEmpty();
    }

    @Test
    void packsAndManifestsAreReadBackWhole() {
        Manifest manifest = addManifest("1.0");
        StoredPack pack = new StoredPack(
                new PackView(DESAFIO, manifest.version(), manifest.pack(), NOW, "ops"), SettingsPatch.NONE, null);
        records.write(session -> {
            session.catalogue().add(pack);
            return null;
        });
        assertThat(records.<StoredPack>read(session ->
                        session.catalogue().pack(DESAFIO, manifest.version()).orElseThrow()))
                .isEqualTo(pack);
        assertThat(records.<Boolean>read(
                        session -> session.catalogue().hasPack(manifest.pack().sha256())))
                .isTrue();
        assertThat(records.<Manifest>read(session -> session.catalogue()
                        .manifest(CanonicalJson.idOf(manifest))
                        .orElseThrow()
                        .manifest()))
                .isEqualTo(manifest);
    }

    private static Rollout rollout(String id) {
        RolloutPolicy policy = new RolloutPolicy("25%", 1, 0, false, 0, 5, null, OnFailure.ROLLBACK, null, false);
        return new Rollout(
                id, DESAFIO, null, null, Goal.STOPPED, "", policy, RolloutProgress.starting(1), "ops", null, NOW, 1);
    }

    @Test
    void whoActsOnAnOldRevisionOfARolloutActsOnNothing() {
        addHost("h1", "web1");
        Manifest manifest = addManifest("1.0");
        Rollout rollout = rollout("ro_1");
        RolloutHost host = new RolloutHost(
                "ro_1",
                "h1",
                "web1",
                1,
                HostStatus.WAITING,
                CanonicalJson.idOf(manifest),
                null,
                null,
                false,
                0,
                0,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null);
        records.write(session -> {
            session.rollouts().add(rollout, List.of(host));
            return null;
        });
        Rollout paused = rollout.with(rollout.progress().to(Status.PAUSED, null, null));
        Rollout aborted = rollout.with(rollout.progress().ended(Status.ABORTED, Reason.ABORTED, "late", NOW, false));

        assertThat(records.<Boolean>write(session -> session.rollouts().update(paused)))
                .isTrue();
        assertThat(records.<Boolean>write(session -> session.rollouts().update(aborted)))
                .isFalse();
        assertThat(records.<Rollout>read(
                        session -> session.rollouts().byId("ro_1").orElseThrow()))
                .isEqualTo(paused);

        assertThat(records.<Map<HostStatus, Integer>>read(
                        session -> session.rollouts().hostCounts("ro_1")))
                .isEqualTo(Map.of(host.status(), 1));
        records.write(session -> {
            session.rollouts().updateHosts(List.of(host.updating(NOW).assigned(7, 1)));
            return null;
        });
        assertThat(records.<Map<HostStatus, Integer>>read(
                        session -> session.rollouts().hostCounts("ro_1")))
                .isEqualTo(Map.of(HostStatus.UPDATING, 1));
        assertThat(records.<List<RolloutHost>>read(session -> session.rollouts().hosts("ro_1")))
                .containsExactly(host.updating(NOW).assigned(7, 1));
        assertThat(records.<List<Rollout>>read(session -> session.rollouts().unfinished()))
                .containsExactly(paused);
        assertThat(records.<List<Rollout>>read(
                        session -> session.rollouts().newest(DESAFIO, Status.PAUSED, "ro_2", 10)))
                .containsExactly(paused);
        assertThat(records.<List<Rollout>>read(
                        session -> session.rollouts().newest(DESAFIO, Status.PAUSED, "ro_1", 10)))
                .isEmpty();
    }

    @Test
    void theAgentsThatUsedACredentialAreRememberedNewestFirst() {
        addHost("h1", "web1");
        AgentInstance gone = new AgentInstance("h1", "i_gone", "boot", NOW.minusSeconds(9), null);
        AgentInstance old = new AgentInstance("h1", "i_old", "boot", NOW, null);
        AgentInstance young = new AgentInstance("h1", "i_young", null, NOW.plusSeconds(1), null);
        records.write(session -> {
            List.of(gone, old, young).forEach(session.agentInstances()::add);
            session.agentInstances().update(old.contested(NOW.plusSeconds(60)));
            session.agentInstances().remove(gone);
            return null;
        });
        records.read(session -> {
            assertThat(session.agentInstances().of("h1")).containsExactly(young, old.contested(NOW.plusSeconds(60)));
            assertThat(session.agentInstances().contestedSince(NOW)).containsEntry("h1", NOW.plusSeconds(60));
            assertThat(session.agentInstances().contestedSince(NOW.plusSeconds(61)))
                    .isEmpty();
            return null;
        });
    }

    @Test
    void theSizeOfTheStoreIsThatOfWhatItHolds() {
        long before = records.sizeBytes();
        for (int i = 0; i < 2000; i++) {
            addHost("h" + i, "web" + i);
        }

        assertThat(before).isBetween(10_000L, 100_000_000L);
        assertThat(records.sizeBytes()).isGreaterThan(before);
    }
}
