package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import java.nio.file.Path;

/**
 * What lies in the staging directory of one deployment between its steps. It is on the disk, not in memory, so that a
 * deployment goes on after a crash.
 *
 * @param root the deployment's own directory
 */
record Staged(Path root) {
    static Staged of(DeploymentContext context) {
        return new Staged(context.staging());
    }

    /** The unpacked pack, renamed into its place at the end. */
    Path pack() {
        return root.resolve("pack");
    }

    /** Digest of each file of the unpacked pack; written after the last of them, so it says that they are whole. */
    Path digests() {
        return root.resolve("digests.json");
    }

    /** Where pip has its temporary files. */
    Path scratch() {
        return root.resolve("pip");
    }

    /** Is there when the version on disk has been tampered with and has to be installed anew. */
    Path repair() {
        return root.resolve("repair");
    }
}
