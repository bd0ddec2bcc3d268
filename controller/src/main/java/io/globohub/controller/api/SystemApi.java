package io.globohub.controller.api;

import io.globohub.common.build.Build;
import io.globohub.common.protocol.VersionView;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The server itself: is it there, which is it, how is it doing. */
final class SystemApi {
    private static final int API_VERSION = 1;

    private final Records records;
    /** As Prometheus clients for Java call it. */
    static final String NAME = "name[]";

    private final ServerMetrics metrics;
    private final Build build = Build.ofThis();

    SystemApi(Records records, ServerMetrics metrics) {
        this.records = records;
        this.metrics = metrics;
    }

    void version(Call call) {
        call.answer(new VersionView(build.version(), build.commit(), API_VERSION));
    }

    void healthz(Call call) {
        call.answer(Map.of("status", "alive"));
    }

    void readyz(Call call) {
        if (!records.answers()) {
            throw new Refused(Reason.UNAVAILABLE, "the store does not answer");
        }
        call.answer(Map.of("status", "ready"));
    }

    void openapi(Call call) throws IOException {
        call.ctx().contentType(Call.JSON).result(document());
    }

    /** openapi.json as it was packaged. */
    static String document() throws IOException {
        try (InputStream in = SystemApi.class.getResourceAsStream("/openapi.json")) {
            if (in == null) {
                throw new Refused(Reason.INTERNAL_ERROR, "the program was packaged without its openapi.json");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void metrics(Call call) throws IOException {
        metrics.write(call.ctx(), call.query().texts(NAME));
    }
}
