package io.globohub.controller.api;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogQuery;
import io.globohub.common.protocol.LogView;
import io.globohub.common.state.Reason;
import io.globohub.controller.agents.DesiredWaiters;
import io.globohub.controller.logs.LogDesk;
import io.globohub.controller.records.Refused;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Logs of apps: asked for, sent by agents, read as they come. */
final class LogApi {
    static final Set<String> PARAMETERS = Set.of("after");

    private final LogDesk desk;
    private final DesiredWaiters waiters;

    LogApi(LogDesk desk, DesiredWaiters waiters) {
        this.desk = desk;
        this.waiters = waiters;
    }

    void ask(Call call) {
        LogView view = desk.ask(call.path("host"), app(call), call.strictBody(LogQuery.class), call.bearer());
        call.ctx().header("Location", "/v1/logs/" + view.id());
        call.answer(201, view);
    }

    private static AppName app(Call call) {
        try {
            return new AppName(call.path("app"));
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.APP_NOT_FOUND, "there is no app of that name: " + e.getMessage());
        }
    }

    void read(Call call) {
        String id = call.path("id");
        long after = call.query().number("after", 0, 0, Long.MAX_VALUE);
        Duration wait = Preference.wait(call);
        if (wait.isZero()) {
            call.answer(desk.read(id, after, call.bearer()));
            return;
        }
        // first wait, then look: a line between the two would otherwise be missed
        CompletableFuture<Void> news = waiters.await(id, wait);
        if (desk.hasNews(id, after, call.bearer())) {
            news.cancel(false);
            call.answer(desk.read(id, after, call.bearer()));
            return;
        }
        call.ctx().future(() -> news.thenRun(() -> call.answer(desk.read(id, after, call.bearer()))));
    }

    void end(Call call) {
        desk.end(call.path("id"), call.bearer());
        call.ctx().status(204);
    }

    void take(Call call) {
        call.answer(desk.take(call.agent(), call.path("id"), call.tolerantBody(LogChunk.class)));
    }
}
