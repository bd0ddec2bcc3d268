package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.SwitchOver;
import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to an app beside deploying it: a fresh process, old versions pruned, all of it removed. */
final class AppUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(AppUpkeep.class);
    private static final Duration GRACE = Duration.ofSeconds(32);

    private final AppName app;
    private final AppMemory memory;
    private final Supervisor supervisor;
    private final AppVoice voice;
    private final AppLoop.Tools tools;
    private final Supplier<Optional<Assignment>> wish;

    AppUpkeep(
            AppName app,
            AppMemory memory,
            Supervisor supervisor,
            AppVoice voice,
            AppLoop.Tools tools,
            Supplier<Optional<Assignment>> wish) {
        this.app = app;
        this.memory = memory;
        this.supervisor = supervisor;
        this.voice = voice;
        this.tools = tools;
        this.wish = wish;
    }

    /** The wish, unless it has ended: then nothing new is begun, and a deployment in work goes on all the same. */
    Optional<Assignment> wishToFollow(boolean deploying) {
        return deploying || tools.wishIsValid().getAsBoolean() ? wish.get() : Optional.empty();
    }

    /** Removes versions beyond what is to be kept; a failure is logged and made good after the next deployment. */
    void prune() {
        AppRecord record = memory.get();
        if (record.active() == null || isHeld(record)) {
            return;
        }
        try {
            int keep = record.active().settings().keep();
            for (Version gone : tools.disk().prune(app, keep, spared(record))) {
                pruned(gone, keep + " versions are kept");
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{}: pruning failed and will be tried after the next deployment: {}", app, e.getMessage());
        }
    }

    /** Versions that nothing needs; none while the app is on hold, or while it is not known what is needed. */
    List<InstalledVersion> prunable() {
        AppRecord record = memory.get();
        if (record.active() == null || isHeld(record)) {
            return List.of();
        }
        Set<Version> spared = spared(record);
        return tools.disk().installed(app).stream()
                .filter(installed -> !spared.contains(installed.version()))
                .toList();
    }

    /** Removes one of the {@link #prunable()} versions; says whether it went. */
    boolean prune(Version version, String why) throws IOException {
        if (prunable().stream().noneMatch(installed -> installed.version().equals(version))) {
            return false;
        }
        tools.disk().remove(app, version);
        pruned(version, why);
        return true;
    }

    private boolean isHeld(AppRecord record) {
        return record.hold() != null && record.hold().isActive(tools.clock().instant());
    }

    private Set<Version> spared(AppRecord record) {
        Set<Version> spared = new HashSet<>();
        spared.add(record.active().version());
        tools.disk().current(app).ifPresent(spared::add);
        Optional.ofNullable(record.previous()).map(Manifest::version).ifPresent(spared::add);
        Optional.ofNullable(record.override())
                .map(choice -> choice.manifest().version())
                .ifPresent(spared::add);
        wish.get().map(Assignment::manifest).map(Manifest::version).ifPresent(spared::add);
        return spared;
    }

    private void pruned(Version version, String why) {
        tools.ledger()
                .record(Ledger.Fact.of(
                        EventKind.PACK_PRUNED, app, null, "version " + version + " left the disk: " + why));
    }

    /** Hands over to a fresh process of the same release, as request number {@code request} asks. */
    void refresh(int request) throws InterruptedException {
        Optional<Failure> failed = handOver("restarted as asked", null);
        memory.change(record -> record.withRestartHandled(request));
        failed.ifPresent(failure -> voice.tell(
                EventKind.PROCESS_EXITED, "the restart that was asked for failed: " + failure.detail(), failure));
    }

    /** Hands over to a fresh process of the same release, since the old one outgrew its memory. */
    void replaceGrown(Failure why) throws InterruptedException {
        voice.tell(EventKind.LIVENESS_FAILED, why.detail() + "; it is handed over to a fresh process", why);
        Optional<Failure> failed = handOver("replaced, since it outgrew its memory", why);
        if (failed.isPresent()) {
            voice.tell(
                    EventKind.PROCESS_EXITED,
                    "the fresh process that was to replace the grown one failed: "
                            + failed.get().detail(),
                    failed.get());
        } else {
            memory.note(AppRecord::countingRestart);
        }
    }

    /** No request is lost; what the app kept in memory is. Returns why it failed, if it did. */
    private Optional<Failure> handOver(String how, Failure why) throws InterruptedException {
        Manifest active = memory.get().active();
        supervisor.suspend();
        try {
            SwitchOver.Result result = tools.switchOver()
                    .bring(
                            active,
                            Optional.of(active),
                            Optional.ofNullable(supervisor.snapshot().master()));
            if (result instanceof SwitchOver.Result.NotServing not) {
                return Optional.of(not.failure());
            }
            voice.processLost(how, why);
            return Optional.empty();
        } finally {
            supervisor.resume();
            tools.changed().run();
        }
    }

    /** Stops the app and takes it off the disk. */
    void remove() throws InterruptedException {
        supervisor.suspend();
        try {
            tools.stopper().stopAll(app, GRACE);
            tools.launcher().pointAtNothing(app);
            tools.launcher().groups().remove(app);
            memory.change(AppRecord::removed);
            tools.disk().remove(app);
            tools.ledger().record(Ledger.Fact.of(EventKind.APP_REMOVED, app, null, "removed, as wished"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            supervisor.resume();
            tools.changed().run();
        }
    }
}
