package io.globohub.controller.cli.command;

import io.globohub.common.keys.PackSigner;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code globohub pack keygen}. */
@Command(
        name = "keygen",
        description = "Makes a key to sign packs with, and prints its public half: hosts that list it in trusted_keys"
                + " refuse every other pack.")
public final class PackKeygen implements Verb {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The new key; it must not exist yet, and is yours alone.")
    Path file;

    public PackKeygen(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws IOException {
        Path target = shell.path(file);
        try {
            String publicKey = PackSigner.generate(target);
            shell.outside().out().println(publicKey);
            shell.say("the private key is in " + target + ": keep it where packs are built, and nowhere else; write the"
                    + " line above into trusted_keys of each host's agent.yaml");
            return ExitCode.OK;
        } catch (FileAlreadyExistsException e) {
            throw CommandFailed.invalid(target + " exists already", "Name another file: keys are never overwritten.");
        }
    }
}
