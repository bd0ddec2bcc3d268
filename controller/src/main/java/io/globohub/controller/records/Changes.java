package io.globohub.controller.records;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one or more commits have changed, by id. Which things, and not what of them: whoever is interested looks at the
 * records; only what has become of hosts is told where it is known, since thousands may change at once.
 *
 * @param desired hosts whose desired state (an assignment, or that it has one at all) has changed
 * @param hosts hosts of which anything in their record has changed; contains all of {@code desired}
 * @param rollouts rollouts that were added or changed
 * @param news what has become of hosts, of those of which all is known; others have to be read
 * @param logs requests for logs of which anything is new, and hosts that have other such requests than before
 * @param lastSeq number of the newest ledger entry among them, 0 when none was added
 * @param seenElsewhere another controller has written down check-ins
 * @param everything what has changed is not known in full (a connection was lost, say): anything may have
 */
public record Changes(
        Set<String> desired,
        Set<String> hosts,
        Map<String, HostNews> news,
        Set<String> rollouts,
        Set<String> logs,
        long lastSeq,
        boolean seenElsewhere,
        boolean everything) {
    public static final Changes NONE = new Changes(Set.of(), Set.of(), Set.of(), Set.of(), 0, false, false);
    public static final Changes EVERYTHING = new Changes(Set.of(), Set.of(), Set.of(), Set.of(), 0, true, true);

    public Changes {
        desired = Set.copyOf(desired);
        hosts = union(hosts, desired);
        news = Map.copyOf(news);
        rollouts = Set.copyOf(rollouts);
        logs = Set.copyOf(logs);
    }

    /** Without a word about logs. */
    public Changes(
            Set<String> desired,
            Set<String> hosts,
            Set<String> rollouts,
            long lastSeq,
            boolean seenElsewhere,
            boolean everything) {
        this(desired, hosts, rollouts, Set.of(), lastSeq, seenElsewhere, everything);
    }

    /** With hosts that have to be read. */
    public Changes(
            Set<String> desired,
            Set<String> hosts,
            Set<String> rollouts,
            Set<String> logs,
            long lastSeq,
            boolean seenElsewhere,
            boolean everything) {
        this(desired, hosts, Map.of(), rollouts, logs, lastSeq, seenElsewhere, everything);
    }

    /** These and {@code others}, of whose hosts nothing is known. */
    public Changes and(Changes others) {
        return new Changes(
                union(desired, others.desired),
                union(hosts, others.hosts),
                union(rollouts, others.rollouts),
                union(logs, others.logs),
                Math.max(lastSeq, others.lastSeq),
                seenElsewhere || others.seenElsewhere,
                everything || others.everything);
    }

    /** The same for whoever wrote it: nothing of it was seen elsewhere. */
    public Changes here() {
        return new Changes(desired, hosts, news, rollouts, logs, lastSeq, false, everything);
    }

    /** The same where others write, too: what they made of a host since is not in the news. */
    public Changes withoutNews() {
        return new Changes(desired, hosts, rollouts, logs, lastSeq, seenElsewhere, everything);
    }

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        if (some.containsAll(more)) {
            return Set.copyOf(some);
        }
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
