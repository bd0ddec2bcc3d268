package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Settings;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackRejected;
import io.globohub.controller.cli.command.PackBuilding.BuiltPack;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a pack holds, and what in it will probably surprise its author on a host. */
final class PackReport {
    private static final int MAX_REQUIREMENTS = 1 << 20;

    private PackReport() {}

    static Result of(BuiltPack built) {
        try {
            Pack pack = built.archive().describe(built.sha256());
            Settings settings = built.descriptor().settings().applyTo(Settings.DEFAULT);
            List<String> warnings = warnings(built.archive(), settings);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("file", built.file().toString());
            body.set("app", Json.toTree(built.descriptor().app()));
            body.set("version", Json.toTree(built.descriptor().version()));
            body.set("pack", Json.toTree(pack));
            body.set("settings", Json.toTree(settings));
            body.set("warnings", Json.toTree(warnings));
            List<Part> parts = new ArrayList<>();
            parts.add(new Part.Facts(
                    "",
                    List.of(
                            Fact.of("app", built.descriptor().app()),
                            Fact.of("version", built.descriptor().version()),
                            Fact.of("sha256", built.sha256()),
                            Fact.of("file", built.file()),
                            Fact.of(
                                    "size",
                                    Humane.bytes(pack.sizeBytes()) + ", unpacked "
                                            + Humane.bytes(pack.unpackedBytes()) + " in "
                                            + Humane.count(pack.entries(), "file") + " and directories"),
                            Fact.of("entry point", settings.entryPoint()),
                            Fact.of("requirements", settings.requirements()),
                            Fact.of(
                                    "listens on",
                                    settings.bind().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(", "))),
                            Fact.of("smoke tests", settings.smokeTests().size()))));
            parts.add(new Part.Lines(warnings.isEmpty() ? "" : "Warnings", warnings));
            return new Result.Sheet(body, built.sha256().hex(), parts);
        } catch (IOException e) {
            throw CommandFailed.invalid(built.file() + " cannot be read: " + e.getMessage(), "Try again.");
        } catch (PackRejected e) {
            throw CommandFailed.invalid(e.getMessage(), "Correct what is named, then build again.");
        }
    }

    private static List<String> warnings(PackArchive archive, Settings settings) throws IOException, PackRejected {
        List<String> warnings = new ArrayList<>();
        Optional<String> requirements = archive.text(settings.requirements(), MAX_REQUIREMENTS);
        if (requirements.isEmpty()) {
            warnings.add("there is no " + settings.requirements() + ": nothing will be installed, gunicorn neither");
        } else if (requirements
                .get()
                .lines()
                .noneMatch(
                        line -> line.strip().toLowerCase(java.util.Locale.ROOT).startsWith("gunicorn"))) {
            warnings.add(settings.requirements() + " does not name gunicorn");
        }
        String module = settings.entryPoint().replaceFirst(":.*", "").replace('.', '/');
        boolean found = archive.text(module + ".py", Integer.MAX_VALUE - 1).isPresent()
                || archive.text(module + "/__init__.py", Integer.MAX_VALUE - 1).isPresent();
        if (!found) {
            warnings.add(
                    "the entry point " + settings.entryPoint() + " is not a file of this pack (" + module + ".py)");
        }
        return warnings;
    }
}
