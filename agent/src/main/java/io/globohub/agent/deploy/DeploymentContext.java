package io.globohub.agent.deploy;

import io.globohub.agent.process.ProcessId;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every step of one deployment is told.
 *
 * @param id of the deployment; unique on this host
 * @param target what is to run
 * @param previous what is active now, if anything; what a failure goes back to
 * @param predecessor the gunicorn master that served when the deployment began
 * @param staging a directory of this deployment's own on the filesystem of the packs; the step that needs it makes it
 * @param progress takes a short sentence about how far a long step is
 */
public record DeploymentContext(
        String id,
        Manifest target,
        Optional<Manifest> previous,
        Optional<ProcessId> predecessor,
        Path staging,
        Consumer<String> progress) {
    public AppName app() {
        return target.app();
    }

    public ManifestId targetId() {
        return CanonicalJson.idOf(target);
    }
}
