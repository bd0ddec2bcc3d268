package io.globohub.controller.api;

import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.state.Reason;
import io.globohub.controller.agents.Checkins;
import io.globohub.controller.agents.DesiredStates;
import io.globohub.controller.agents.DesiredWaiters;
import io.globohub.controller.agents.Enrolment;
import io.globohub.controller.records.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What agents call. */
final class AgentApi {
    private final Enrolment enrolment;
    private final Checkins checkins;
    private final DesiredStates desired;
    private final DesiredWaiters waiters;

    AgentApi(Enrolment enrolment, Checkins checkins, DesiredStates desired, DesiredWaiters waiters) {
        this.enrolment = enrolment;
        this.checkins = checkins;
        this.desired = desired;
        this.waiters = waiters;
    }

    void enroll(Call call) {
        EnrollResponse enrolled = enrolment.enroll(call.tolerantBody(EnrollRequest.class), call.bearer());
        call.answer(201, enrolled);
    }

    void checkin(Call call) {
        CheckinRequest request = call.tolerantBody(CheckinRequest.class);
        if (request.observation().at() == null || request.observation().agentVersion() == null) {
            throw new Refused(Reason.BAD_REQUEST, "an observation needs 'at' and 'agent_version'");
        }
        CompletableFuture<CheckinResponse> response = checkins.checkin(call.agent(), request);
        if (response.isDone() && !response.isCompletedExceptionally()) {
            call.answer(response.join());
        } else {
            // no thread waits for the disk
            call.ctx().future(() -> response.thenAccept(call::answer));
        }
    }

    void desired(Call call) {
        String hostId = call.agent().hostId();
        Duration wait = Preference.wait(call);
        if (wait.isZero()) {
            answerDesired(call, hostId);
            return;
        }
        // first wait, then look: a change between the two would otherwise be missed
        CompletableFuture<Void> change = waiters.await(hostId, wait);
        if (!call.hasAlready(desired.etagOf(hostId))) {
            change.cancel(false);
            answerDesired(call, hostId);
            return;
        }
        call.ctx().future(() -> change.thenRun(() -> answerDesired(call, hostId)));
    }

    private void answerDesired(Call call, String hostId) {
        DesiredAnswer state = desired.of(hostId);
        String etag = DesiredStates.etag(state.generation(), state.logRequests());
        if (call.hasAlready(etag)) {
            call.ctx().header("ETag", etag).status(304);
        } else {
            call.answer(200, state, etag);
        }
    }
}
