package io.globohub.controller.api;

import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.auth.TokenDesk;
import java.util.List;

/** Tokens. */
final class TokenApi {
    private final TokenDesk desk;

    TokenApi(TokenDesk desk) {
        this.desk = desk;
    }

    void create(Call call) {
        TokenDesk.Made made =
                desk.create(call.strictBody(TokenRequest.class), call.who().actor(), call.idempotencyKey());
        call.ctx().header("Cache-Control", "no-store");
        call.answer(made.isNew() ? 201 : 200, made.token());
    }

    void list(Call call) {
        int limit = call.query().integer("limit", 1000, 1, 1000);
        String after = call.query().cursor().orElse("");
        List<TokenView> all = desk.list();
        List<TokenView> rest =
                all.stream().filter(token -> token.id().compareTo(after) > 0).toList();
        List<TokenView> items = rest.stream().limit(limit).toList();
        String next = rest.size() > limit ? Query.cursorAt(items.get(limit - 1).id()) : null;
        call.answer(new Page<>(items, next, (long) all.size()));
    }

    void revoke(Call call) {
        call.answer(desk.revoke(call.path("id"), call.who().actor()));
    }

    void whoami(Call call) {
        call.answer(call.bearer().token());
    }
}
