package io.globohub.controller.api;

import io.globohub.common.protocol.Paths;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Access;
import io.globohub.controller.auth.AccessRule;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.records.Refused;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Set;

/** All routes, and the gate that each request passes: who is it, may they, are the parameters known. */
public final class Api {
    static final String ROUTE = "route";
    static final String ACTOR = "actor";

    private final Gate gate;
    private final List<Route> routes;

    Api(Gate gate, Resources on) {
        this.gate = gate;
        this.routes = List.of(
                // agents
                new Route("POST", Paths.AGENT_ENROLL, Set.of(), on.agents()::enroll),
                new Route("POST", Paths.AGENT_CHECKIN, Set.of(), on.agents()::checkin),
                new Route("GET", Paths.AGENT_DESIRED, Set.of(), on.agents()::desired),
                new Route("POST", Paths.AGENT_LOG, Set.of(), on.logs()::take),
                // the fleet
                new Route("GET", Paths.FLEET, Set.of("as_of"), on.fleet()::summary),
                new Route("GET", Paths.HOSTS, HostApi.LIST_PARAMETERS, on.hosts()::list),
                new Route("GET", Paths.HOST, Set.of("as_of"), on.hosts()::show),
                new Route("PATCH", Paths.HOST, Set.of(), on.hosts()::patch),
                new Route("DELETE", Paths.HOST, Set.of(), on.hosts()::retire),
                new Route("GET", Paths.HOST_EXPLAIN, Set.of(), on.hosts()::explain),
                new Route("GET", Paths.HOST_PLAN, Set.of(), on.hosts()::plan),
                new Route("GET", Paths.HOST_METRICS, HostApi.METRIC_PARAMETERS, on.hosts()::metrics),
                new Route("GET", Paths.HOST_EVENTS, EventApi.HOST_PARAMETERS, on.events()::ofHost),
                new Route("POST", Paths.HOST_APP_LOGS, Set.of(), on.logs()::ask),
                new Route("GET", Paths.LOG, LogApi.PARAMETERS, on.logs()::read),
                new Route("DELETE", Paths.LOG, Set.of(), on.logs()::end),
                // what can run
                new Route("GET", Paths.APPS, Set.of("limit", "cursor"), on.packs()::apps),
                new Route("GET", Paths.APP_VERSIONS, Set.of("limit", "cursor"), on.packs()::versions),
                new Route("POST", Paths.PACKS, Set.of("app", "version"), on.packs()::push),
                new Route("GET", Paths.PACK, Set.of(), on.packs()::download),
                new Route("POST", Paths.MANIFESTS, Set.of(), on.manifests()::create),
                new Route("GET", Paths.MANIFEST, Set.of(), on.manifests()::show),
                new Route("GET", Paths.SEARCH, Set.of("q", "limit"), on.search()::find),
                new Route("GET", Paths.PACKAGES, PackageApi.PARAMETERS, on.packages()::list),
                // changes
                new Route("GET", Paths.ROLLOUTS, RolloutApi.LIST_PARAMETERS, on.rollouts()::list),
                new Route("POST", Paths.ROLLOUTS, Set.of("dry_run"), on.rollouts()::start),
                new Route("GET", Paths.ROLLOUT, Set.of(), on.rollouts()::show),
                new Route("POST", Paths.ROLLOUT_ACTION, Set.of(), on.rollouts()::act),
                // history
                new Route("GET", Paths.EVENTS, EventApi.LIST_PARAMETERS, on.events()::list),
                new Route("GET", Paths.EVENTS_VERIFY, Set.of("after"), on.events()::verify),
                new Route("GET", Paths.EVENTS_STREAM, EventStream.PARAMETERS, on.stream()::follow),
                // other tools
                new Route(
                        "GET", Paths.PROMETHEUS_TARGETS, Set.of("kind", "port"), on.integrations()::prometheusTargets),
                new Route("GET", Paths.ANSIBLE_INVENTORY, Set.of(), on.integrations()::ansibleInventory),
                new Route("GET", Paths.WEBHOOKS, Set.of(), on.webhooks()::list),
                new Route("POST", Paths.WEBHOOKS, Set.of(), on.webhooks()::create),
                new Route("GET", Paths.WEBHOOK, Set.of(), on.webhooks()::show),
                new Route("DELETE", Paths.WEBHOOK, Set.of(), on.webhooks()::delete),
                new Route("POST", Paths.WEBHOOK_TEST, Set.of(), on.webhooks()::test),
                new Route("GET", Paths.WEBHOOK_DELIVERIES, Set.of("limit", "cursor"), on.webhooks()::deliveries),
                // access
                new Route("GET", Paths.TOKENS, Set.of("limit", "cursor"), on.tokens()::list),
                new Route("POST", Paths.TOKENS, Set.of(), on.tokens()::create),
                new Route("DELETE", Paths.TOKEN, Set.of(), on.tokens()::revoke),
                new Route("GET", Paths.WHOAMI, Set.of(), on.tokens()::whoami),
                // the server itself
                new Route("GET", Paths.BACKUP, Set.of(), on.backups()::download),
                new Route("GET", Paths.VERSION, Set.of(), on.system()::version),
                new Route("GET", Paths.OPENAPI, Set.of(), on.system()::openapi),
                new Route("GET", Paths.DOCS, Set.of(), DocsPage::show),
                new Route("GET", Paths.HEALTHZ, Set.of(), on.system()::healthz),
                new Route("GET", Paths.READYZ, Set.of(), on.system()::readyz),
                new Route("GET", Paths.METRICS, Set.of(SystemApi.NAME), on.system()::metrics));
    }

    /** One object for each resource. */
    record Resources(
            AgentApi agents,
            FleetApi fleet,
            HostApi hosts,
            LogApi logs,
            PackApi packs,
            PackageApi packages,
            SearchApi search,
            ManifestApi manifests,
            RolloutApi rollouts,
            EventApi events,
            EventStream stream,
            IntegrationApi integrations,
            WebhookApi webhooks,
            TokenApi tokens,
            BackupApi backups,
            SystemApi system) {}

    List<Route> routes() {
        return routes;
    }

    void register(RoutesConfig javalin) {
        for (Route route : routes) {
            Access access = AccessRule.of(route.method(), route.path());
            javalin.addHttpHandler(
                    HandlerType.findOrCreate(route.method()), route.path(), ctx -> pass(route, access, ctx));
            if (route.method().equals("GET")) {
                // or Javalin would answer 200 to a HEAD of anything, whoever asks
                javalin.addHttpHandler(HandlerType.HEAD, route.path(), ctx -> pass(route, access, ctx));
            }
        }
    }

    private void pass(Route route, Access access, Context ctx) throws Exception {
        ctx.attribute(ROUTE, route.path());
        Principal who = gate.identify(ctx);
        ctx.attribute(ACTOR, who.actor());
        if (!access.allows(who)) {
            throw who instanceof Principal.Nobody
                    ? new Refused(Reason.UNAUTHORIZED, "this needs a token")
                    : new Refused(Reason.FORBIDDEN, "the token of " + who.actor() + " does not allow this");
        }
        if (who instanceof Principal.Bearer bearer && !AccessRule.isOpenToOneApp(route.method(), route.path())) {
            bearer.mustChange(null);
        }
        Query query = new Query(ctx.path(), ctx.queryParamMap());
        query.allowOnly(route.parameters());
        route.handler().handle(new Call(ctx, who, query));
    }
}
