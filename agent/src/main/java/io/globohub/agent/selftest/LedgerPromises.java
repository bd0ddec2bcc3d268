package io.globohub.agent.selftest;

import io.globohub.agent.report.HostHistory;
import io.globohub.agent.state.AppRecord;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.ManifestId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What holds of the ledger after a recovery: nothing acknowledged is lost, nothing is told twice. */
final class LedgerPromises {
    private final StandInController controller;
    private final Path history;

    LedgerPromises(StandInController controller, Path history) {
        this.controller = controller;
        this.history = history;
    }

    /** @param record the app's record after the recovery */
    List<String> broken(Expected expected, AppRecord record) {
        List<AgentEvent> all = controller.ledger();
        List<String> broken = new ArrayList<>(controller.contradictions());
        long next = 1;
        for (AgentEvent event : all) {
            if (event.seq() != next) {
                broken.add("the ledger goes from event " + (next - 1) + " to " + event.seq());
            }
            next = event.seq() + 1;
        }
        List<AgentEvent> recent =
                all.stream().filter(event -> event.seq() > expected.since()).toList();
        expected.deployed().ifPresent(target -> deployment(target, expected.scenario(), recent, broken));
        once(all, broken);
        counted(expected, record, recent, broken);
        List<AgentEvent> onHost = HostHistory.read(history, Integer.MAX_VALUE).stream()
                .filter(event -> event.seq() > expected.since())
                .toList();
        if (!onHost.equals(recent)) {
            broken.add("the host's history is not what the ledger has: " + sketch(onHost) + " and " + sketch(recent));
        }
        return broken;
    }

    private static void deployment(ManifestId target, Scenario scenario, List<AgentEvent> recent, List<String> broken) {
        List<AgentEvent> outcomes = recent.stream()
                .filter(event -> event.deployment() != null && target.equals(event.manifestId()))
                .toList();
        if (outcomes.size() != 1) {
            broken.add("the deployment of " + target + " has " + outcomes.size() + " outcomes: " + sketch(outcomes));
        }
        for (AgentEvent outcome : outcomes) {
            if (!scenario.outcomes().contains(outcome.kind())) {
                broken.add("the outcome is " + outcome.kind().code() + ": " + outcome.message());
            }
        }
        long starts = recent.stream()
                .filter(event -> event.kind() == EventKind.DEPLOYMENT_STARTED && target.equals(event.manifestId()))
                .count();
        if (starts != 1) {
            broken.add("the deployment of " + target + " has " + starts + " starts");
        }
    }

    /** However late a second outcome comes, it is seen. */
    private static void once(List<AgentEvent> all, List<String> broken) {
        Map<String, Integer> outcomes = new HashMap<>();
        for (AgentEvent event : all) {
            if (event.deployment() != null) {
                outcomes.merge(event.deployment().id(), 1, Integer::sum);
            }
        }
        outcomes.forEach((id, count) -> {
            if (count > 1) {
                broken.add("deployment " + id + " was told " + count + " times");
            }
        });
    }

    private static void counted(Expected expected, AppRecord record, List<AgentEvent> recent, List<String> broken) {
        long told = recent.stream()
                .filter(event -> event.kind() == EventKind.DATA_LOST)
                .count();
        long counted = record.dataLossEvents() - expected.lossesBefore();
        if (told != counted) {
            broken.add(counted + " losses of data are counted and " + told + " are told");
        }
    }

    private static List<String> sketch(List<AgentEvent> events) {
        return events.stream()
                .map(event -> event.seq() + " " + event.kind().code())
                .toList();
    }
}
