package io.globohub.agent.uplink;

import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.Problem;
import java.util.function.BiFunction;
import java.util.function.Function;

/** An uplink whose answers a test gives. */
final class ScriptedUplink implements Uplink {
    Function<CheckinRequest, Reply<CheckinResponse>> onCheckin = request -> new Reply.Unreachable<>("no script");
    BiFunction<String, Integer, Reply<TaggedState>> onDesired = (etag, wait) -> new Reply.Unreachable<>("no script");

    static <T> Reply<T> refused(int status, String code) {
        return new Reply.Refused<>(new Problem(null, "t", status, "because", null, code, null, null));
    }

    @Override
    public Reply<EnrollResponse> enroll(EnrollRequest request, String token) {
        return new Reply.Unreachable<>("no script");
    }

    @Override
    public Reply<CheckinResponse> checkin(CheckinRequest request) {
        return onCheckin.apply(request);
    }

    @Override
    public Reply<TaggedState> desired(String etag, int waitSeconds) {
        return onDesired.apply(etag, waitSeconds);
    }

    @Override
    public Reply<LogReceipt> sendLog(String requestId, LogChunk chunk) {
        return new Reply.Unreachable<>("no script");
    }

    @Override
    public void close() {
        onCheckin = request -> new Reply.Unreachable<>("closed");
        onDesired = (etag, wait) -> new Reply.Unreachable<>("closed");
    }
}
