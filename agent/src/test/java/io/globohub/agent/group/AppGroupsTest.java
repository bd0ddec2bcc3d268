package io.globohub.agent.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With directories that stand for the kernel's; {@code packaging/it/groups} is with a real kernel and systemd. */
class AppGroupsTest {
    private static final AppName HOG = new AppName("hog");
    private static final Limits LIMITS = new Limits(300L << 20, 0.5);
    private static final String UNIT = "system.slice/globohub-agent.service";

    @TempDir
    private Path root;

    private Path proc;
    private Path mount;
    private Path unit;

    @BeforeEach
    void aKernel() throws IOException {
        proc = root.resolve("proc");
        mount = root.resolve("cgroup");
        unit = mount.resolve(UNIT);
        given(proc.resolve("self/cgroup"), "0::/" + UNIT + "/agent\n");
        given(mount.resolve("cgroup.controllers"), "cpu io memory pids\n");
        given(unit.resolve("cgroup.controllers"), "cpu memory\n");
        given(unit.resolve("cgroup.subtree_control"), "");
        given(unit.resolve("cgroup.procs"), "");
    }

    private static void given(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A group as the kernel fills it. */
    private Path group(String name) throws IOException {
        Path group = unit.resolve(name);
        given(group.resolve("cgroup.procs"), "");
        given(group.resolve("memory.max"), "max\n");
        given(group.resolve("cpu.max"), "max 100000\n");
        return group;
    }

    private AppGroups groups() {
        return AppGroups.take(proc, mount);
    }

    @Test
    void controllersAreSwitchedOnForTheGroupsOfApps() throws IOException {
        assertThat(groups().missing()).isEmpty();
        assertThat(unit.resolve("cgroup.subtree_control")).content().isNotBlank();
    }

    @Test
    void aProcessJoinsItsGroupBeforeItBecomesTheProgram() throws Exception {
        Path group = group("app.hog");
        List<String> command = groups().born(HOG, false, LIMITS, List.of("sh", "-c", "echo \"$$ $1\"", "sh", "a b"));

        Process process = new ProcessBuilder(command).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo(process.pid() + " a b\n");
        assertThat(group.resolve("cgroup.procs")).hasContent(process.pid() + "\n");
        assertThat(group.resolve("memory.max")).hasContent("314572800");
        assertThat(group.resolve("cpu.max")).hasContent("50000 100000");
    }

    @Test
    void aGroupThatCannotBeJoinedKeepsNoAppFromStarting() throws Exception {
        Path group = group("app.hog");
        List<String> command =
                new ArrayList<>(groups().born(HOG, false, Limits.NONE, List.of("sh", "-c", "echo started")));
        Files.delete(group.resolve("cgroup.procs"));
        Files.createDirectory(group.resolve("cgroup.procs"));

        Process process = new ProcessBuilder(command).start();

        assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("started\n");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatCannotBeLimitedStartsOutside() throws IOException {
        Files.writeString(unit.resolve("app.hog"), "no group");

        assertThat(groups().born(HOG, false, LIMITS, List.of("program"))).containsExactly("program");
    }

    @Test
    void onlyWhoWasBornInAnAppsGroupIsCountedByIt() throws IOException {
        Path group = group("app.hog");
        given(group.resolve("cpu.stat"), "usage_usec 7\n");
        given(group.resolve("cgroup.procs"), "41\n42\n");
        given(proc.resolve("41/cgroup"), "0::/" + UNIT + "/app.hog\n");
        given(proc.resolve("43/cgroup"), "0::/" + UNIT + "/moved\n");
        given(proc.resolve("44/cgroup"), "0::/system.slice/other.service/app.hog\n");
        AppGroups groups = groups();

        assertThat(groups.readOf(41)).hasValue(new GroupReading(7, 0));
        assertThat(groups.membersWith(41)).containsExactly(41L, 42L);
        assertThat(groups.readOf(43)).isEmpty();
        assertThat(groups.readOf(44)).isEmpty();
        assertThat(groups.readOf(45)).isEmpty();
    }

    @Test
    void limitsAreChangedOnlyWhereThereIsAGroup() throws IOException {
        AppGroups groups = groups();
        groups.limit(HOG, LIMITS);
        assertThat(unit.resolve("app.hog")).doesNotExist();

        Path group = group("app.hog");
        groups.limit(HOG, LIMITS);
        assertThat(group.resolve("memory.max")).hasContent("314572800");
    }

    @Test
    void emptyGroupsAreRemovedAndThoseInUseStay() throws IOException {
        Files.createDirectories(unit.resolve("app.gone"));
        Files.createDirectories(unit.resolve("trial.gone"));
        Path inUse = group("app.hog");
        Path agents = Files.createDirectories(unit.resolve("agent"));

        AppGroups groups = groups();

        assertThat(unit.resolve("app.gone")).doesNotExist();
        assertThat(unit.resolve("trial.gone")).doesNotExist();
        assertThat(inUse).exists();
        assertThat(agents).exists();

        groups.remove(HOG);
        assertThat(inUse).exists();
    }

    @Test
    void aUnitWithoutTheControllersIsLeftAsItIs() throws IOException {
        given(unit.resolve("cgroup.controllers"), "pids\n");

        assertThat(groups().missing()).hasValueSatisfying(why -> assertThat(why).contains("[pids]"));
        assertThat(unit.resolve("cgroup.subtree_control")).isEmptyFile();
    }

    @Test
    void aHostWithoutGroupsStartsEverythingAsBefore() throws IOException {
        given(proc.resolve("self/cgroup"), "4:memory:/\n0::/\n");

        assertThat(groups().born(HOG, false, LIMITS, List.of("program"))).containsExactly("program");
        assertThat(groups().oomKills(HOG)).isZero();
        assertThat(unit.resolve("cgroup.subtree_control")).isEmptyFile();
    }
}
