package io.globohub.controller.cli.simulate;

import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.NewsSpread;
import io.globohub.common.state.DesiredState;
import io.globohub.controller.cli.client.AgentLine;
import io.globohub.controller.cli.client.AgentLine.Said;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * What one simulated host does: enrols, checks in as often as it is told, and always has a long poll open. It holds no
 * thread; each step schedules the next one. Thread-safe.
 */
final class HostLoop {
    private static final Duration POLL = Duration.ofSeconds(55);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration DRIBBLE = Duration.ofSeconds(2);
    private static final int SHORTEST_SILENCE_SECONDS = 20;
    private static final int LONGEST_SILENCE_SECONDS = 90;
    /** A flapping host falls silent after one check-in in so many. */
    private static final int CHECKINS_BETWEEN_SILENCES = 12;

    private final SimulatedHost host;
    private final AgentLine line;
    private final Surroundings around;
    private final RandomGenerator random;
    private final boolean slow;
    private final boolean flapping;
    private final NewsSpread spread = new NewsSpread();
    private volatile String credential;
    private volatile boolean silent;
    private volatile ScheduledFuture<?> nextCheckin;
    private int failures;

    /** What all hosts share. */
    record Surroundings(ScheduledExecutorService later, Clock clock, Tally tally, Enrolments enrolments) {}

    HostLoop(
            SimulatedHost host,
            AgentLine line,
            Surroundings around,
            RandomGenerator random,
            boolean slow,
            boolean flapping) {
        this.host = host;
        this.line = line;
        this.around = around;
        this.random = random;
        this.slow = slow;
        this.flapping = flapping;
    }

    /** Joins under {@code name} and goes on by itself; a name that is taken ends it. */
    void enroll(String token, String name, Map<String, String> labels) {
        long began = System.nanoTime();
        EnrollRequest request = new EnrollRequest(name, labels, "simulated", "Debian GNU/Linux 12");
        var unused = line.enroll(token, request).whenComplete((said, failure) -> {
            around.enrolments().ended();
            if (failure == null && said.status() / 100 == 2) {
                around.tally().enrolments.add(System.nanoTime() - began);
                around.tally().enrolled.increment();
                credential = said.as(EnrollResponse.class).credential();
                poll();
                nextCheckin(random.nextDouble());
            } else {
                around.tally().failure("enroll: " + how(said, failure));
                if (failure != null || said.status() >= 500 || said.status() == 429) {
                    after(seconds(backoff()), () -> around.enrolments().run(() -> enroll(token, name, labels)));
                }
            }
        });
    }

    private void checkin() {
        long began = System.nanoTime();
        Duration dribble = slow ? DRIBBLE : Duration.ZERO;
        var unused = line.checkin(credential, host.checkin(around.clock().instant()), dribble)
                .whenComplete((said, failure) -> {
                    if (failure == null && said.status() == 200) {
                        if (!slow) {
                            around.tally().checkedIn(System.nanoTime() - began);
                        }
                        answered(said.as(CheckinResponse.class));
                    } else {
                        around.tally().failure("checkin: " + how(said, failure));
                        nextCheckin(seconds(backoff()));
                    }
                });
    }

    private void answered(CheckinResponse response) {
        failures = 0;
        spread.says(response.newsSpreadMillis());
        host.answered(response);
        if (flapping && random.nextInt(CHECKINS_BETWEEN_SILENCES) == 0) {
            fallSilent();
            return;
        }
        nextCheckin(host.hasNews() ? 0.25 : response.nextCheckinSeconds() * (0.9 + 0.2 * random.nextDouble()));
    }

    private void nextCheckin(double seconds) {
        nextCheckin = schedule(seconds, this::checkin);
    }

    private void fallSilent() {
        silent = true;
        around.tally().silences.increment();
        after(SHORTEST_SILENCE_SECONDS + random.nextInt(LONGEST_SILENCE_SECONDS - SHORTEST_SILENCE_SECONDS), () -> {
            silent = false;
            host.restarted(around.clock().instant());
            checkin();
            poll();
        });
    }

    private void poll() {
        if (silent) {
            return;
        }
        around.tally().waiting.incrementAndGet();
        var unused = line.desired(credential, host.etag(), POLL).whenComplete((said, failure) -> {
            around.tally().waiting.decrementAndGet();
            around.tally().polls.increment();
            if (silent) {
                return;
            }
            if (failure == null && said.status() == 200) {
                told(said);
                after(seconds(spread.pause(random.nextDouble())), this::poll);
            } else if (failure == null && said.status() == 304) {
                poll();
            } else {
                around.tally().failure("poll: " + how(said, failure));
                after(seconds(backoff()), this::poll);
            }
        });
    }

    private void told(Said said) {
        boolean first = host.etag() == null;
        Duration deployment = host.told(
                said.as(DesiredState.class), said.etag(), around.clock().instant());
        if (!first) {
            around.tally().told(around.clock().instant());
        }
        if (deployment != null) {
            after(seconds(deployment), () -> {
                host.deploymentsEnd(around.clock().instant());
                tellNews();
            });
            tellNews();
        }
    }

    /** News wait for no regular check-in, as with a real agent, but a little in a large fleet. */
    private void tellNews() {
        ScheduledFuture<?> waits = nextCheckin;
        if (!silent && waits != null) {
            double regular = waits.getDelay(TimeUnit.MILLISECONDS) / 1000.0;
            if (waits.cancel(false)) {
                nextCheckin(Math.max(0, Math.min(regular, seconds(spread.pause(random.nextDouble())))));
            }
        }
    }

    /** Exponential with full jitter, so that hosts do not come back all at once. */
    private Duration backoff() {
        failures = Math.min(failures + 1, 10);
        long most = Math.min(LONGEST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << failures);
        return Duration.ofMillis((long) (most * random.nextDouble()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private void after(double seconds, Runnable step) {
        // a step never fails: it schedules the next, or counts a failure
        var unused = schedule(seconds, step);
    }

    private ScheduledFuture<?> schedule(double seconds, Runnable step) {
        return around.later().schedule(step, (long) (seconds * 1000), TimeUnit.MILLISECONDS);
    }

    private static String how(Said said, Throwable failure) {
        if (failure == null) {
            return String.valueOf(said.status());
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "no answer in time"
                : cause.getClass().getSimpleName();
    }
}
