package io.globohub.agent.metrics;

import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlReply.UplinkStatus;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProbeReport;
import io.globohub.common.state.ProcessReport;
import java.util.Locale;

/** Says in numbers how the agent and its apps are. Pure. What the host has in all is node_exporter's affair. */
public final class AgentMetrics {
    private AgentMetrics() {}

    /** @param status what the local command is told */
    public static String text(ControlReply status) {
        MetricsText text = new MetricsText();
        agent(text, status.observation(), status.uplink());
        status.observation().apps().forEach(app -> app(text, app));
        return text.toString();
    }

    private static void agent(MetricsText text, HostObservation host, UplinkStatus uplink) {
        text.gauge("globohub_agent_build_info", "Constant 1.", 1, "version", host.agentVersion())
                .gauge(
                        "globohub_agent_start_timestamp_seconds",
                        "When the agent started.",
                        host.startedAt().toEpochMilli() / 1000.0)
                .gauge(
                        "globohub_agent_controller_answers",
                        "1 while a controller answers.",
                        uplink.state().equals("answered") ? 1 : 0)
                .gauge(
                        "globohub_agent_outbox_events",
                        "Events that no controller has taken yet.",
                        uplink.waitingEvents())
                .gauge(
                        "globohub_agent_observed_generation",
                        "Generation of the desired state that the agent works towards.",
                        (double) host.observedGeneration());
    }

    private static void app(MetricsText text, AppObservation app) {
        String name = app.app().value();
        for (Phase phase : Phase.values()) {
            text.gauge(
                    "globohub_agent_app_phase",
                    "1 for the phase the app's process is in.",
                    phase == app.phase() ? 1 : 0,
                    "app",
                    name,
                    "phase",
                    phase.name().toLowerCase(Locale.ROOT));
        }
        text.counter(
                        "globohub_agent_app_restarts_total",
                        "Restarts without being asked, since enrolment.",
                        (double) app.restarts(),
                        "app",
                        name)
                .counter(
                        "globohub_agent_app_data_losses_total",
                        "Times that data in memory were lost, since enrolment.",
                        (double) app.dataLossEvents(),
                        "app",
                        name);
        if (app.running() != null) {
            process(text, name, app.running());
        }
        if (app.probe() != null) {
            probe(text, name, app.probe());
        }
    }

    private static void process(MetricsText text, String app, ProcessReport process) {
        String version = process.manifestId() == null
                ? ""
                : process.manifestId().version().value();
        text.gauge("globohub_agent_app_info", "Constant 1: what the process serves.", 1, "app", app, "version", version)
                .gauge("globohub_agent_app_workers", "Live worker processes.", process.workers(), "app", app)
                .gauge(
                        "globohub_agent_app_resident_memory_bytes",
                        "Resident memory of master and workers.",
                        (double) process.rssBytes(),
                        "app",
                        app)
                .gauge(
                        "globohub_agent_app_cpu_ratio",
                        "Share of one core that master and workers use.",
                        process.cpuRatio(),
                        "app",
                        app)
                .gauge(
                        "globohub_agent_app_start_timestamp_seconds",
                        "When the process started.",
                        process.startedAt().toEpochMilli() / 1000.0,
                        "app",
                        app);
        if (process.openFds() >= 0) {
            text.gauge(
                    "globohub_agent_app_open_fds",
                    "File descriptors of master and workers.",
                    process.openFds(),
                    "app",
                    app);
        }
    }

    private static void probe(MetricsText text, String app, ProbeReport probe) {
        text.gauge("globohub_agent_app_healthy", "1 when the last probe was good.", probe.healthy() ? 1 : 0, "app", app)
                .gauge(
                        "globohub_agent_app_probe_duration_seconds",
                        "How long the last probe took.",
                        probe.durationSeconds(),
                        "app",
                        app);
    }
}
