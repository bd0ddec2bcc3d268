package io.globohub.agent.upgrade;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.keys.TrustedKeys;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.common.state.StepReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fetches and judges the agent's packages. The signature is asked for before a byte is fetched, and always: what is
 * installed here runs as root.
 */
public final class PackageBench {
    private final HostLayout layout;
    private final TrustedKeys trusted;
    private final Step fetch;
    private final Clock clock;

    /** How it went. */
    sealed interface Prepared {
        /** The pack is here, whole and trusted. */
        record Ready() implements Prepared {}

        /** It cannot be had at this time. */
        record NotNow(String why) implements Prepared {}

        /** It is not to be installed. */
        record Refused(Failure failure) implements Prepared {}
    }

    /** @param fetch brings a pack into the cache of packs, held against its digest */
    public PackageBench(HostLayout layout, TrustedKeys trusted, Step fetch, Clock clock) {
        this.layout = layout;
        this.trusted = trusted;
        this.fetch = fetch;
        this.clock = clock;
    }

    /**
     * Makes a package ready to be installed.
     *
     * @param id of the deployment
     * @param absence why there is nobody to install it, if so
     * @param done takes each step as it went
     * @param begun told the name of each step
     */
    Prepared prepare(
            String id, Manifest target, Optional<String> absence, Consumer<StepReport> done, Consumer<String> begun)
            throws InterruptedException {
        Instant began = clock.instant();
        begun.accept("verify");
        Optional<Failure> objection = objection(target, absence);
        if (objection.isPresent()) {
            done.accept(step("verify", "failed", began, objection.get().detail()));
            return new Prepared.Refused(objection.get());
        }
        done.accept(step("verify", "done", began, "signed with a key that may sign agents"));
        began = clock.instant();
        begun.accept("fetch");
        StepOutcome fetched = fetch.run(new DeploymentContext(
                id, target, Optional.empty(), Optional.empty(), layout.staging().resolve(id), progress -> {}));
        if (fetched instanceof StepOutcome.Failed failed) {
            done.accept(step("fetch", "failed", began, failed.failure().detail()));
            return failed.transientFault()
                    ? new Prepared.NotNow(failed.failure().detail())
                    : new Prepared.Refused(failed.failure());
        }
        done.accept(step("fetch", "done", began, "sha256 as announced"));
        return new Prepared.Ready();
    }

    /** Where the pack of {@code manifest} lies once it is ready. */
    Path packOf(Manifest manifest) {
        return layout.cachedPack(manifest.pack().sha256());
    }

    private Optional<Failure> objection(Manifest target, Optional<String> absence) {
        if (absence.isPresent()) {
            return absence.map(why -> new Failure(Reason.UPGRADE_UNAVAILABLE, why));
        }
        if (trusted.isEmpty()) {
            return Optional.of(new Failure(
                    Reason.SIGNATURE_INVALID,
                    "no key may sign packages of the agent here: trusted_agent_keys in agent.yaml names none"));
        }
        return trusted.objection(target).map(why -> new Failure(Reason.SIGNATURE_INVALID, why));
    }

    private StepReport step(String name, String outcome, Instant began, String detail) {
        return new StepReport(
                name, outcome, Duration.between(began, clock.instant()).toMillis() / 1000.0, detail);
    }
}
