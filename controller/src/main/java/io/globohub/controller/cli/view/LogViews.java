package io.globohub.controller.cli.view;

import io.globohub.common.protocol.LogView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Plain;
import io.globohub.controller.cli.output.Result;
import java.util.List;

/** Logs of apps for people: whatever an app has written, it cannot move the cursor or ring the bell. Pure. */
public final class LogViews {
    private LogViews() {}

    /** The lines alone, in every format that is not the body itself. */
    public static Result lines(Fetched<LogView> view) {
        List<String> lines = plain(view.value());
        return new Result.Lines(view.body(), lines);
    }

    public static List<String> plain(LogView view) {
        return view.lines().stream().map(Plain::line).toList();
    }
}
