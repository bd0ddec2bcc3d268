package io.globohub.agent.uplink;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Optional;

/** Keeps the {@link Credential}, readable by its owner alone. */
public final class CredentialFile {
    private static final int SCHEMA = 1;

    private final Path file;
    private final DurableFiles files;

    private record Stored(int schema, String hostId, String name, String secret, Instant enrolledAt) {}

    public CredentialFile(Path file, DurableFiles files) {
        this.file = file;
        this.files = files;
    }

    public Path path() {
        return file;
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * The credential, or empty before enrolment.
     *
     * @throws IOException with a sentence that says what to do, when there is one that cannot be read or understood
     */
    public Optional<Credential> read() throws IOException {
        Optional<byte[]> bytes = files.read(file);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Stored stored = Json.readTolerant(bytes.get(), Stored.class);
            if (stored == null || stored.schema() != SCHEMA) {
                throw new IllegalArgumentException("it is not of schema " + SCHEMA);
            }
            return Optional.of(new Credential(stored.hostId(), stored.name(), stored.secret(), stored.enrolledAt()));
        } catch (IllegalArgumentException e) {
            // the parser's message may quote the file, and the file is a secret: it is not passed on
            throw new IOException("the credential " + file
                    + " is damaged: enrol this host again with 'globohub-agent enroll --force'");
        }
    }

    /** Makes the directory, its owner's alone, and shows that a credential could be written there. */
    public void prepare() throws IOException {
        Path directory = file.getParent();
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path trial = directory.resolve(".writable");
        files.write(trial, new byte[0]);
        Files.delete(trial);
    }

    /** Stores the credential for the owner of its directory, who runs the agent even when root enrols it. */
    public void write(Credential credential) throws IOException {
        files.write(
                file,
                Json.writeBytes(new Stored(
                        SCHEMA, credential.hostId(), credential.name(), credential.secret(), credential.enrolledAt())));
        UserPrincipal runsTheAgent = Files.getOwner(file.getParent());
        if (!Files.getOwner(file).equals(runsTheAgent)) {
            Files.setOwner(file, runsTheAgent);
        }
    }
}
