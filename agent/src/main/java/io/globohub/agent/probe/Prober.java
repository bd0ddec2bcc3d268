package io.globohub.agent.probe;

import io.globohub.common.manifest.ProbeSpec;
import io.globohub.common.manifest.SmokeTest;
import java.time.Duration;

/** Asks once; ends within its timeout whatever the app does. Thread-safe. */
public interface Prober {
    Verdict probe(ProbeSpec spec, ProbeTarget target);

    Verdict smokeTest(SmokeTest test, ProbeTarget target, Duration timeout);
}
