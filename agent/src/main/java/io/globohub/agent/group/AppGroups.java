package io.globohub.agent.group;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control groups of the apps below the agent's unit: {@code app.<name>} for what serves, {@code trial.<name>} for a
 * candidate. A process is born in its group, and its children with it; so a successor by re-exec needs nothing more.
 * Thread-safe; no failure here keeps an app from starting.
 */
public final class AppGroups {
    private static final Logger LOG = LoggerFactory.getLogger(AppGroups.class);
    private static final String APP = "app.";
    private static final String TRIAL = "trial.";
    /**
     * Takes what an agent without groups has left in the unit's own group, which must be empty. It is not an app's group,
     * since the kernel leaves the memory that a process has already where it was charged.
     */
    private static final String MOVED = "moved";

    private static final Set<String> CONTROLLERS = new TreeSet<>(Set.of("cpu", "memory"));
    private static final int ROUNDS = 50;

    private final Path proc;
    private final Path mount;
    /** Of the unit, below the mount; null when there are no groups. */
    private final String unit;

    private final String standing;

    private AppGroups(Path proc, Path mount, String unit, String standing) {
        this.proc = proc;
        this.mount = mount;
        this.unit = unit;
        this.standing = standing;
    }

    /** Where nothing has a group. */
    public static AppGroups none(String why) {
        return new AppGroups(Path.of("/proc"), Path.of("/sys/fs/cgroup"), null, why);
    }

    /**
     * Makes the unit's group ready for groups of apps, if it has been given to us.
     *
     * @param proc {@code /proc}
     * @param mount {@code /sys/fs/cgroup}
     */
    public static AppGroups take(Path proc, Path mount) {
        Delegation delegation =
                Delegation.of(text(proc.resolve("self/cgroup")), Files.exists(mount.resolve("cgroup.controllers")));
        if (delegation instanceof Delegation.Missing missing) {
            return new AppGroups(proc, mount, null, missing.why());
        }
        String unit = ((Delegation.Given) delegation).unit();
        try {
            prepare(mount.resolve(unit));
            AppGroups groups = new AppGroups(proc, mount, unit, "");
            groups.removeEmpty();
            return groups;
        } catch (IOException e) {
            return new AppGroups(proc, mount, null, "the unit's group cannot be divided up: " + e);
        }
    }

    private static void prepare(Path group) throws IOException {
        List<String> given =
                List.of(text(group.resolve("cgroup.controllers")).strip().split(" "));
        if (!given.containsAll(CONTROLLERS)) {
            throw new IOException("systemd has given " + given + " of " + CONTROLLERS);
        }
        empty(group);
        for (String controller : CONTROLLERS) {
            write(group.resolve("cgroup.subtree_control"), "+" + controller);
        }
    }

    /** The kernel switches no controller on below a group that has processes. They may fork while they are moved. */
    private static void empty(Path group) throws IOException {
        List<String> pids = pids(group);
        for (int round = 0; !pids.isEmpty() && round < ROUNDS; round++) {
            Path moved = Files.createDirectories(group.resolve(MOVED));
            for (String pid : pids) {
                move(pid, moved);
            }
            pids = pids(group);
        }
    }

    private static void move(String pid, Path group) throws IOException {
        try {
            write(group.resolve("cgroup.procs"), pid);
        } catch (IOException e) {
            // one that has ended meanwhile needs no other place
            if (pids(group.getParent()).contains(pid)) {
                throw e;
            }
        }
    }

    /** Why apps have no groups of their own; empty when they have. */
    public Optional<String> missing() {
        return unit == null ? Optional.of(standing) : Optional.empty();
    }

    /** {@code command} such that it makes itself a member of its app's group and then becomes the program. */
    public List<String> born(AppName app, boolean trial, Limits limits, List<String> command) {
        if (unit == null) {
            if (!limits.equals(Limits.NONE)) {
                LOG.warn("{}: its limits are not kept on this host: {}", app, standing);
            }
            return command;
        }
        Path group = group(app, trial);
        try {
            Files.createDirectories(group);
            keep(group, limits);
        } catch (IOException e) {
            LOG.warn("{}: it starts outside of a group of its own: {}", app, e.toString());
            return command;
        }
        List<String> joining = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo $$ >\"$0\"; exec \"$@\"",
                group.resolve("cgroup.procs").toString()));
        joining.addAll(command);
        return joining;
    }

    /** From now on everything that serves {@code app} is kept within {@code limits}. */
    public void limit(AppName app, Limits limits) throws IOException {
        Path group = unit == null ? null : group(app, false);
        if (group != null && Files.isDirectory(group)) {
            keep(group, limits);
        }
    }

    private static void keep(Path group, Limits limits) throws IOException {
        KernelWords words = KernelWords.of(limits);
        change(group.resolve("memory.max"), words.memoryMax());
        change(group.resolve("cpu.max"), words.cpuMax());
    }

    /** A limit that is lowered makes the kernel look for what to drop, so it is only written when it is another one. */
    private static void change(Path file, String word) throws IOException {
        if (!text(file).strip().equals(word)) {
            write(file, word);
        }
    }

    /** How many processes of the app the kernel has ended for want of memory; 0 without a group. Cheap. */
    public long oomKills(AppName app) {
        return unit == null ? 0 : GroupReading.oomKills(text(group(app, false).resolve("memory.events")));
    }

    /** What is counted for the group that this process was born into; empty when that is not an app's. */
    public Optional<GroupReading> readOf(long pid) {
        return groupOf(pid).flatMap(AppGroups::reading);
    }

    /** Everything that lives in the same app's group as this process; empty when it is in none. */
    public List<Long> membersWith(long pid) {
        return groupOf(pid).map(AppGroups::pids).orElse(List.of()).stream()
                .map(Long::valueOf)
                .toList();
    }

    private Optional<Path> groupOf(long pid) {
        String line = text(proc.resolve(pid + "/cgroup")).strip();
        return unit != null && line.startsWith("0::/" + unit + "/" + APP)
                ? Optional.of(mount.resolve(line.substring("0::/".length())))
                : Optional.empty();
    }

    /** Removes the app's groups. The kernel keeps one that still has processes. */
    public void remove(AppName app) {
        if (unit != null) {
            discard(group(app, false));
            discard(group(app, true));
        }
    }

    /** Removes the group of a trial that is over. */
    public void removeTrial(AppName app) {
        if (unit != null) {
            discard(group(app, true));
        }
    }

    private void removeEmpty() throws IOException {
        try (DirectoryStream<Path> groups =
                Files.newDirectoryStream(mount.resolve(unit), "{" + APP + "*," + TRIAL + "*," + MOVED + "}")) {
            groups.forEach(AppGroups::discard);
        }
    }

    private static void discard(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException inUse) {
            LOG.debug("{} is still in use", group);
        }
    }

    private Path group(AppName app, boolean trial) {
        return mount.resolve(unit).resolve((trial ? TRIAL : APP) + app);
    }

    private static Optional<GroupReading> reading(Path group) {
        return Files.isDirectory(group)
                ? Optional.of(GroupReading.of(
                        text(group.resolve("cpu.stat")),
                        text(group.resolve("memory.current")),
                        text(group.resolve("memory.stat"))))
                : Optional.empty();
    }

    private static List<String> pids(Path group) {
        return text(group.resolve("cgroup.procs")).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** One write, as the kernel wants it. */
    private static void write(Path file, String word) throws IOException {
        Files.write(file, word.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.WRITE);
    }
}
