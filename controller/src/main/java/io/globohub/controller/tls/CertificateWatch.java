package io.globohub.controller.tls;

import io.globohub.common.event.EventKind;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the certificate's files again and again. A new certificate is taken as soon as all files fit together; until
 * then, and when they can no longer be read, the one in use stays. A certificate that ends soon is noted in the ledger,
 * once. Not thread-safe: one thread looks.
 */
public final class CertificateWatch {
    /** Weeks enough for a person; an automatic renewal is done long before. */
    static final Duration NOTICE = Duration.ofDays(14);

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final TlsFiles files;
    private final Consumer<TlsMaterial> user;
    private final Records records;
    private final Clock clock;
    private volatile TlsMaterial inUse;
    private String refused = "";
    private String noted = "";

    /**
     * @param inUse what the server began with
     * @param user takes what the files hold from now on
     */
    public CertificateWatch(
            TlsFiles files, TlsMaterial inUse, Consumer<TlsMaterial> user, Records records, Clock clock) {
        this.files = files;
        this.inUse = inUse;
        this.user = user;
        this.records = records;
        this.clock = clock;
    }

    /** Looks once. */
    public void look() {
        reload();
        warn();
    }

    private void reload() {
        try {
            if (TlsMaterial.fingerprint(files).equals(inUse.fingerprint())) {
                return;
            }
            TlsMaterial fresh = TlsMaterial.read(files);
            user.accept(fresh);
            inUse = fresh;
            refused = "";
            LOG.info(
                    "the certificate was read anew; it ends {}",
                    fresh.identity().expiresAt());
        } catch (IOException | RuntimeException e) {
            // said once: while a tool is writing the files they do not fit together for a moment
            if (!refused.equals(e.getMessage())) {
                refused = String.valueOf(e.getMessage());
                LOG.warn("the new certificate files cannot be used, the old certificate stays: {}", e.getMessage());
            }
        }
    }

    private void warn() {
        Instant ends = inUse.identity().expiresAt();
        if (clock.instant().plus(NOTICE).isBefore(ends) || noted.equals(inUse.fingerprint())) {
            return;
        }
        String sentence = "the server's certificate ends " + ends + ": renew "
                + files.certificate().getFileName();
        LOG.warn(sentence);
        records.write(session -> session.ledger()
                .append(NewEvent.of(EventKind.CERTIFICATE_EXPIRING, NewEvent.CONTROLLER, sentence)
                        .withBody(Map.of("expires_at", ends.toString()))));
        noted = inUse.fingerprint();
    }
}
