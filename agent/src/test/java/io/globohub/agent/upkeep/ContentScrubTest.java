package io.globohub.agent.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.ledger.ToldFacts;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.InstalledVersion;
import io.globohub.testkit.Samples;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentScrubTest {
    private static final Manifest MANIFEST = Samples.manifest("1.0");
    private static final InstalledVersion INSTALLED = installedAt("2026-01-01T00:00:00Z");

    @TempDir
    Path root;

    private final ToldFacts told = new ToldFacts();
    private List<String> differing = List.of();

    private static InstalledVersion installedAt(String at) {
        return new InstalledVersion(
                MANIFEST.version(),
                CanonicalJson.idOf(MANIFEST),
                MANIFEST.pack().sha256(),
                Instant.parse(at));
    }

    private ContentScrub scrub() {
        return new ContentScrub(
                (app, version) -> differing,
                new StateFile<>(
                        root.resolve("findings.json"),
                        Findings.class,
                        new DurableFiles(CrashPoint.NONE),
                        Clock.systemUTC(),
                        aside -> {}),
                told);
    }

    @Test
    void aChangeIsReportedByNameAndToldOnceEvenAcrossARestart() throws Exception {
        ContentScrub first = scrub();
        first.scrub(MANIFEST.app(), INSTALLED);
        assertThat(told.all()).isEmpty();

        differing = List.of("app.py", "gone.py (missing)");
        first.scrub(MANIFEST.app(), INSTALLED);
        first.scrub(MANIFEST.app(), INSTALLED);
        ContentScrub afterRestart = scrub();
        afterRestart.scrub(MANIFEST.app(), INSTALLED);

        assertThat(afterRestart.modifiedFiles(MANIFEST.app(), INSTALLED)).isEqualTo(differing);
        assertThat(told.all()).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(EventKind.PACK_MODIFIED);
            assertThat(fact.message())
                    .isEqualTo("version 1.0 is no longer as it was installed: app.py, gone.py (missing)");
        });
    }

    @Test
    void anotherChangeIsToldAgainAndWhatIsPutRightIsForgotten() throws Exception {
        ContentScrub scrub = scrub();
        differing = List.of("app.py");
        scrub.scrub(MANIFEST.app(), INSTALLED);
        differing = List.of("app.py", "views.py");
        scrub.scrub(MANIFEST.app(), INSTALLED);
        differing = List.of();
        scrub.scrub(MANIFEST.app(), INSTALLED);

        assertThat(told.all()).hasSize(2);
        assertThat(scrub.modifiedFiles(MANIFEST.app(), INSTALLED)).isEmpty();
        assertThat(scrub().modifiedFiles(MANIFEST.app(), INSTALLED)).isEmpty();
    }

    @Test
    void aVersionInstalledAnewIsNotBlamedForTheOldFiles() throws Exception {
        ContentScrub scrub = scrub();
        differing = List.of("app.py");
        scrub.scrub(MANIFEST.app(), INSTALLED);

        assertThat(scrub.modifiedFiles(MANIFEST.app(), installedAt("2026-01-02T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void onlyTheFirstFewAreNamedAndTheRestCounted() throws Exception {
        ContentScrub scrub = scrub();
        differing = IntStream.range(0, 25).mapToObj(i -> "f" + i).toList();
        scrub.scrub(MANIFEST.app(), INSTALLED);

        assertThat(scrub.modifiedFiles(MANIFEST.app(), INSTALLED)).hasSize(10);
        assertThat(told.all().get(0).message()).endsWith("f9 and 15 more");
    }

    @Test
    void readingIsSlowedDownToAQuarter() throws Exception {
        long[] now = {0};
        List<Duration> rests = new ArrayList<>();
        Slowly pace = new Slowly(rests::add, () -> now[0]);

        now[0] = 19;
        pace.beforeFile();
        now[0] = 40;
        pace.beforeFile();

        assertThat(rests).containsExactly(Duration.ofMillis(120));
    }
}
