package io.globohub.controller.fleet;

import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.PackageUse;
import io.globohub.common.state.Assignment;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Records;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Every active host in memory, so that nobody has to read the whole fleet from the store. What is committed is in it
 * before the writer's call returns: a commit only marks what has changed, and whoever looks next reads just that.
 * Thread-safe; must not be called while reading from or writing to the store, for it may read itself.
 */
public final class FleetIndex {
    private final Records records;
    private final LiveFleet live;
    private final FreshnessRule freshness;
    private final CheckinPace pace;
    private final ContestedHosts contested;
    private volatile PacedRule rule;
    private final Clock clock;
    private final KnownManifests manifests = new KnownManifests();
    private final ChangedHosts changed = new ChangedHosts();
    private final Map<String, IndexedHost> byId = new ConcurrentHashMap<>();
    private final NavigableMap<String, IndexedHost> byKey = new ConcurrentSkipListMap<>();
    private final FleetTally tally = new FleetTally();
    private Instant agesAt = Instant.MIN;

    public FleetIndex(
            Records records,
            LiveFleet live,
            FreshnessRule freshness,
            CheckinPace pace,
            ContestedHosts contested,
            Clock clock) {
        this.records = records;
        this.live = live;
        this.freshness = freshness;
        this.pace = pace;
        this.contested = contested;
        this.clock = clock;
    }

    /** Something was committed. Quick: it only marks. */
    public void changed(Changes changes) {
        changed.mark(changes);
    }

    /** The active host with that id, and what is assigned to it; as of the last commit. */
    public Optional<IndexedHost> host(String id) {
        // thousands ask for their own host: none of them shall wait because others have changed
        if (changed.concern(id)) {
            readChanged();
        }
        return Optional.ofNullable(byId.get(id));
    }

    /** How many seconds agents shall let pass between two check-ins. */
    public int checkinSeconds() {
        return pace.seconds(byId.size());
    }

    /** Over how long agents shall spread their news. */
    public int newsSpreadMillis() {
        return pace.newsSpreadMillis(byId.size());
    }

    /** What is fresh, stale and lost, for a fleet of this size. */
    FreshnessRule rule() {
        int seconds = checkinSeconds();
        PacedRule kept = rule;
        if (kept == null || kept.seconds() != seconds) {
            kept = new PacedRule(seconds, freshness.forInterval(Duration.ofSeconds(seconds)));
            rule = kept;
        }
        return kept.rule();
    }

    private record PacedRule(int seconds, FreshnessRule rule) {}

    /** What is known now of these hosts, those that are active. */
    public List<HostPicture> pictures(Collection<String> ids) {
        readChanged();
        Instant now = clock.instant();
        List<HostPicture> pictures = new ArrayList<>(ids.size());
        for (String id : ids) {
            IndexedHost host = byId.get(id);
            if (host != null) {
                pictures.add(picture(host.record(), host.assignments(), now));
            }
        }
        return pictures;
    }

    /** Every active host, ordered by name. */
    public List<HostSummary> all() {
        return hosts().stream().map(IndexedHost::summary).toList();
    }

    /**
     * Which hosts serve which packages.
     *
     * @param name of the package, null for all
     * @param versions null for all
     * @param grouped one line for each version, with the number of hosts, instead of one for each host
     */
    public List<PackageUse> packages(String name, VersionConstraint versions, boolean grouped) {
        List<PackageUse> places = PackageSearch.places(hosts(), name, versions);
        return grouped ? PackageSearch.grouped(places) : places;
    }

    /** Every active host with all that is known of it, ordered by name. */
    Collection<IndexedHost> hosts() {
        refresh();
        return byKey.values();
    }

    /** The fleet in numbers. */
    public FleetTally.Counts counts() {
        refresh();
        synchronized (this) {
            return tally.counts(clock.instant());
        }
    }

    private void readChanged() {
        if (changed.any()) {
            synchronized (this) {
                takeChanged();
            }
        }
    }

    private void refresh() {
        readChanged();
        synchronized (this) {
            Instant now = clock.instant();
            for (String id : live.takeNews()) {
                IndexedHost host = byId.get(id);
                if (host != null) {
                    put(host.record(), host.assignments(), now);
                }
            }
            age(now);
        }
    }

    private void takeChanged() {
        ChangedHosts.Taken taken = changed.take(byId.size());
        try {
            if (taken.all()) {
                readAll();
            } else {
                readSome(takenIn(taken));
            }
        } catch (RuntimeException e) {
            changed.again(taken);
            throw e;
        } finally {
            changed.done();
        }
    }

    /** Takes the news in; the hosts that are to be read. */
    private List<String> takenIn(ChangedHosts.Taken taken) {
        List<String> unknown = new ArrayList<>(taken.unknown());
        Instant now = clock.instant();
        taken.news().forEach((id, news) -> {
            IndexedHost before = byId.get(id);
            if (before == null || !news.follows(before.record())) {
                unknown.add(id);
            } else if (news.record().isActive()) {
                put(news.record(), news.over(before.assignments()), now);
            } else {
                remove(id);
            }
        });
        return unknown;
    }

    private void readAll() {
        records.read(session -> {
            Map<String, List<Assignment>> assignments = session.assignments().all();
            Instant now = clock.instant();
            Set<String> gone = new HashSet<>(byId.keySet());
            for (HostRecord host : session.hosts().active()) {
                gone.remove(host.id());
                put(host, assignments.getOrDefault(host.id(), List.of()), now);
            }
            gone.forEach(this::remove);
            return null;
        });
    }

    private void readSome(List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        records.read(session -> {
            Instant now = clock.instant();
            Map<String, List<Assignment>> assignments = session.assignments().of(ids);
            Set<String> gone = new HashSet<>(ids);
            for (HostRecord host : session.hosts().byIds(ids)) {
                if (host.isActive()) {
                    gone.remove(host.id());
                    put(host, assignments.getOrDefault(host.id(), List.of()), now);
                }
            }
            gone.forEach(this::remove);
            return null;
        });
    }

    private void put(HostRecord host, List<Assignment> assignments, Instant now) {
        HostPicture picture = picture(host, assignments, now);
        HostSummary summary = HostViews.summary(picture, now, manifests::idOf);
        IndexedHost indexed = new IndexedHost(host, picture.assignments(), picture.seen(), summary);
        IndexedHost before = byId.put(host.id(), indexed);
        byKey.put(indexed.key(), indexed);
        tally.replace(before == null ? null : before.summary(), summary);
        agesAt = earlier(agesAt, nextAge(indexed, now));
    }

    private void remove(String id) {
        IndexedHost before = byId.remove(id);
        if (before != null) {
            byKey.remove(before.key());
            tally.replace(before.summary(), null);
        }
    }

    private HostPicture picture(HostRecord host, List<Assignment> assignments, Instant now) {
        LastSeen seen = live.of(host.id()).orElse(null);
        Instant at = seen == null ? host.enrolledAt() : seen.at();
        return new HostPicture(host, seen, rule().of(at, now), assignments, contested.of(host.id()));
    }

    /** Hosts that were not heard of become stale, then lost, without anybody telling. */
    private void age(Instant now) {
        if (now.isBefore(agesAt)) {
            return;
        }
        agesAt = Instant.MAX;
        for (IndexedHost host : byKey.values()) {
            if (rule().of(host.lastHeard(), now) == host.summary().freshness() && !host.holdEnds(now)) {
                agesAt = earlier(agesAt, nextAge(host, now));
            } else {
                put(host.record(), host.assignments(), now);
            }
        }
    }

    /** When the host looks different without a word from anybody. A word only puts that off. */
    private Instant nextAge(IndexedHost host, Instant now) {
        Instant age = switch (host.summary().freshness()) {
            case FRESH -> host.lastHeard().plus(rule().freshFor());
            case STALE -> host.lastHeard().plus(rule().lostAfter());
            case LOST -> Instant.MAX;
        };
        Instant holdEnd =
                host.summary().hold() == null ? null : host.summary().hold().expiresAt();
        Instant next = holdEnd == null ? age : earlier(age, holdEnd);
        // the bounds are inclusive: the next instant is the first that differs
        return next.equals(Instant.MAX) || next.isAfter(now) ? next : now.plus(Duration.ofMillis(1));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
