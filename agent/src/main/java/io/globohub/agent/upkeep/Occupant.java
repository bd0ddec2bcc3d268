package io.globohub.agent.upkeep;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An app as far as its room on the disk is concerned. */
public interface Occupant {
    AppName app();

    /** The version in service, if it is whole on the disk. */
    Optional<InstalledVersion> active();

    /** Versions that nothing needs now. */
    List<InstalledVersion> prunable();

    /** Takes one of them off the disk; says whether it went. */
    boolean prune(Version version, String why) throws IOException;
}
