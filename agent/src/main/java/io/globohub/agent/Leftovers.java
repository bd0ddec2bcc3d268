package io.globohub.agent;

import io.globohub.agent.deploy.Journal;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Signal;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.state.StateFile;
import io.globohub.common.manifest.AppName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent that was killed has left half-done. Removed when the agent starts, before anything new begins, but for
 * what an unfinished deployment goes on with. What cannot be removed is logged and tried again at the next start.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final String JSON = ".json";

    private final HostTools tools;
    private final Function<AppName, StateFile<Journal>> journals;

    Leftovers(HostTools tools, Function<AppName, StateFile<Journal>> journals) {
        this.tools = tools;
        this.journals = journals;
    }

    /** The value of {@link Masters#TAG} for every program the agent runs for its own purposes. */
    static String commandTag(HostLayout layout) {
        return layout.install() + ":command";
    }

    /** Apps whose deployment is to be taken up again. */
    List<AppName> remove(List<AppName> known) throws InterruptedException {
        endPrograms();
        List<Journal> unfinished = children(tools.layout().journals()).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(JSON) && !name.startsWith("."))
                .map(name -> new AppName(name.substring(0, name.length() - JSON.length())))
                .flatMap(app -> journals.apply(app).read().stream())
                .toList();
        List<AppName> resumed =
                unfinished.stream().map(journal -> journal.target().app()).toList();
        List<AppName> all = new ArrayList<>(known);
        all.addAll(resumed);
        for (AppName app : all) {
            tools.stopper().endCandidates(app, Duration.ZERO);
            delete(tools.layout().appRun(app).resolve("candidate"));
        }
        for (Path staged : children(tools.layout().staging())) {
            String name = staged.getFileName().toString();
            if (unfinished.stream().noneMatch(journal -> belongs(name, journal))) {
                delete(staged);
            }
        }
        try {
            tools.venvs().removeUnfinished();
        } catch (IOException e) {
            LOG.warn("a half-built environment cannot be removed yet: {}", e.toString());
        }
        return resumed;
    }

    /** A deployment's own directory, and the part of its pack that has come already. */
    private static boolean belongs(String name, Journal journal) {
        return name.equals(journal.id())
                || name.equals("fetch-" + journal.target().app() + "-"
                        + journal.target().pack().sha256().hex() + ".zip");
    }

    /** A pip that outlived the agent would go on writing into what is being removed. */
    private void endPrograms() throws InterruptedException {
        ProcessTable table = tools.table();
        List<ProcessEntry> programs = table.taggedWith(Masters.TAG, commandTag(tools.layout()));
        for (int round = 0; !programs.isEmpty() && round < 50; round++) {
            programs.forEach(program -> table.signal(program.id(), Signal.KILL));
            tools.sleeper().sleep(Duration.ofMillis(20));
            programs = table.taggedWith(Masters.TAG, commandTag(tools.layout()));
        }
    }

    private void delete(Path tree) {
        try {
            if (Files.exists(tree)) {
                tools.files().deleteTree(tree);
                LOG.info("removed {}, which was half-done", tree);
            }
        } catch (IOException e) {
            LOG.warn("{} is half-done and cannot be removed yet: {}", tree, e.toString());
        }
    }

    private static List<Path> children(Path parent) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
            children.forEach(found::add);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", parent, e.toString());
        }
        return found;
    }
}
