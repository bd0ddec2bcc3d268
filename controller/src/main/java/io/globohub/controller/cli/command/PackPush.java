package io.globohub.controller.cli.command;

import io.globohub.common.disk.FileTrees;
import io.globohub.common.manifest.PackSignature;
import io.globohub.common.protocol.PackView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.client.UploadListener;
import io.globohub.controller.cli.command.PackBuilding.BuiltPack;
import io.globohub.controller.cli.command.PackBuilding.WheelSource;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.progress.RedrawnBlock;
import io.globohub.controller.cli.progress.UploadBar;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub pack push}. */
@Command(name = "push", description = "Checks a pack and uploads it; a directory is built first.")
public final class PackPush implements Verb {
    private static final long REDRAW_MILLIS = 100;

    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final PackIdentity identity = new PackIdentity();

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Signs with the key of that file (made by 'pack keygen'); without it FILE.sig is sent if"
                    + " there is one.")
    Path key;

    @Parameters(paramLabel = "FILE|DIR", description = "A pack, or an app's directory.")
    Path source;

    public PackPush(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws IOException {
        Path path = shell.path(source);
        if (!Files.isDirectory(path)) {
            if (identity.app != null || identity.version != null) {
                throw CommandFailed.usage(
                        "a finished pack says itself what it is",
                        "Leave --app and --version out, or push a directory.");
            }
            return push(PackBuilding.read(path));
        }
        Path scratch = Files.createTempDirectory("globohub-pack");
        try {
            return push(PackBuilding.build(path, WheelSource.NONE, identity.app, identity.version, null, scratch));
        } finally {
            FileTrees.delete(scratch);
        }
    }

    private ExitCode push(BuiltPack pack) {
        Fetched<PackView> pushed =
                shell.api(server).pushPack(pack.file(), pack.sha256(), signature(pack), progress(pack));
        PackView view = pushed.value();
        shell.show(
                new Result.Sheet(
                        pushed.body(),
                        view.pack().sha256().hex(),
                        List.of(new Part.Facts(
                                "",
                                List.of(
                                        Fact.of("app", view.app()),
                                        Fact.of("version", view.version()),
                                        Fact.of("sha256", view.pack().sha256()),
                                        Fact.of(
                                                "signed",
                                                PackSigning.told(view.pack().signature())),
                                        Fact.of("size", Humane.bytes(view.pack().sizeBytes())),
                                        Fact.of(
                                                "pushed",
                                                Humane.time(view.pushedAt())
                                                        + (view.pushedBy() == null
                                                                ? ""
                                                                : " by " + view.pushedBy())))))),
                output);
        return ExitCode.OK;
    }

    private PackSignature signature(BuiltPack pack) {
        return key == null ? PackSigning.beside(pack.file()).orElse(null) : PackSigning.sign(pack, shell.path(key));
    }

    private UploadListener progress(BuiltPack pack) {
        if (!shell.canRedraw()) {
            return (sent, total) -> {};
        }
        RedrawnBlock block = new RedrawnBlock(shell.outside().err());
        String name = pack.descriptor().app() + " " + pack.descriptor().version();
        long[] drawnAt = {0};
        return (sent, total) -> {
            long now = shell.clock().millis();
            if (sent == total || now - drawnAt[0] > REDRAW_MILLIS) {
                drawnAt[0] = now;
                block.draw(List.of(UploadBar.line(
                        name, sent, total, shell.outside().terminal().columns())));
            }
        };
    }
}
