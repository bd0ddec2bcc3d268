package io.globohub.controller.cli.simulate;

import java.time.Instant;

/**
 * A short time of a simulation.
 *
 * @param at its end
 * @param checkins those answered in it
 * @param waiting long polls open at its end
 * @param enrolled since the start
 * @param told hosts told a new desired state, since the start
 * @param failures failed requests, since the start
 */
public record Window(Instant at, Latencies.Spread checkins, int waiting, long enrolled, long told, long failures) {}
