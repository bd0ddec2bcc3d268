package io.globohub.agent.reconcile;

import io.globohub.common.manifest.AppName;
import io.globohub.common.state.InstalledVersion;
import java.util.List;

/** What the last comparison of a version's files with what was installed has found. Thread-safe; reads no file. */
@FunctionalInterface
public interface ContentReport {
    /** The first few that differ; empty when none does or nobody has looked yet. */
    List<String> modifiedFiles(AppName app, InstalledVersion version);
}
