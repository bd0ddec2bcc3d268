package io.globohub.agent.step;

import io.globohub.common.manifest.AppName;
import java.util.Set;

/** Knows which live processes are those of an app we run. */
@FunctionalInterface
public interface OurProcesses {
    /** Ids of the app's processes, masters and workers; empty when none is identified beyond doubt. */
    Set<Long> pidsOf(AppName app);
}
