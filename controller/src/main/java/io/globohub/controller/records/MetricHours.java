package io.globohub.controller.records;

import java.util.Optional;
import java.util.SortedMap;

/** Metrics of past hours, packed; what is in them only the fleet knows. Hours are counted since 1970 UTC. */
public interface MetricHours {
    Optional<byte[]> of(String hostId, long hour);

    /** The packed hours by their number, both ends included; hours without metrics are left out. */
    SortedMap<Long, byte[]> between(String hostId, long first, long last);

    void put(String hostId, long hour, byte[] body);

    /** Removes what lies before {@code hour}. */
    void forgetBefore(long hour);
}
