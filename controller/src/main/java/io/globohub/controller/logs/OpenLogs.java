package io.globohub.controller.logs;

import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.LogRequest;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.LogRecord;
import io.globohub.controller.records.Records;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which logs are waited for, by host, kept in memory: thousands of agents ask, and hardly ever there is one. Thread-safe.
 */
public final class OpenLogs {
    private final Records records;
    private final Clock clock;
    private volatile boolean stale = true;
    private volatile Map<String, List<LogRecord>> byHost = Map.of();

    public OpenLogs(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** Something was committed. Quick: it only marks. */
    public void changed(Changes changes) {
        if (changes.everything() || !changes.logs().isEmpty()) {
            stale = true;
        }
    }

    /** What the host's agent should send, oldest request first. */
    public List<LogRequest> of(String hostId) {
        if (stale) {
            read();
        }
        Instant now = clock.instant();
        return byHost.getOrDefault(hostId, List.of()).stream()
                .filter(request -> request.isOpen(now))
                .map(LogRecord::request)
                .toList();
    }

    /** Names these very requests, whatever has come of them; empty for none. */
    public static String tag(List<LogRequest> requests) {
        if (requests.isEmpty()) {
            return "";
        }
        String ids = requests.stream().map(LogRequest::id).collect(Collectors.joining(" "));
        return ".l" + Digest.of(ids.getBytes(StandardCharsets.UTF_8)).short12();
    }

    private synchronized void read() {
        if (stale) {
            // first the mark, then the look: a change in between marks again
            stale = false;
            try {
                byHost = records.read(session ->
                        session.logRequests().all().stream().collect(Collectors.groupingBy(LogRecord::hostId)));
            } catch (RuntimeException e) {
                stale = true;
                throw e;
            }
        }
    }
}
