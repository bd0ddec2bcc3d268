package io.globohub.controller.page;

import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.Paths;
import io.globohub.common.state.Failure;
import io.globohub.controller.world.FakeAgent;
import java.util.List;

/** Writes the logs that somebody waits for, as the agent of a host does. */
final class SampleLog {
    private final FakeAgent agent;

    SampleLog(FakeAgent agent) {
        this.agent = agent;
    }

    /** What is waited for now. */
    List<LogRequest> requests() {
        return agent.http().get(Paths.AGENT_DESIRED).as(DesiredAnswer.class).logRequests();
    }

    /** Sends these lines to everybody who waits for a log of this host. */
    void write(String... lines) {
        requests().forEach(request -> send(request, List.of(lines), null));
    }

    /** Says to everybody who waits why there is none. */
    void fail(Failure failure) {
        requests().forEach(request -> send(request, List.of(), failure));
    }

    LogReceipt send(LogRequest request, List<String> lines, Failure failure) {
        boolean isLast = failure != null || !request.follow();
        long seq = request.seq() + 1;
        return agent.http()
                .post(
                        Paths.AGENT_LOG.replace("{id}", request.id()),
                        new LogChunk(seq, lines, false, "line " + seq, isLast, failure))
                .as(LogReceipt.class);
    }
}
