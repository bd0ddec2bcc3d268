package io.globohub.agent.release;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Version;
import java.nio.file.Path;

/**
 * Every path the agent uses, from four roots, each configurable so that an ordinary user can run the whole system under
 * one directory. All roots are absolute.
 *
 * @param install packs, environments and staging: {@code /opt/globoHUB}; one filesystem
 * @param state what must survive a reboot: {@code /var/lib/globohub-agent}
 * @param logs what apps write: {@code /var/log/globohub}
 * @param run what a reboot may take: {@code /run/globohub}
 */
public record HostLayout(Path install, Path state, Path logs, Path run) {
    private static final String OURS = ".pack";

    public HostLayout {
        for (Path root : new Path[] {install, state, logs, run}) {
            if (!root.isAbsolute()) {
                throw new IllegalArgumentException("the root directory " + root + " must be absolute");
            }
        }
    }

    // packs

    public Path app(AppName app) {
        return install.resolve(app.value());
    }

    /** The unpacked pack, for example {@code /opt/globoHUB/desafio/PACK1_0}. */
    public Path pack(AppName app, Version version) {
        return app(app).resolve(version.directory());
    }

    /** The link whose one atomic rename is the activation. */
    public Path current(AppName app) {
        return app(app).resolve("current");
    }

    /** Our own directory inside a pack. */
    public Path ours(Path pack) {
        return pack.resolve(OURS);
    }

    /** Written last: a pack directory without it is not installed. */
    public Path marker(Path pack) {
        return ours(pack).resolve("marker.json");
    }

    /** The configuration gunicorn reads at each start and re-exec. */
    public Path gunicornConf(Path pack) {
        return ours(pack).resolve("gunicorn.conf.py");
    }

    /** Link to the environment. */
    public Path venvLink(Path pack) {
        return ours(pack).resolve("venv");
    }

    // shared by all apps

    public Path venvs() {
        return install.resolve(".venvs");
    }

    public Path venv(String key) {
        return venvs().resolve(key);
    }

    /** Everything half-done; always safe to delete while no deployment runs. */
    public Path staging() {
        return install.resolve(".staging");
    }

    /** Complete, verified packs as fetched. */
    public Path packCache() {
        return install.resolve(".packs");
    }

    public Path cachedPack(Digest sha256) {
        return packCache().resolve(sha256.hex() + ".zip");
    }

    /** Wheels pip has built or fetched, shared by all environments. */
    public Path wheelCache() {
        return install.resolve(".wheels");
    }

    // state

    public Path credential() {
        return state.resolve("credential.json");
    }

    public Path desired() {
        return state.resolve("desired.json");
    }

    public Path outbox() {
        return state.resolve("outbox");
    }

    /** What the last comparison of installed files has found. */
    public Path findings() {
        return state.resolve("findings.json");
    }

    public Path history() {
        return state.resolve("history.jsonl");
    }

    /** The agent's record of one app: what is active, what came before, counters, holds. */
    public Path appRecord(AppName app) {
        return state.resolve("apps").resolve(app.value() + ".json");
    }

    /** The journals of unfinished deployments, one for each app. */
    public Path journals() {
        return state.resolve("journal");
    }

    public Path journal(AppName app) {
        return journals().resolve(app.value() + ".json");
    }

    /** What the agent remembers of upgrades of itself. */
    public Path upgrade() {
        return state.resolve("upgrade.json");
    }

    public Path lock() {
        return state.resolve("agent.lock");
    }

    // logs

    public Path appLogs(AppName app) {
        return logs.resolve(app.value());
    }

    // run time

    public Path appRun(AppName app) {
        return run.resolve(app.value());
    }

    /** The socket through which the local command speaks to the daemon. */
    public Path controlSocket() {
        return run.resolve("agent.sock");
    }
}
