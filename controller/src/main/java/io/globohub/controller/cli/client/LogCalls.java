package io.globohub.controller.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.LogQuery;
import io.globohub.common.protocol.LogView;
import io.globohub.common.protocol.Paths;
import io.globohub.controller.cli.outcome.CommandFailed;
import java.time.Duration;
import java.util.Map;

/** What can be asked of a controller about logs of apps. Thread-safe. */
public final class LogCalls {
    private final ControllerClient client;

    public LogCalls(ControllerClient client) {
        this.client = client;
    }

    /** Asks the host's agent for a log; the lines come with {@link #read}. */
    public Fetched<LogView> ask(String host, String app, LogQuery query) {
        return fetched(client.send(Call.post(Paths.HOST_APP_LOGS, host, app).json(query)));
    }

    /** What has come after {@code position}, for which the controller waits as long as said. */
    public Fetched<LogView> read(String id, long position, Duration wait) {
        return fetched(client.send(Call.get(Paths.LOG, id)
                .query(Map.of("after", position))
                .header("Prefer", "wait=" + Math.max(1, wait.toSeconds()))));
    }

    /** No more is wanted. That it has ended already is no fault. */
    public void end(String id) {
        try {
            client.send(Call.of("DELETE", Paths.LOG, id));
        } catch (CommandFailed gone) {
            if (!gone.code().equals("log_request_not_found")) {
                throw gone;
            }
        }
    }

    private static Fetched<LogView> fetched(Answer answer) {
        JsonNode body = Json.tree(answer.body());
        return new Fetched<>(Json.readTolerant(answer.body(), LogView.class), body, answer.etag());
    }
}
