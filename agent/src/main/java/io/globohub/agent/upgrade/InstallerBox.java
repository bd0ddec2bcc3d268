package io.globohub.agent.upgrade;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Two directories: the agent may write into {@code inbox}, and root alone beside it. The order is written last, and its
 * appearance starts the unit.
 */
public final class InstallerBox implements Installer {
    private static final String UNIT = "globohub-agent-upgrade.path";

    private final Path inbox;
    private final Path word;
    private final DurableFiles files;

    public InstallerBox(Path directory, DurableFiles files) {
        this.inbox = directory.resolve("inbox");
        this.word = directory.resolve("word");
        this.files = files;
    }

    @Override
    public Optional<String> absence() {
        return Files.isDirectory(inbox) && Files.isWritable(inbox)
                ? Optional.empty()
                : Optional.of("there is no directory " + inbox + " that this agent may write to: it was not installed"
                        + " from its package, or " + UNIT + " is missing");
    }

    @Override
    public void order(UpgradeOrder order, Path pack) throws IOException {
        Files.deleteIfExists(inbox.resolve("sign"));
        if (pack != null) {
            Path copy = inbox.resolve("pack.zip");
            Files.copy(pack, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        files.write(inbox.resolve("order.json"), Json.writeBytes(order));
    }

    @Override
    public void withdraw() throws IOException {
        Files.deleteIfExists(inbox.resolve("order.json"));
        Files.deleteIfExists(inbox.resolve("pack.zip"));
    }

    @Override
    public Optional<InstallerWord> word() throws IOException {
        return files.read(word).flatMap(bytes -> InstallerWord.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public void confirm(String id) throws IOException {
        files.write(inbox.resolve("sign"), (id + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
