package io.globohub.agent.reconcile;

import io.globohub.agent.deploy.Journal;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.StateFile;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.state.DeploymentReport;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one deployment of an app that may be in work, on a thread of its own. It is begun and taken up by the app's loop
 * alone; how it stands may be asked from any thread.
 */
final class DeploymentInWork {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentInWork.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AppName app;
    private final AppMemory memory;
    private final StateFile<Journal> journal;
    private final Supervisor supervisor;
    private final AppLoop.Tools tools;
    private final Runnable ended;
    private volatile Deployment deployment;
    private volatile Thread thread;

    /** {@code ended} runs after each deployment, before the next one can begin. */
    DeploymentInWork(
            AppName app,
            AppMemory memory,
            StateFile<Journal> journal,
            Supervisor supervisor,
            AppLoop.Tools tools,
            Runnable ended) {
        this.app = app;
        this.memory = memory;
        this.journal = journal;
        this.supervisor = supervisor;
        this.tools = tools;
        this.ended = ended;
    }

    boolean isIdle() {
        return deployment == null;
    }

    /** Whether what is in work is what {@code change} asks for. */
    boolean isFor(AppChange change) {
        Deployment running = deployment;
        return running != null
                && change instanceof AppChange.Deploy wanted
                && CanonicalJson.idOf(wanted.manifest()).equals(running.target())
                && wanted.attempt() == running.attempt();
    }

    /** How the deployment in work stands; empty when there is none, or before its first step. */
    Optional<DeploymentReport> report() {
        Deployment running = deployment;
        return running == null ? Optional.empty() : Optional.ofNullable(running.report());
    }

    /** How far a long step is, for people; empty when there is none. */
    String progress() {
        Deployment running = deployment;
        return running == null ? "" : running.progress();
    }

    void begin(AppChange.Deploy deploy) {
        start(new Journal(
                "d-" + UUID.randomUUID().toString().substring(0, 13),
                deploy.manifest(),
                memory.get().active(),
                supervisor.snapshot().master(),
                deploy.rolloutId(),
                deploy.attempt(),
                tools.clock().instant(),
                null,
                null,
                0));
    }

    /** Goes on with the deployment that a crash or a fault has left unfinished, if there is one. */
    boolean takeUpUnfinished() {
        Optional<Journal> unfinished = journal.read();
        unfinished.ifPresent(begun -> {
            LOG.info("{}: taking up the unfinished deployment of {}", app, CanonicalJson.idOf(begun.target()));
            start(begun.resumed());
        });
        return unfinished.isPresent();
    }

    /** Ends it before the switch, if that has not begun: something else is wanted. */
    void abandon() {
        Deployment running = deployment;
        if (running != null) {
            running.abandon();
        }
    }

    /** Interrupts it for the agent's own end; the next start of the agent takes it up again. */
    void interrupt() {
        Deployment running = deployment;
        Thread working = thread;
        if (running != null && working != null) {
            running.interrupt();
            try {
                working.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void start(Journal begun) {
        deployment =
                new Deployment(tools.pipeline(), begun, journal, memory, tools.ledger(), tools.staging(), this::end);
        thread = tools.threads().newThread(deployment);
        thread.setName("deploy-" + app);
        thread.start();
        tools.changed().run();
    }

    private void end() {
        try {
            ended.run();
        } finally {
            deployment = null;
            tools.changed().run();
        }
    }
}
