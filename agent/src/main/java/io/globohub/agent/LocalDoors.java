package io.globohub.agent;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.agent.control.ControlServer;
import io.globohub.agent.metrics.AgentMetrics;
import io.globohub.agent.metrics.MetricsServer;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the host itself may ask the agent: the local command always, and Prometheus if the configuration says so. */
final class LocalDoors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDoors.class);

    private final AgentConfig config;
    private final Function<ControlRequest, ControlReply> answers;
    private final ControlServer control;
    private MetricsServer metrics;

    LocalDoors(AgentConfig config, Function<ControlRequest, ControlReply> answers) {
        this.config = config;
        this.answers = answers;
        this.control = new ControlServer(config.layout().controlSocket(), answers);
    }

    /** A port that is taken costs the metrics, never the apps. */
    void start() {
        control.start();
        if (config.metricsListen() == null) {
            return;
        }
        try {
            metrics = new MetricsServer(
                    config.metricsListen(), () -> AgentMetrics.text(answers.apply(ControlRequest.status())));
            LOG.info("metrics are at http://{}/metrics", config.metricsListen());
        } catch (IOException e) {
            LOG.error("there are no metrics: cannot listen on {}: {}", config.metricsListen(), e.getMessage());
        }
    }

    @Override
    public void close() {
        control.close();
        if (metrics != null) {
            metrics.close();
        }
    }
}
