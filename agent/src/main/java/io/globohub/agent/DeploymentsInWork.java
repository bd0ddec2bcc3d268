package io.globohub.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.agent.deploy.Journal;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The deployments whose journals are on the disk: what they have put there is not to be swept.
 *
 * @param ids of the deployments
 * @param packs that they install
 */
record DeploymentsInWork(Set<String> ids, Set<Digest> packs) {
    static DeploymentsInWork of(Path journals) throws IOException {
        Set<String> ids = new HashSet<>();
        Set<Digest> packs = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(journals, "*.json")) {
            for (Path file : files) {
                read(file).ifPresent(journal -> {
                    ids.add(journal.id());
                    packs.add(journal.target().pack().sha256());
                });
            }
        } catch (NoSuchFileException none) {
            return new DeploymentsInWork(Set.of(), Set.of());
        }
        return new DeploymentsInWork(ids, packs);
    }

    /** Empty when that deployment has ended meanwhile. */
    private static Optional<Journal> read(Path file) throws IOException {
        try {
            JsonNode envelope = Json.tree(Files.readString(file));
            return Optional.of(Json.convertStrict(envelope.path("value"), Journal.class));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            throw new IOException("the journal " + file + " cannot be read, so nothing is swept", unreadable);
        }
    }

    boolean areNone() {
        return ids.isEmpty();
    }
}
