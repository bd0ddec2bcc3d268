package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.build.Build;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Colouring;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.Terminal;
import io.globohub.controller.cli.shell.Verb;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What holds for every command. */
class ConventionsTest {
    @TempDir
    Path directory;

    private static Stream<CommandSpec> specs(CommandSpec spec) {
        return Stream.concat(
                Stream.of(spec),
                spec.subcommands().values().stream().distinct().flatMap(sub -> specs(sub.getCommandSpec())));
    }

    private CommandLine tree() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        return CommandTree.build(new Outside(
                Map.of(),
                directory,
                directory,
                nowhere,
                nowhere,
                InputStream.nullInputStream(),
                Terminal.NONE,
                prompt -> Optional.empty(),
                action -> () -> {},
                Clock.systemUTC(),
                duration -> {},
                new Build("0", null, null)));
    }

    @Test
    void everyCommandSaysWhatItDoesAndEveryOptionWhatItMeans() {
        assertThat(specs(tree().getCommandSpec())).allSatisfy(spec -> {
            assertThat(spec.usageMessage().description())
                    .as(spec.qualifiedName())
                    .isNotEmpty();
            assertThat(spec.options())
                    .allSatisfy(option -> assertThat(option.description())
                            .as(spec.qualifiedName() + " " + option.longestName())
                            .isNotEmpty());
        });
    }

    @Test
    void everyLeafIsAVerb() {
        assertThat(specs(tree().getCommandSpec())
                        .filter(spec -> spec.subcommands().isEmpty()))
                .hasSizeGreaterThan(30)
                .allSatisfy(spec -> assertThat(spec.userObject()).isInstanceOf(Verb.class));
    }

    @Test
    void helpIsToldOnStdoutByEveryCommand() {
        List<String> names = new ArrayList<>(
                specs(tree().getCommandSpec()).map(CommandSpec::qualifiedName).toList());
        assertThat(names).allSatisfy(name -> {
            String[] line = (name + " --help").substring("globohub ".length()).split(" ");
            Bench.Ran ran = new Bench(directory).run(line);
            assertThat(ran.exit()).as(name).isZero();
            assertThat(ran.out()).startsWith("Usage: " + name);
            assertThat(ran.err()).isEmpty();
        });
    }

    @Test
    void aNounAloneIsMisuseAndShowsItsVerbs() {
        Bench.Ran ran = new Bench(directory).run("rollout");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Usage: globohub rollout", "promote");
        assertThat(new Bench(directory).run().exit()).isEqualTo(64);
    }

    @Test
    void aMistypedVerbIsAnsweredWithTheNearestOne() {
        Bench.Ran ran = new Bench(directory).run("hosts", "lst");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err())
                .contains(
                        "error[usage]: there is no command 'hosts lst' (did you mean list?)",
                        "try: globohub hosts --help");
    }

    @Test
    void misuseOfAnyKindIsSixtyFour() {
        assertThat(Stream.of(
                        List.of("status", "--nonsense"),
                        List.of("status", "-o", "xml"),
                        List.of("hosts", "show"),
                        List.of("rollout", "plan", "desafio"),
                        List.of("history", "--since", "yesterday"),
                        List.of("rollout", "start", "a", "1", "--all", "--batch")))
                .allSatisfy(line -> assertThat(new Bench(directory)
                                .run(line.toArray(new String[0]))
                                .exit())
                        .as(line.toString())
                        .isEqualTo(64));
    }

    @Test
    void exitCodesAreDistinctAndExplained() {
        assertThat(ExitCode.values()).extracting(ExitCode::number).doesNotHaveDuplicates();
        assertThat(ExitCode.values())
                .allSatisfy(code -> assertThat(code.meaning()).isNotBlank());
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 4, 5, 10, 11, 20, 21, 22, 64, 65, 69, 75, 77, 78, 130);
    }

    @Test
    void noOptionTakesASecret() {
        assertThat(specs(tree().getCommandSpec()).flatMap(spec -> spec.options().stream()))
                .noneMatch(option -> Arrays.asList(option.names()).contains("--token"));
    }

    @Test
    void theVersionIsToldWithoutAController() {
        Bench.Ran ran = new Bench(directory).run("version", "-o", "json");
        assertThat(ran.exit()).isZero();
        assertThat(ran.json().path("client").asText()).isEqualTo("0.0-test");
    }

    @Test
    void completionKnowsTheVerbs() {
        Bench.Ran ran = new Bench(directory).run("completion", "bash");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("complete -F _globohub globohub", "promote");
        assertThat(new Bench(directory).run("completion", "fish").exit()).isEqualTo(64);
    }

    @Test
    void colourCanBeForcedAndForbidden() {
        assertThat(Colouring.values()).hasSize(3);
        Bench bench = new Bench(directory);
        assertThat(bench.run("status", "--color", "always").err()).contains("\u001b[31merror[bad_config]");
        bench.withTerminal(80);
        assertThat(bench.run("status", "--color=never").err()).doesNotContain("\u001b");
        assertThat(bench.run("status").err()).contains("\u001b[31m");
        bench.environment.put("TERM", "dumb");
        assertThat(bench.run("status").err()).doesNotContain("\u001b");
    }
}
