package io.globohub.controller.records;

import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Assignment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What hosts should run. */
public interface Assignments {
    Optional<Assignment> of(String hostId, AppName app);

    /** Ordered by app. */
    List<Assignment> of(String hostId);

    /** The assignments of these hosts by host id, ordered by app; hosts that have none are left out. */
    Map<String, List<Assignment>> of(Collection<String> hostIds);

    /** All assignments by host id. */
    Map<String, List<Assignment>> all();

    /** Replaces what the host should run of the assignment's app; its manifest must be in the catalogue. */
    void put(String hostId, Assignment assignment);

    /** The same for many hosts at once, one assignment each, by host id. */
    void put(Map<String, Assignment> assignments);
}
