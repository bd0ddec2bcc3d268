package io.globohub.controller.cli.command;

import io.globohub.common.manifest.Settings;
import io.globohub.common.pack.PackDescriptor;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.command.PackBuilding.WheelSource;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has pip make a wheel of everything a pack requires, so that hosts install it without any index. Wheels fit the Python
 * and the platform that they were made with, which must be those of the hosts.
 *
 * @param python that runs pip
 * @param findLinks where pip looks beside its index, or null
 * @param scratch an empty directory for the wheels
 * @param environment of pip; an index's address with a password in it belongs here, not among the arguments
 * @param progress told each line of pip
 */
record WheelBuild(
        String python, String findLinks, Path scratch, Map<String, String> environment, Consumer<String> progress)
        implements WheelSource {
    private static final String WHEELS = "wheels";
    private static final int LAST_LINES = 12;
    private static final Pattern CREDENTIALS = Pattern.compile("(\\w+://)[^/@\\s]+@");

    @Override
    public Map<String, Path> of(Path directory, PackDescriptor descriptor) throws IOException {
        String requirements = descriptor.settings().applyTo(Settings.DEFAULT).requirements();
        Path file = directory.resolve(requirements);
        if (!Files.isRegularFile(file)) {
            throw CommandFailed.invalid(
                    "there is no " + requirements + " in " + directory + " to make wheels of",
                    "Add it, or leave --wheels out.");
        }
        if (Files.exists(directory.resolve(WHEELS))) {
            throw CommandFailed.invalid(
                    directory + " has a directory 'wheels' of its own, which goes into the pack as it is",
                    "Leave --wheels out, or remove that directory.");
        }
        run(arguments(file), directory);
        Map<String, Path> wheels = new TreeMap<>();
        try (Stream<Path> made = Files.list(scratch)) {
            made.filter(wheel -> wheel.getFileName().toString().endsWith(".whl"))
                    .forEach(wheel -> wheels.put(WHEELS + "/" + wheel.getFileName(), wheel));
        }
        return wheels;
    }

    private List<String> arguments(Path requirements) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                python,
                "-m",
                "pip",
                "wheel",
                "--no-input",
                "--disable-pip-version-check",
                "--progress-bar=off",
                "--wheel-dir=" + scratch,
                "--requirement=" + requirements));
        String text = Files.readString(requirements).toLowerCase(Locale.ROOT);
        // as hosts do: gunicorn 20 needs pkg_resources, which setuptools no longer has from 82 on
        if (!text.contains("--hash")
                && text.lines().noneMatch(line -> line.strip().startsWith("setuptools"))) {
            Path constraint = Files.writeString(scratch.resolve("constraints.txt"), "setuptools<81\n");
            arguments.add("--constraint=" + constraint);
        }
        return arguments;
    }

    private void run(List<String> arguments, Path directory) {
        ProcessBuilder builder =
                new ProcessBuilder(arguments).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (findLinks != null) {
            builder.environment().put("PIP_FIND_LINKS", findLinks);
        }
        Deque<String> last = new ArrayDeque<>();
        try {
            Process pip = builder.start();
            pip.getOutputStream().close();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(pip.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String shown = CREDENTIALS.matcher(line).replaceAll("$1***@");
                    progress.accept(shown);
                    last.addLast(shown);
                    if (last.size() > LAST_LINES) {
                        last.removeFirst();
                    }
                }
                if (pip.waitFor() != 0) {
                    throw failed("pip ended with exit code " + pip.exitValue(), List.copyOf(last));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("pip was interrupted", List.copyOf(last));
            } finally {
                pip.destroy();
            }
        } catch (IOException e) {
            throw CommandFailed.invalid(
                    "'" + python + "' cannot be run: " + e.getMessage(), "Give a Python with pip: --python PATH.");
        }
    }

    private static CommandFailed failed(String message, List<String> lines) {
        return new CommandFailed(
                ExitCode.FAILED,
                Reason.PIP_FAILED.code(),
                "the wheels could not be made: " + message,
                "See pip's last lines; every requirement needs a wheel, or a compiler to make one.",
                lines,
                null,
                null);
    }
}
