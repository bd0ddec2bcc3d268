package io.globohub.agent.deploy;

import io.globohub.agent.process.ProcessId;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.StepReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The durable memory of one deployment in work, written before and after each step.
 *
 * @param previous what was active when it began, or null
 * @param predecessor the master that served when it began, or null
 * @param begun name of the step that was begun last, or null
 * @param done the steps that ended well, in order
 * @param resumes how often it was taken up again after the agent had stopped in the middle
 */
public record Journal(
        String id,
        Manifest target,
        Manifest previous,
        ProcessId predecessor,
        String rolloutId,
        int attempt,
        Instant startedAt,
        String begun,
        List<StepReport> done,
        int resumes) {
    public Journal {
        done = List.copyOf(done == null ? List.of() : done);
    }

    Journal beginning(StepName step) {
        return new Journal(
                id, target, previous, predecessor, rolloutId, attempt, startedAt, step.code(), done, resumes);
    }

    Journal finishing(StepReport report) {
        List<StepReport> more = new ArrayList<>(done);
        more.add(report);
        return new Journal(id, target, previous, predecessor, rolloutId, attempt, startedAt, begun, more, resumes);
    }

    /** The same deployment, taken up again after the agent had stopped in the middle of it. */
    public Journal resumed() {
        return new Journal(id, target, previous, predecessor, rolloutId, attempt, startedAt, begun, done, resumes + 1);
    }

    boolean isDone(StepName step) {
        return done.stream().anyMatch(report -> report.step().equals(step.code()));
    }

    /** Whether {@code step} was begun, so that it may have changed something. */
    boolean hasBegun(StepName step) {
        return isDone(step) || step.code().equals(begun);
    }
}
