package io.globohub.controller.catalogue;

import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs in a repository that several controllers share, with the files of this machine before it: each controller
 * fetches a pack once and serves it from its own disk. A copy that was damaged here is fetched anew. Thread-safe.
 */
public final class SharedPacks implements PackStore {
    private static final Logger LOG = LoggerFactory.getLogger(SharedPacks.class);

    private final PackFiles here;
    private final PackRepository repository;
    /** One fetch of a pack at a time, however many agents ask for it. */
    private final Map<Digest, Object> fetching = new ConcurrentHashMap<>();

    public SharedPacks(PackFiles here, PackRepository repository) {
        this.here = here;
        this.repository = repository;
    }

    @Override
    public Received receive(InputStream in, long limit) throws IOException {
        return here.receive(in, limit);
    }

    @Override
    public void keep(Received received) throws IOException {
        try {
            if (!holds(received.sha256())) {
                repository.put(received.sha256(), received.file());
                if (!holds(received.sha256())) {
                    throw new Refused(
                            Reason.DIGEST_MISMATCH,
                            repository + " does not give back the bytes of pack " + received.sha256()
                                    + " that it was given");
                }
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
        here.keep(received);
    }

    private boolean holds(Digest sha256) throws IOException {
        MessageDigest running = Digest.sha256();
        return repository.fetch(sha256, new DigestOutputStream(OutputStream.nullOutputStream(), running))
                && Digest.finish(running).equals(sha256);
    }

    @Override
    public Optional<Path> find(Digest sha256) throws IOException {
        Optional<Path> file = local(sha256);
        if (file.isPresent()) {
            return file;
        }
        Object turn = fetching.computeIfAbsent(sha256, digest -> new Object());
        synchronized (turn) {
            try {
                file = local(sha256);
                return file.isPresent() ? file : fetched(sha256);
            } finally {
                fetching.remove(sha256, turn);
            }
        }
    }

    private Optional<Path> local(Digest sha256) throws IOException {
        try {
            return here.find(sha256);
        } catch (Refused damaged) {
            LOG.warn("{}; it is fetched anew from {}", damaged.getMessage(), repository);
            return Optional.empty();
        }
    }

    private Optional<Path> fetched(Digest sha256) throws IOException {
        boolean[] there = {false};
        try (Received received = here.receive(out -> there[0] = repository.fetch(sha256, out))) {
            if (!there[0]) {
                return Optional.empty();
            }
            if (!received.sha256().equals(sha256)) {
                throw new Refused(
                        Reason.DIGEST_MISMATCH,
                        "what " + repository + " holds as pack " + sha256 + " has sha256 " + received.sha256()
                                + ": push the pack again");
            }
            here.keep(received);
        } catch (IOException e) {
            throw unreachable(e);
        }
        return here.find(sha256);
    }

    private Refused unreachable(IOException e) {
        LOG.warn("{} failed: {}", repository, e.getMessage());
        return new Refused(Reason.UNAVAILABLE, repository + " cannot be used at the moment: " + e.getMessage());
    }
}
