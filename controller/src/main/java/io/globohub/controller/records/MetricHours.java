package io.globohub.controller.records;

import java.util.List;
import java.util.Optional;

/** Metrics of past hours, packed; what is in them only the fleet knows. Hours are counted since 1970 UTC. */
public interface MetricHours {
    /** @param body one hour of one host, packed */
    record Hour(long hour, byte[] body) {}

    Optional<byte[]> of(String hostId, long hour);

    /** Both ends included, in order; hours without metrics are left out. */
    List<Hour> between(String hostId, long first, long last);

    void put(String hostId, long hour, byte[] body);

    /** Removes what lies before {@code hour}. */
    void forgetBefore(long hour);
}
