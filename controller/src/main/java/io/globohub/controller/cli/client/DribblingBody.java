package io.globohub.controller.cli.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** A body that is sent in a few pieces with pauses between them, as over a bad line. */
final class DribblingBody extends AsyncRequestContent {
    private static final int PIECES = 4;

    private final byte[] bytes;
    private final long pauseMillis;
    private final Scheduler later;

    private DribblingBody(byte[] bytes, Duration over, Scheduler later) {
        super(AgentLine.JSON);
        this.bytes = bytes;
        this.pauseMillis = over.toMillis() / (PIECES - 1);
        this.later = later;
    }

    /** Begins at once with the first piece. */
    static DribblingBody of(byte[] bytes, Duration over, Scheduler later) {
        DribblingBody body = new DribblingBody(bytes, over, later);
        body.give(0);
        return body;
    }

    /** Known from the start, as with an agent: a body without a length would be another kind of request. */
    @Override
    public long getLength() {
        return bytes.length;
    }

    private void give(int piece) {
        int from = bytes.length * piece / PIECES;
        int to = bytes.length * (piece + 1) / PIECES;
        write(ByteBuffer.wrap(bytes, from, to - from), Callback.NOOP);
        if (piece == PIECES - 1) {
            close();
        } else {
            later.schedule(() -> give(piece + 1), pauseMillis, TimeUnit.MILLISECONDS);
        }
    }
}
