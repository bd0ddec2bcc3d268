package io.globohub.controller.catalogue;

import io.globohub.common.event.EventKind;
import io.globohub.common.keys.PackStatement;
import io.globohub.common.keys.SignatureCheck;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.PackSignature;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.Version;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackDescriptor;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.pack.PackRejected;
import io.globohub.common.protocol.PackView;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.StoredPack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Takes in packs: streamed to disk, held against their digest and every guard, and only then known. Thread-safe. */
public final class PackIntake {
    private static final int MOST_REQUIREMENTS = 1 << 20;

    private final PackStore files;
    private final Records records;
    private final PackLimits limits;
    private final Clock clock;

    /** @param isNew false when the very same pack was known already */
    public record Accepted(PackView pack, boolean isNew) {}

    public PackIntake(PackStore files, Records records, PackLimits limits, Clock clock) {
        this.files = files;
        this.records = records;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes in one pack.
     *
     * @param app wins over what {@code pack.yaml} says; null takes the file's
     * @param version likewise
     * @param announced the digest that the sender computed, or null
     * @param signature of whoever built it, or null; it is only carried, hosts decide whom they trust
     */
    public Accepted take(
            InputStream in, String app, String version, Digest announced, PackSignature signature, Principal.Bearer who)
            throws IOException {
        try (PackStore.Received received = files.receive(in, limits.zipBytes())) {
            if (announced != null && !announced.equals(received.sha256())) {
                throw new Refused(
                        Reason.DIGEST_MISMATCH,
                        "the bytes received have sha256 " + received.sha256() + ", announced was " + announced);
            }
            PackArchive archive = PackArchive.open(received.file(), limits);
            archive.verify();
            PackDescriptor descriptor = descriptor(archive, app, version);
            who.mustChange(descriptor.app());
            mustFit(signature, descriptor, received.sha256());
            Pack pack = archive.describe(received.sha256()).signedWith(signature);
            Digest requirements = requirements(archive, descriptor);
            // the file first: a pack that is known can always be fetched
            refuseOtherContent(records.read(session -> known(session, descriptor)), pack, descriptor);
            files.keep(received);
            return records.write(session -> register(session, descriptor, pack, requirements, who.actor()));
        } catch (PackRejected e) {
            throw new Refused(Reason.PACK_REJECTED, e.getMessage());
        }
    }

    /** A signature that no host could accept is of no use to anybody: better said to whoever pushes. */
    private static void mustFit(PackSignature signature, PackDescriptor descriptor, Digest sha256) {
        if (signature != null
                && !SignatureCheck.fits(signature, new PackStatement(descriptor.app(), descriptor.version(), sha256))) {
            throw new Refused(
                    Reason.SIGNATURE_INVALID,
                    "the signature is not over " + descriptor.app() + " " + descriptor.version() + " with sha256 "
                            + sha256.short12() + "…");
        }
    }

    private static PackDescriptor descriptor(PackArchive archive, String app, String version)
            throws IOException, PackRejected {
        String yaml =
                archive.text(PackDescriptor.FILE, PackDescriptor.MAX_BYTES).orElse("");
        return PackDescriptor.parse(yaml, app, version);
    }

    /** The same digest means that hosts may use the same environment. */
    private static Digest requirements(PackArchive archive, PackDescriptor descriptor)
            throws IOException, PackRejected {
        String named = descriptor.settings().requirements();
        String file = named == null ? Settings.DEFAULT.requirements() : named;
        String text = archive.text(file, MOST_REQUIREMENTS).orElse("");
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<StoredPack> known(Session session, PackDescriptor descriptor) {
        return session.catalogue().pack(descriptor.app(), descriptor.version());
    }

    private static void refuseOtherContent(Optional<StoredPack> known, Pack pack, PackDescriptor descriptor) {
        AppName app = descriptor.app();
        Version version = descriptor.version();
        known.map(stored -> stored.view().pack().sha256())
                .filter(sha256 -> !sha256.equals(pack.sha256()))
                .ifPresent(sha256 -> {
                    throw new Refused(
                            Reason.VERSION_CONFLICT,
                            app + " " + version + " is known with sha256 " + sha256.short12() + "…, not "
                                    + pack.sha256().short12() + "…");
                });
    }

    /** The one thing of a pack that may come later, or anew with another key. */
    private static PackView signed(Session session, StoredPack known, PackSignature signature, String actor) {
        PackView view = known.view();
        if (signature == null || signature.equals(view.pack().signature())) {
            return view;
        }
        PackView signed = new PackView(
                view.app(), view.version(), view.pack().signedWith(signature), view.pushedAt(), view.pushedBy());
        session.catalogue().update(new StoredPack(signed, known.settings(), known.requirements()));
        session.ledger()
                .append(NewEvent.of(
                                EventKind.PACK_SIGNED,
                                actor,
                                view.app() + " " + view.version() + " was signed with the key " + signature.publicKey())
                        .ofApp(view.app(), view.version())
                        .withBody(signed.pack()));
        return signed;
    }

    private Accepted register(
            Session session, PackDescriptor descriptor, Pack pack, Digest requirements, String actor) {
        Optional<StoredPack> known = known(session, descriptor);
        refuseOtherContent(known, pack, descriptor);
        if (known.isPresent()) {
            return new Accepted(signed(session, known.get(), pack.signature(), actor), false);
        }
        PackView view = new PackView(descriptor.app(), descriptor.version(), pack, clock.instant(), actor);
        session.catalogue().add(new StoredPack(view, descriptor.settings(), requirements));
        session.ledger()
                .append(NewEvent.of(
                                EventKind.PACK_PUSHED,
                                actor,
                                descriptor.app() + " " + descriptor.version() + " was pushed")
                        .ofApp(descriptor.app(), descriptor.version())
                        .withBody(pack));
        return new Accepted(view, true);
    }
}
