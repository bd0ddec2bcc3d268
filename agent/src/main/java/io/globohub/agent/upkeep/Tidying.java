package io.globohub.agent.upkeep;

import io.globohub.agent.config.AgentConfig.Upkeep;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes versions that nothing needs off the disk: those that are old enough, and, while room is short, first what can be
 * fetched again and then the longest installed of all apps, one by one, until there is room again. One thread.
 */
public final class Tidying {
    /** The filesystem of the packs. */
    public interface Volume {
        Room room() throws IOException;

        /** Removes what only makes later installations faster. */
        void dropCaches() throws IOException;
    }

    private record Candidate(Occupant occupant, InstalledVersion installed) {}

    private final Upkeep rules;
    private final Volume volume;
    private final Clock clock;

    public Tidying(Upkeep rules, Volume volume, Clock clock) {
        this.rules = rules;
        this.volume = volume;
        this.clock = clock;
    }

    /** Does what is to be done now. */
    public void tidy(List<? extends Occupant> occupants) throws IOException {
        if (rules.pruneAfterDays() > 0) {
            pruneAged(occupants);
        }
        if (isShort()) {
            volume.dropCaches();
        }
        Set<InstalledVersion> tried = new HashSet<>();
        while (isShort()) {
            List<Candidate> oldestFirst = candidates(occupants).stream()
                    .filter(candidate -> !tried.contains(candidate.installed()))
                    .toList();
            if (oldestFirst.isEmpty()) {
                return;
            }
            Candidate oldest = oldestFirst.get(0);
            tried.add(oldest.installed());
            oldest.occupant().prune(oldest.installed().version(), "room on the disk is short");
        }
    }

    private boolean isShort() throws IOException {
        return volume.room().isShort(rules.minFreeRatio(), rules.minFreeBytes());
    }

    private void pruneAged(List<? extends Occupant> occupants) throws IOException {
        Instant before = clock.instant().minus(Duration.ofDays(rules.pruneAfterDays()));
        for (Candidate candidate : candidates(occupants)) {
            if (candidate.installed().installedAt().isBefore(before)) {
                candidate
                        .occupant()
                        .prune(
                                candidate.installed().version(),
                                "it was installed more than " + rules.pruneAfterDays() + " days ago");
            }
        }
    }

    private static List<Candidate> candidates(List<? extends Occupant> occupants) {
        return occupants.stream()
                .flatMap(occupant -> occupant.prunable().stream().map(installed -> new Candidate(occupant, installed)))
                .sorted(Comparator.comparing(candidate -> candidate.installed().installedAt()))
                .toList();
    }
}
