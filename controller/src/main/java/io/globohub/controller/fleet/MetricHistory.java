package io.globohub.controller.fleet;

import io.globohub.common.state.HostMetrics;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metrics of the last seven days, a value a minute. The hour in work is in memory and written down every few minutes, a
 * part of the hosts at a time; a crash loses those minutes, which the design allows for metrics. Thread-safe.
 */
public final class MetricHistory {
    /** What is older is removed. */
    public static final Duration KEPT = Duration.ofDays(7);

    static final int STEP_SECONDS = 60;
    private static final int HOUR_SECONDS = 3600;
    private static final int TURNS = 5;
    private static final int TOGETHER = 200;

    private final Records records;
    private final Clock clock;
    private final Map<Place, MetricHour> unwritten = new ConcurrentHashMap<>();

    private record Place(String hostId, long hour) {
        int turn() {
            return Math.floorMod(hostId.hashCode(), TURNS);
        }
    }

    public MetricHistory(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** The hour that an instant lies in, counted since 1970 UTC. */
    public static long hourOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
    }

    void add(String hostId, Instant at, HostMetrics metrics) {
        int minute = Math.floorMod(at.getEpochSecond(), HOUR_SECONDS) / STEP_SECONDS;
        float[] sample = MetricRing.sample(metrics);
        unwritten.compute(new Place(hostId, hourOf(at)), (place, hour) -> {
            MetricHour now = hour == null ? new MetricHour() : hour;
            now.set(minute, sample);
            return now;
        });
    }

    /** Writes down the hosts whose turn it is; called once a minute. */
    public void writeDown() {
        long minute = Math.floorDiv(clock.instant().getEpochSecond(), STEP_SECONDS);
        int turn = Math.floorMod(minute, TURNS);
        write(unwritten.keySet().stream().filter(place -> place.turn() == turn).toList());
    }

    /** Writes down everything. */
    public void writeDownAll() {
        write(List.copyOf(unwritten.keySet()));
    }

    private void write(List<Place> places) {
        for (int from = 0; from < places.size(); from += TOGETHER) {
            List<Place> group = places.subList(from, Math.min(places.size(), from + TOGETHER));
            Map<Place, MetricHour> taken = new LinkedHashMap<>();
            group.forEach(
                    place -> Optional.ofNullable(unwritten.remove(place)).ifPresent(hour -> taken.put(place, hour)));
            try {
                records.write(session -> {
                    taken.forEach((place, hour) -> put(session, place, hour));
                    return null;
                });
            } catch (RuntimeException e) {
                taken.forEach((place, hour) -> unwritten.merge(place, hour, (newer, older) -> {
                    newer.fillFrom(older);
                    return newer;
                }));
                throw e;
            }
        }
    }

    private static void put(Session session, Place place, MetricHour hour) {
        if (session.hosts().byId(place.hostId()).isEmpty()) {
            return;
        }
        session.metricHours()
                .of(place.hostId(), place.hour())
                .map(MetricHour::unpack)
                .ifPresent(hour::fillFrom);
        session.metricHours().put(place.hostId(), place.hour(), hour.pack());
    }

    /** One value for each step in which there was a sample, from {@code from} (inclusive) to {@code to} (exclusive). */
    MetricRing.Columns between(String hostId, Instant from, Instant to, long stepSeconds) {
        TreeMap<Long, Mean> steps = new TreeMap<>();
        hours(hostId, hourOf(from), hourOf(to)).forEach((hour, values) -> {
            for (int minute = 0; minute < MetricHour.MINUTES; minute++) {
                long second = hour * HOUR_SECONDS + (long) minute * STEP_SECONDS;
                boolean inside = second >= from.getEpochSecond() && second < to.getEpochSecond();
                if (inside && !Float.isNaN(values.get(0, minute))) {
                    steps.computeIfAbsent(second - Math.floorMod(second, stepSeconds), at -> new Mean())
                            .add(values, minute);
                }
            }
        });
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (int column = 0; column < MetricRing.NAMES.size(); column++) {
            int of = column;
            series.put(
                    MetricRing.NAMES.get(column),
                    steps.values().stream().map(mean -> mean.of(of)).toList());
        }
        return new MetricRing.Columns(new ArrayList<>(steps.keySet()), series);
    }

    private Map<Long, MetricHour> hours(String hostId, long first, long last) {
        Map<Long, MetricHour> hours = new TreeMap<>();
        records.read(session -> session.metricHours().between(hostId, first, last))
                .forEach((hour, packed) -> hours.put(hour, MetricHour.unpack(packed)));
        for (long hour = first; hour <= last; hour++) {
            MetricHour newer = unwritten.get(new Place(hostId, hour));
            if (newer != null) {
                MetricHour whole = new MetricHour();
                whole.fillFrom(newer);
                Optional.ofNullable(hours.get(hour)).ifPresent(whole::fillFrom);
                hours.put(hour, whole);
            }
        }
        return hours;
    }

    /** The mean of each column over the minutes of one step. */
    private static final class Mean {
        private final double[] sums = new double[MetricRing.NAMES.size()];
        private int count;

        void add(MetricHour values, int minute) {
            for (int column = 0; column < sums.length; column++) {
                sums[column] += values.get(column, minute);
            }
            count++;
        }

        double of(int column) {
            return sums[column] / count;
        }
    }
}
