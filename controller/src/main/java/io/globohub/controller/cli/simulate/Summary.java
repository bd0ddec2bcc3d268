package io.globohub.controller.cli.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a simulation went.
 *
 * @param checkinsPerSecond over the whole run
 * @param waiting long polls that are open now
 * @param silences times a host fell silent
 * @param windows the same over short times, the last ones; oldest first
 * @param failures failed requests, by what was asked and how it failed
 * @param fanOut the publish that reached most hosts, or null
 */
public record Summary(
        Instant startedAt,
        double seconds,
        int agents,
        long enrolled,
        Latencies.Spread enrolments,
        Latencies.Spread checkins,
        double checkinsPerSecond,
        long polls,
        int waiting,
        long told,
        FanOut fanOut,
        long events,
        long silences,
        long deploymentsSucceeded,
        long deploymentsFailed,
        Map<String, Long> failures,
        List<Window> windows) {

    /** From the first host that was told of a publish to the last. */
    public record FanOut(long hosts, double seconds, Instant firstAt, Instant lastAt) {}

    static Summary of(Tally tally, Scenario scenario, Instant startedAt, Instant now) {
        double seconds = Duration.between(startedAt, now).toMillis() / 1000.0;
        Latencies.Spread checkins = tally.checkins.spread();
        Tally.FanOut fanOut = tally.fanOut();
        return new Summary(
                startedAt,
                seconds,
                scenario.agents(),
                tally.enrolled.sum(),
                tally.enrolments.spread(),
                checkins,
                seconds == 0 ? 0 : checkins.count() / seconds,
                tally.polls.sum(),
                tally.waiting.get(),
                tally.told.sum(),
                fanOut == null ? null : new FanOut(fanOut.hosts(), fanOut.seconds(), fanOut.firstAt(), fanOut.lastAt()),
                tally.events.sum(),
                tally.silences.sum(),
                tally.succeeded.sum(),
                tally.failed.sum(),
                tally.failures(),
                tally.windows());
    }
}
