package io.globohub.agent;

import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.agent.reconcile.AppLoop;
import io.globohub.agent.reconcile.Host;
import io.globohub.agent.report.Outbox;
import io.globohub.agent.uplink.Contact;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Hold;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does what somebody on the host itself asks for; works with the controller away. */
final class LocalControl {
    private final Host host;
    private final HostReport report;
    private final Contact contact;
    private final Outbox outbox;
    private final Clock clock;
    private final String withoutGroups;

    LocalControl(Host host, HostReport report, Contact contact, Outbox outbox, HostTools tools) {
        this.host = host;
        this.report = report;
        this.contact = contact;
        this.outbox = outbox;
        this.clock = tools.clock();
        this.withoutGroups = tools.launcher().groups().missing().orElse(null);
    }

    ControlReply answer(ControlRequest request) {
        return switch (request.command()) {
            case STATUS -> status();
            case ROLLBACK -> rollBack(request);
            case HOLD -> hold(request);
            case UNHOLD -> unhold(request);
        };
    }

    private ControlReply status() {
        Contact.Status link = contact.status();
        return new ControlReply(
                true,
                "",
                report.observe(),
                new ControlReply.UplinkStatus(
                        link.state().name().toLowerCase(Locale.ROOT), link.since(), link.detail(), outbox.pending()),
                withoutGroups);
    }

    private ControlReply rollBack(ControlRequest request) {
        AppLoop loop = known(request.app());
        Manifest target = loop.rollBack(Optional.ofNullable(request.version()), actor(request));
        return ControlReply.done("going back to " + target.app() + " " + target.version());
    }

    private ControlReply hold(ControlRequest request) {
        Hold hold = new Hold(actor(request), request.reason(), clock.instant(), request.expiresAt());
        List<AppLoop> loops = chosen(request.app());
        loops.forEach(loop -> loop.hold(hold, actor(request)));
        return ControlReply.done("held: " + names(loops));
    }

    private ControlReply unhold(ControlRequest request) {
        List<AppLoop> loops = chosen(request.app());
        loops.forEach(loop -> loop.hold(null, actor(request)));
        return ControlReply.done("no longer held: " + names(loops));
    }

    private List<AppLoop> chosen(AppName app) {
        List<AppLoop> loops = app == null ? host.apps() : List.of(known(app));
        if (loops.isEmpty()) {
            throw new IllegalArgumentException("there is no app on this host yet");
        }
        return loops;
    }

    private AppLoop known(AppName app) {
        if (app == null) {
            throw new IllegalArgumentException("say which app");
        }
        return host.app(app)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no app '" + app + "' on this host; there are " + names(host.apps())));
    }

    private static List<String> names(List<AppLoop> loops) {
        return loops.stream().map(loop -> loop.app().value()).toList();
    }

    private static String actor(ControlRequest request) {
        return request.actor() == null ? "local" : request.actor();
    }
}
