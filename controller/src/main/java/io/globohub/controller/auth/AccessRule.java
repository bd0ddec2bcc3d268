package io.globohub.controller.auth;

import io.globohub.common.protocol.Paths;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table of every route and who may use it. A route that is not here does not exist. */
public final class AccessRule {
    private static final Map<String, Access> TABLE = table();

    /** Changes that are checked against the app they are of; every other is closed to a token of one app. */
    private static final Set<String> OF_ONE_APP = Set.of(
            "POST " + Paths.PACKS,
            "POST " + Paths.MANIFESTS,
            "POST " + Paths.ROLLOUTS,
            "POST " + Paths.ROLLOUT_ACTION,
            "POST " + Paths.HOST_APP_LOGS,
            "DELETE " + Paths.LOG);

    private AccessRule() {}

    private static Map<String, Access> table() {
        Map<String, Access> table = new TreeMap<>();
        table.put("GET " + Paths.HEALTHZ, Access.ANYONE);
        table.put("GET " + Paths.READYZ, Access.ANYONE);
        table.put("GET " + Paths.VERSION, Access.ANYONE);
        table.put("GET " + Paths.OPENAPI, Access.ANYONE);
        table.put("GET " + Paths.DOCS, Access.ANYONE);

        table.put("POST " + Paths.AGENT_ENROLL, Access.ENROLLER);
        table.put("POST " + Paths.AGENT_CHECKIN, Access.AGENT);
        table.put("GET " + Paths.AGENT_DESIRED, Access.AGENT);
        table.put("POST " + Paths.AGENT_LOG, Access.AGENT);
        table.put("GET " + Paths.PACK, Access.AGENT_OR_VIEWER);

        table.put("GET " + Paths.METRICS, Access.VIEWER);
        table.put("GET " + Paths.FLEET, Access.VIEWER);
        table.put("GET " + Paths.HOSTS, Access.VIEWER);
        table.put("GET " + Paths.HOST, Access.VIEWER);
        table.put("GET " + Paths.HOST_EXPLAIN, Access.VIEWER);
        table.put("GET " + Paths.HOST_PLAN, Access.VIEWER);
        table.put("GET " + Paths.HOST_METRICS, Access.VIEWER);
        table.put("GET " + Paths.HOST_EVENTS, Access.VIEWER);
        table.put("GET " + Paths.APPS, Access.VIEWER);
        table.put("GET " + Paths.SEARCH, Access.VIEWER);
        table.put("GET " + Paths.PACKAGES, Access.VIEWER);
        table.put("GET " + Paths.APP_VERSIONS, Access.VIEWER);
        table.put("GET " + Paths.PROMETHEUS_TARGETS, Access.VIEWER);
        table.put("GET " + Paths.ANSIBLE_INVENTORY, Access.VIEWER);
        table.put("GET " + Paths.MANIFEST, Access.VIEWER);
        table.put("GET " + Paths.ROLLOUTS, Access.VIEWER);
        table.put("GET " + Paths.ROLLOUT, Access.VIEWER);
        table.put("GET " + Paths.EVENTS, Access.VIEWER);
        table.put("GET " + Paths.EVENTS_STREAM, Access.VIEWER);
        table.put("GET " + Paths.EVENTS_VERIFY, Access.VIEWER);
        table.put("GET " + Paths.WHOAMI, Access.VIEWER);

        table.put("PATCH " + Paths.HOST, Access.OPERATOR);
        // a log may hold what only those should see who work on the app
        table.put("POST " + Paths.HOST_APP_LOGS, Access.OPERATOR);
        table.put("GET " + Paths.LOG, Access.OPERATOR);
        table.put("DELETE " + Paths.LOG, Access.OPERATOR);
        table.put("POST " + Paths.PACKS, Access.OPERATOR);
        table.put("POST " + Paths.MANIFESTS, Access.OPERATOR);
        table.put("POST " + Paths.ROLLOUTS, Access.OPERATOR);
        table.put("POST " + Paths.ROLLOUT_ACTION, Access.OPERATOR);

        table.put("DELETE " + Paths.HOST, Access.ADMIN);
        table.put("GET " + Paths.BACKUP, Access.ADMIN);
        // the address of a webhook may be a secret by itself, and its secret signs for the controller
        table.put("GET " + Paths.WEBHOOKS, Access.ADMIN);
        table.put("POST " + Paths.WEBHOOKS, Access.ADMIN);
        table.put("GET " + Paths.WEBHOOK, Access.ADMIN);
        table.put("DELETE " + Paths.WEBHOOK, Access.ADMIN);
        table.put("POST " + Paths.WEBHOOK_TEST, Access.ADMIN);
        table.put("GET " + Paths.WEBHOOK_DELIVERIES, Access.ADMIN);
        table.put("GET " + Paths.TOKENS, Access.ADMIN);
        table.put("POST " + Paths.TOKENS, Access.ADMIN);
        table.put("DELETE " + Paths.TOKEN, Access.ADMIN);
        return Map.copyOf(table);
    }

    /** Who may use the route; refuses one that the table does not have. */
    public static Access of(String method, String path) {
        Access access = TABLE.get(method + " " + path);
        if (access == null) {
            throw new IllegalArgumentException("no access rule for " + method + " " + path);
        }
        return access;
    }

    /** Whether a token that is restricted to an app may come so far; what it then changes is checked by the route. */
    public static boolean isOpenToOneApp(String method, String path) {
        return method.equals("GET") || OF_ONE_APP.contains(method + " " + path);
    }

    /** Every route as {@code METHOD path}. */
    public static Map<String, Access> all() {
        return TABLE;
    }
}
