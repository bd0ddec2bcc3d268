package io.globohub.controller.api;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.PackSignature;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.AppView;
import io.globohub.common.protocol.FleetSummary.VersionCount;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.Paths;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.catalogue.PackIntake;
import io.globohub.controller.catalogue.PackStore;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.FleetTally;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.StoredPack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packs and the apps they belong to. */
final class PackApi {
    private static final Pattern REPR_DIGEST = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]{44}):");

    private final Records records;
    private final PackIntake intake;
    private final PackStore files;
    private final FleetIndex fleet;

    PackApi(Records records, PackIntake intake, PackStore files, FleetIndex fleet) {
        this.records = records;
        this.intake = intake;
        this.files = files;
        this.fleet = fleet;
    }

    void push(Call call) throws IOException {
        call.contentTypeMustBe("application/zip", "application/octet-stream");
        PackIntake.Accepted accepted = intake.take(
                call.ctx().req().getInputStream(),
                call.query().text("app"),
                call.query().text("version"),
                announced(call.ctx().header("Repr-Digest")),
                signature(call.ctx().header(Paths.PACK_SIGNATURE_HEADER)),
                call.bearer());
        call.answer(accepted.isNew() ? 201 : 200, accepted.pack());
    }

    private static PackSignature signature(String header) {
        try {
            return header == null ? null : PackSignature.parse(header);
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.BAD_REQUEST, Paths.PACK_SIGNATURE_HEADER + ": " + e.getMessage());
        }
    }

    private static Digest announced(String header) {
        if (header == null) {
            return null;
        }
        Matcher matcher = REPR_DIGEST.matcher(header);
        if (!matcher.find()) {
            throw new Refused(Reason.BAD_REQUEST, "write Repr-Digest as sha-256=:<base64>: (RFC 9530)");
        }
        return new Digest(HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1))));
    }

    void download(Call call) throws IOException {
        Digest sha256 = sha256(call.path("sha256"));
        if (!records.read(session -> mayRead(session, call.who(), sha256))) {
            throw new Refused(Reason.PACK_NOT_FOUND, "there is no pack " + sha256 + " for you");
        }
        Path file =
                files.find(sha256).orElseThrow(() -> new Refused(Reason.PACK_NOT_FOUND, "there is no pack " + sha256));
        PackDownload.send(call.ctx(), file, "\"" + sha256 + "\"");
    }

    private static Digest sha256(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.BAD_REQUEST, e.getMessage());
        }
    }

    /** An agent sees the packs of its own desired state and no others. */
    private static boolean mayRead(Session session, Principal who, Digest sha256) {
        if (who instanceof Principal.Agent agent) {
            return session.assignments().of(agent.hostId()).stream()
                    .anyMatch(
                            assignment -> assignment.manifest().pack().sha256().equals(sha256));
        }
        return session.catalogue().hasPack(sha256);
    }

    void apps(Call call) {
        int limit = call.query().integer("limit", 1000, 1, 1000);
        String after = call.query().cursor().orElse("");
        FleetTally.Counts counts = fleet.counts();
        List<AppView> all = records.read(session -> apps(session, counts));
        List<AppView> rest = all.stream()
                .filter(app -> app.app().value().compareTo(after) > 0)
                .toList();
        List<AppView> items = rest.stream().limit(limit).toList();
        String next =
                rest.size() > limit ? Query.cursorAt(items.get(limit - 1).app().value()) : null;
        call.answer(new Page<>(items, next, (long) all.size()));
    }

    void versions(Call call) {
        AppName app = app(call.path("app"));
        int limit = call.query().integer("limit", 1000, 1, 1000);
        Version after = call.query().cursor().map(Version::new).orElse(null);
        List<PackView> all = records.read(session -> session.catalogue().packs()).stream()
                .map(StoredPack::view)
                .filter(pack -> pack.app().equals(app))
                .sorted(Comparator.comparing(PackView::version).reversed())
                .toList();
        if (all.isEmpty()) {
            throw new Refused(Reason.APP_NOT_FOUND, "no pack of an app '" + app + "' was pushed");
        }
        List<PackView> rest = all.stream()
                .filter(pack -> after == null || pack.version().compareTo(after) < 0)
                .toList();
        List<PackView> items = rest.stream().limit(limit).toList();
        String next = rest.size() > limit
                ? Query.cursorAt(items.get(limit - 1).version().value())
                : null;
        call.answer(new Page<>(items, next, (long) all.size()));
    }

    private static AppName app(String text) {
        try {
            return new AppName(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.BAD_REQUEST, e.getMessage());
        }
    }

    private static List<AppView> apps(Session session, FleetTally.Counts counts) {
        Map<AppName, List<PackView>> versions = new TreeMap<>();
        session.catalogue().packs().stream()
                .map(StoredPack::view)
                .forEach(pack -> versions.computeIfAbsent(pack.app(), app -> new ArrayList<>())
                        .add(pack));
        List<AppView> apps = new ArrayList<>();
        versions.forEach((app, packs) -> {
            packs.sort(Comparator.comparing(PackView::version).reversed());
            apps.add(new AppView(
                    app, packs, hosts(counts, app, VersionCount::desired), hosts(counts, app, VersionCount::running)));
        });
        return apps;
    }

    private static int hosts(FleetTally.Counts counts, AppName app, ToIntFunction<VersionCount> number) {
        return counts.versions().stream()
                .filter(version -> version.app().equals(app.value()))
                .mapToInt(number)
                .sum();
    }
}
