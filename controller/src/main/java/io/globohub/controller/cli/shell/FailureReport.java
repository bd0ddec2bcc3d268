package io.globohub.controller.cli.shell;

import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.output.Paint;
import io.globohub.controller.cli.output.Plain;
import io.globohub.controller.cli.output.Tone;
import java.util.ArrayList;
import java.util.List;

/** A failure as a person reads it: code and sentence, single wrong places, what to try, the request's id. Pure. */
public final class FailureReport {
    private FailureReport() {}

    public static List<String> lines(CommandFailed failure, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.apply(Tone.BAD, "error[" + Plain.text(failure.code()) + "]") + ": "
                + Plain.text(String.valueOf(failure.getMessage())));
        failure.details().forEach(detail -> lines.add("  " + Plain.text(detail)));
        if (failure.remedy() != null) {
            lines.add(paint.apply(Tone.STRONG, "try") + ": " + failure.remedy());
        }
        if (failure.requestId() != null) {
            lines.add(paint.apply(Tone.QUIET, "request id: " + Plain.text(failure.requestId())));
        }
        return lines;
    }
}
