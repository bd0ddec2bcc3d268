package io.globohub.controller.fleet;

import io.globohub.controller.records.Changes;
import io.globohub.controller.records.HostNews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was committed and is not yet in the index: a mark for each host, and where they are known, the news that need not be
 * read. Marks are set by one thread at any time; {@link #take} and {@link #done} are for one other thread at a time.
 */
final class ChangedHosts {
    /** Above so many changed hosts, and this share of all, all are read at once: a row of many is cheaper than one. */
    private static final int READ_ONE_BY_ONE = 64;

    private static final int SHARE = 4;

    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Map<String, HostNews> news = new ConcurrentHashMap<>();
    private volatile boolean everything = true;
    /** What is being taken in just now was taken from {@code changed}, and is not yet in the index. */
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();

    private volatile boolean allInWork;

    /**
     * What is to be taken in.
     *
     * @param all the whole fleet is to be read, and the rest says nothing
     * @param unknown hosts that are to be read
     */
    record Taken(boolean all, List<String> unknown, Map<String, HostNews> news) {}

    /** Something was committed. Quick: it only marks. */
    void mark(Changes changes) {
        for (String id : changes.hosts()) {
            HostNews known = changes.news().get(id);
            if (known == null) {
                news.remove(id);
            } else if (news.containsKey(id) || !changed.contains(id)) {
                news.merge(id, known, HostNews::then);
            }
            // the mark comes last: whoever sees it finds the news, or reads
            changed.add(id);
        }
        if (changes.everything()) {
            everything = true;
        }
    }

    /** Whether there is more to know of the host than the index has. */
    boolean concern(String id) {
        return everything || changed.contains(id) || allInWork || inWork.contains(id);
    }

    /** Whether there is more to know of any host. */
    boolean any() {
        return everything || !changed.isEmpty() || allInWork || !inWork.isEmpty();
    }

    /** First says what it is at work on, then takes the marks away: whoever sees no mark sees the work. */
    Taken take(int fleet) {
        if (everything || changed.size() - news.size() > Math.max(READ_ONE_BY_ONE, fleet / SHARE)) {
            allInWork = true;
            everything = false;
            changed.clear();
            news.clear();
            return new Taken(true, List.of(), Map.of());
        }
        List<String> ids = new ArrayList<>(changed);
        inWork.addAll(ids);
        List<String> unknown = new ArrayList<>();
        Map<String, HostNews> known = new HashMap<>();
        for (String id : ids) {
            // the mark first: with it gone, news that come now are on top of these
            changed.remove(id);
            HostNews one = news.remove(id);
            if (one == null) {
                unknown.add(id);
            } else {
                known.put(id, one);
            }
        }
        return new Taken(false, unknown, known);
    }

    /** It could not be taken in: it is to be read the next time. */
    void again(Taken taken) {
        if (taken.all()) {
            everything = true;
        }
        changed.addAll(taken.unknown());
        // what of the news is in the index already is read once more
        taken.news().keySet().forEach(news::remove);
        changed.addAll(taken.news().keySet());
    }

    void done() {
        allInWork = false;
        inWork.clear();
    }
}
