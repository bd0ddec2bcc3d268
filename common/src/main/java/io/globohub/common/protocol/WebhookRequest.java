package io.globohub.common.protocol;

import java.util.List;

/**
 * Asks that events be sent to an address.
 *
 * @param url http or https; where each event is posted
 * @param events kinds of events, such as {@code host_lost}; null or empty takes those that usually need a person
 * @param format {@code event} (the default) or {@code slack}
 */
public record WebhookRequest(String url, List<String> events, WebhookFormat format) {
    public WebhookRequest {
        events = List.copyOf(events == null ? List.of() : events);
    }
}
