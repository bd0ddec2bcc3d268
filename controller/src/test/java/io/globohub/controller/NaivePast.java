package io.globohub.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.protocol.EventView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was so at a moment, found out by reading the whole ledger up to it: slow, and plainly right. */
final class NaivePast {
    private String name;
    private Map<String, String> labels = new TreeMap<>();
    private boolean lost;
    private boolean held;
    private String goal;
    private String desired;
    private String running;
    private boolean wished;

    private NaivePast() {}

    /** One line a host, by its id. */
    static Map<String, String> at(List<EventView> ledger, Instant moment) {
        Map<String, NaivePast> hosts = new TreeMap<>();
        for (EventView event : ledger) {
            if (event.hostId() != null && !event.at().isAfter(moment)) {
                if (event.kind().equals("host_enrolled")) {
                    hosts.put(event.hostId(), new NaivePast());
                }
                NaivePast host = hosts.get(event.hostId());
                if (host != null) {
                    host.name = event.host();
                    host.take(event);
                }
                if (event.kind().equals("host_retired")) {
                    hosts.remove(event.hostId());
                }
            }
        }
        Map<String, String> lines = new TreeMap<>();
        hosts.forEach((id, host) -> lines.put(id, host.line()));
        return lines;
    }

    private void take(EventView event) {
        JsonNode body = event.body();
        switch (event.kind()) {
            case "host_enrolled" -> setLabels(body.path("labels"));
            case "host_labelled" -> setLabels(body.path("after"));
            case "host_lost" -> lost = true;
            case "host_returned" -> lost = false;
            case "hold_set" -> held = true;
            case "hold_lifted" -> held = false;
            case "assignment_changed", "goal_changed" -> {
                wished = true;
                goal = body.path("goal").asText().toUpperCase(java.util.Locale.ROOT);
                desired = body.path("manifest_id").asText();
            }
            case "deployment_succeeded" -> running = body.path("manifest_id").asText();
            default -> {}
        }
    }

    private void setLabels(JsonNode from) {
        labels = new TreeMap<>();
        from.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    }

    private String line() {
        return name + " " + labels + " " + (lost ? "lost" : "fresh") + (held ? " held" : "")
                + (wished || running != null ? " " + goal + " " + desired + " " + running : "");
    }
}
