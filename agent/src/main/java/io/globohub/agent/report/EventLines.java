package io.globohub.agent.report;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Events as lines of JSON. Pure.
 *
 * @param events those that could be read, in the file's order
 * @param unreadable whole lines that could not be; a last line without its end is a write that a crash cut short, and
 *     counts as never written
 */
record EventLines(List<AgentEvent> events, int unreadable) {
    EventLines {
        events = List.copyOf(events);
    }

    static byte[] write(AgentEvent event) {
        byte[] json = Json.writeBytes(event);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    static byte[] write(Collection<AgentEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(write(event)));
        return out.toByteArray();
    }

    static EventLines read(byte[] text) {
        List<AgentEvent> events = new ArrayList<>();
        int unreadable = 0;
        int begin = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] != '\n') {
                continue;
            }
            try {
                AgentEvent event = Json.readTolerant(Arrays.copyOfRange(text, begin, at), AgentEvent.class);
                if (event == null) {
                    unreadable++;
                } else {
                    events.add(event);
                }
            } catch (IllegalArgumentException e) {
                unreadable++;
            }
            begin = at + 1;
        }
        return new EventLines(events, unreadable);
    }
}
