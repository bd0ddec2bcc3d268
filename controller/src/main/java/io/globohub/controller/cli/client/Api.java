package io.globohub.controller.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.PackSignature;
import io.globohub.common.protocol.AppView;
import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.FleetSummary;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostPatch;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.LedgerCheck;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.PackageUse;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutRequest;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.protocol.VersionView;
import io.globohub.common.protocol.WebhookRequest;
import io.globohub.common.protocol.WebhookView;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What operators can ask of a controller, one method each. Every method ends the command with {@link CommandFailed} when
 * the controller does not do it. Thread-safe.
 */
public final class Api {
    private static final int MOST_AT_ONCE = 1000;
    private static final String DATA = "data: ";

    private final ControllerClient client;

    public Api(ControllerClient client) {
        this.client = client;
    }

    /** For calls that have no method here. */
    public ControllerClient client() {
        return client;
    }

    /** @param asOf a moment of the past, or null for now */
    public Fetched<FleetSummary> fleet(Instant asOf) {
        Map<String, Object> query = new HashMap<>();
        query.put("as_of", asOf);
        return one(Call.get(Paths.FLEET).query(query), FleetSummary.class);
    }

    /** Whether the entries after {@code seq} are as they were written; checks some and says where to go on. */
    public Fetched<LedgerCheck> verify(long seq) {
        return one(Call.get(Paths.EVENTS_VERIFY).query(Map.of("after", seq)), LedgerCheck.class);
    }

    public Fetched<VersionView> version() {
        return one(Call.get(Paths.VERSION), VersionView.class);
    }

    /** The token that this client shows, as the controller knows it. */
    public Fetched<TokenView> whoami() {
        return one(Call.get(Paths.WHOAMI), TokenView.class);
    }

    public Fetched<List<HostSummary>> hosts(Map<String, ?> filters) {
        Map<String, Object> limited = new HashMap<>(filters);
        limited.put("limit", MOST_AT_ONCE);
        return all(Call.get(Paths.HOSTS).query(limited), new TypeReference<Page<HostSummary>>() {});
    }

    public Fetched<HostDetail> host(String nameOrId) {
        return host(nameOrId, null);
    }

    /** @param asOf a moment of the past, or null for now */
    public Fetched<HostDetail> host(String nameOrId, Instant asOf) {
        Map<String, Object> query = new HashMap<>();
        query.put("as_of", asOf);
        return one(Call.get(Paths.HOST, nameOrId).query(query), HostDetail.class);
    }

    public Fetched<Explanation> explain(String nameOrId) {
        return one(Call.get(Paths.HOST_EXPLAIN, nameOrId), Explanation.class);
    }

    /** Changes a host as it was when {@code etag} was seen. */
    public Fetched<HostSummary> patchHost(String id, String etag, HostPatch patch) {
        return one(
                Call.of("PATCH", Paths.HOST, id)
                        .header("If-Match", etagOr(etag))
                        .json(patch),
                HostSummary.class);
    }

    public void retireHost(String id, String etag) {
        client.send(Call.of("DELETE", Paths.HOST, id).header("If-Match", etagOr(etag)));
    }

    private static String etagOr(String etag) {
        return etag == null ? "*" : etag;
    }

    public Fetched<List<AppView>> apps() {
        return all(Call.get(Paths.APPS), new TypeReference<Page<AppView>>() {});
    }

    /** Which hosts serve which packages. */
    public Fetched<List<PackageUse>> packages(Map<String, ?> filters) {
        Map<String, Object> limited = new HashMap<>(filters);
        limited.put("limit", MOST_AT_ONCE);
        return all(Call.get(Paths.PACKAGES).query(limited), new TypeReference<Page<PackageUse>>() {});
    }

    /**
     * Uploads a pack whose digest is known; the controller checks what arrives against it (RFC 9530).
     *
     * @param signature null for none
     */
    public Fetched<PackView> pushPack(Path zip, Digest sha256, PackSignature signature, UploadListener listener) {
        String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256.hex()));
        Call push = Call.post(Paths.PACKS).header("Repr-Digest", "sha-256=:" + digest + ":");
        Call signed = signature == null ? push : push.header(Paths.PACK_SIGNATURE_HEADER, signature.toString());
        return read(client.upload(signed, zip, listener), PackView.class);
    }

    public Fetched<RolloutPlan> plan(RolloutRequest request) {
        return one(Call.post(Paths.ROLLOUTS).query(Map.of("dry_run", true)).json(request), RolloutPlan.class);
    }

    /** Starts what was planned; refused when the fleet has moved since. Sending it twice starts it once. */
    public Fetched<RolloutView> startRollout(RolloutRequest request, String planEtag) {
        return one(
                Call.post(Paths.ROLLOUTS)
                        .header("If-Match", planEtag.startsWith("\"") ? planEtag : "\"" + planEtag + "\"")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .json(request),
                RolloutView.class);
    }

    public Fetched<RolloutView> rollout(String id) {
        return one(Call.get(Paths.ROLLOUT, id), RolloutView.class);
    }

    public Fetched<List<RolloutView>> rollouts(Map<String, ?> filters) {
        return all(Call.get(Paths.ROLLOUTS).query(filters), new TypeReference<Page<RolloutView>>() {});
    }

    /** @param action pause, resume, promote, abort or rollback */
    public Fetched<RolloutView> act(String rolloutId, String action) {
        return one(Call.post(Paths.ROLLOUT_ACTION, rolloutId, action), RolloutView.class);
    }

    /** The last {@code atMost} events that fit the filters, oldest of them first. */
    public Fetched<List<EventView>> lastEvents(Map<String, ?> filters, int atMost) {
        Map<String, Object> limited = new HashMap<>(filters);
        limited.put("newest", true);
        limited.put("limit", Math.max(1, Math.min(atMost, MOST_AT_ONCE)));
        return pages(Call.get(Paths.EVENTS).query(limited), new TypeReference<Page<EventView>>() {}, 1);
    }

    /** Hands on every event after {@code seq} that fits the filters, as it comes, until the controller ends that. */
    public void follow(long seq, Map<String, ?> filters, BiConsumer<EventView, JsonNode> taken) {
        Map<String, Object> asked = new HashMap<>(filters);
        asked.remove("since");
        asked.put("after", seq);
        client.follow(Call.get(Paths.EVENTS_STREAM).query(asked), line -> {
            if (line.startsWith(DATA)) {
                JsonNode body = Json.tree(line.substring(DATA.length()));
                // a reset has no number: what is new follows
                if (body.has("seq")) {
                    taken.accept(Json.readTolerant(line.substring(DATA.length()), EventView.class), body);
                }
            }
        });
    }

    public Fetched<List<WebhookView>> webhooks() {
        return all(Call.get(Paths.WEBHOOKS), new TypeReference<Page<WebhookView>>() {});
    }

    /** The answer holds the secret, which nobody sees again. */
    public Fetched<WebhookView> createWebhook(WebhookRequest request) {
        return one(
                Call.post(Paths.WEBHOOKS)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .json(request),
                WebhookView.class);
    }

    public Fetched<WebhookView> webhook(String id) {
        return one(Call.get(Paths.WEBHOOK, id), WebhookView.class);
    }

    public void deleteWebhook(String id, String etag) {
        client.send(Call.of("DELETE", Paths.WEBHOOK, id).header("If-Match", etag));
    }

    public Fetched<DeliveryView> testWebhook(String id) {
        return one(Call.post(Paths.WEBHOOK_TEST, id), DeliveryView.class);
    }

    public Fetched<List<DeliveryView>> deliveries(String id, int atMost) {
        return pages(
                Call.get(Paths.WEBHOOK_DELIVERIES, id).query(Map.of("limit", atMost)),
                new TypeReference<Page<DeliveryView>>() {},
                1);
    }

    /** For Ansible, as it wants it. */
    public JsonNode inventory() {
        return Json.tree(client.send(Call.get(Paths.ANSIBLE_INVENTORY)).body());
    }

    /** Writes everything the controller remembers to {@code file}, as one zip. */
    public void backup(Path file) {
        client.download(Call.get(Paths.BACKUP), file);
    }

    public Fetched<TokenView> createToken(TokenRequest request) {
        return one(
                Call.post(Paths.TOKENS)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .json(request),
                TokenView.class);
    }

    public Fetched<List<TokenView>> tokens() {
        return all(Call.get(Paths.TOKENS), new TypeReference<Page<TokenView>>() {});
    }

    public void revokeToken(String id) {
        client.send(Call.of("DELETE", Paths.TOKEN, id));
    }

    private <T> Fetched<T> one(Call call, Class<T> type) {
        return read(client.send(call), type);
    }

    private <T> Fetched<T> read(Answer answer, Class<T> type) {
        try {
            JsonNode body = Json.tree(answer.body());
            return new Fetched<>(Json.readTolerant(answer.body(), type), body, answer.etag());
        } catch (MalformedJson e) {
            throw garbled(answer, e);
        }
    }

    private <T> Fetched<List<T>> all(Call call, TypeReference<Page<T>> type) {
        return pages(call, type, Integer.MAX_VALUE);
    }

    /** Follows the cursors; the body is one page with the items of all. */
    private <T> Fetched<List<T>> pages(Call first, TypeReference<Page<T>> type, int atMost) {
        List<T> items = new ArrayList<>();
        ArrayNode bodies = JsonNodeFactory.instance.arrayNode();
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("items", bodies);
        String etag = null;
        for (String cursor = ""; cursor != null && items.size() < atMost; ) {
            Answer answer = client.send(cursor.isEmpty() ? first : first.query(Map.of("cursor", cursor)));
            try {
                Page<T> page = Json.readTolerant(answer.body(), type);
                Json.tree(answer.body()).get("items").forEach(bodies::add);
                items.addAll(page.items());
                if (page.total() != null) {
                    whole.put("total", page.total());
                }
                cursor = page.nextCursor();
                etag = answer.etag();
            } catch (MalformedJson | NullPointerException e) {
                throw garbled(answer, e);
            }
        }
        return new Fetched<>(List.copyOf(items), whole, etag);
    }

    private CommandFailed garbled(Answer answer, RuntimeException cause) {
        return new CommandFailed(
                ExitCode.FAILED,
                "unexpected_answer",
                client.endpoint().url() + " answered " + answer.status() + ", but not in the shape this program knows: "
                        + cause.getMessage(),
                "See that the address is the controller's own, and that both have the same version ('globohub version').",
                List.of(),
                answer.requestId(),
                cause);
    }
}
