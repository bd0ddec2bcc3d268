package io.globohub.controller.api;

import java.util.Set;

/**
 * One route.
 *
 * @param method GET, POST, PATCH or DELETE; HEAD comes with every GET
 * @param path one of {@link io.globohub.common.protocol.Paths}
 * @param parameters query parameters it knows
 */
record Route(String method, String path, Set<String> parameters, Handler handler) {
    /** Answers one call. */
    @FunctionalInterface
    interface Handler {
        void handle(Call call) throws Exception;
    }
}
