package io.globohub.controller.webhook;

import io.globohub.controller.records.Refused;
import io.globohub.controller.records.WebhookRecord;
import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts one message once. Follows no redirect and reads no answer beyond its status. Thread-safe. */
final class WebhookCaller implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AddressGuard guard;
    private final Clock clock;
    private final OkHttpClient http;

    WebhookCaller(AddressGuard guard, Clock clock) {
        this.guard = guard;
        this.clock = clock;
        this.http = new OkHttpClient.Builder()
                .dns(guard)
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(PATIENCE)
                .build();
    }

    Attempt post(WebhookRecord webhook, Message message) {
        try {
            long timestamp = clock.instant().getEpochSecond();
            Request request = new Request.Builder()
                    .url(guard.check(webhook.url()))
                    .header("User-Agent", "globohub")
                    .header("webhook-id", message.id())
                    .header("webhook-timestamp", Long.toString(timestamp))
                    .header(
                            "webhook-signature",
                            Signature.of(webhook.secret(), message.id(), timestamp, message.body()))
                    .post(RequestBody.create(message.body().getBytes(StandardCharsets.UTF_8), JSON))
                    .build();
            try (Response response = http.newCall(request).execute()) {
                return new Attempt(response.code(), response.isSuccessful() ? null : "answered " + response.code());
            }
        } catch (IOException e) {
            return new Attempt(null, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (Refused e) {
            return new Attempt(null, e.getMessage());
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
