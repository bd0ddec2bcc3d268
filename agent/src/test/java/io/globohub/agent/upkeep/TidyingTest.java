package io.globohub.agent.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.config.AgentConfig.Upkeep;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.InstalledVersion;
import io.globohub.testkit.Samples;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TidyingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<String> events = new ArrayList<>();
    private long free;
    private long freedByCaches;

    private final class App implements Occupant {
        private final String name;
        private final List<InstalledVersion> prunable = new ArrayList<>();
        private boolean busy;

        App(String name) {
            this.name = name;
        }

        App with(String version, int daysOld) {
            Manifest manifest = Samples.manifest(version);
            prunable.add(new InstalledVersion(
                    manifest.version(),
                    CanonicalJson.idOf(manifest),
                    manifest.pack().sha256(),
                    NOW.minusSeconds(daysOld * 86_400L)));
            return this;
        }

        @Override
        public AppName app() {
            return new AppName(name);
        }

        @Override
        public Optional<InstalledVersion> active() {
            return Optional.empty();
        }

        @Override
        public List<InstalledVersion> prunable() {
            return List.copyOf(prunable);
        }

        @Override
        public boolean prune(Version version, String why) {
            if (busy) {
                return false;
            }
            prunable.removeIf(installed -> installed.version().equals(version));
            events.add(name + " " + version + ": " + why);
            free += 10;
            return true;
        }
    }

    private Tidying tidying(Upkeep rules) {
        return new Tidying(
                rules,
                new Tidying.Volume() {
                    @Override
                    public Room room() {
                        return new Room(1000, free);
                    }

                    @Override
                    public void dropCaches() {
                        events.add("caches");
                        free += freedByCaches;
                    }
                },
                CLOCK);
    }

    @Test
    void withRoomAndNoAgeNothingGoes() throws Exception {
        free = 500;

        tidying(Upkeep.DEFAULT).tidy(List.of(new App("a").with("1.0", 4000)));

        assertThat(events).isEmpty();
    }

    @Test
    void whatIsOldEnoughGoes() throws Exception {
        free = 500;

        tidying(new Upkeep(0, 30, 0, 0))
                .tidy(List.of(new App("a").with("1.0", 31).with("1.1", 29)));

        assertThat(events).containsExactly("a 1.0: it was installed more than 30 days ago");
    }

    @Test
    void underPressureTheOldestOfAllAppsGoFirstUntilThereIsRoom() throws Exception {
        free = 35;

        tidying(Upkeep.DEFAULT)
                .tidy(List.of(
                        new App("a").with("1.0", 3).with("1.1", 1),
                        new App("b").with("7", 4).with("8", 2)));

        assertThat(events)
                .containsExactly("caches", "b 7: room on the disk is short", "a 1.0: room on the disk is short");
        assertThat(free).isEqualTo(55);
    }

    @Test
    void whatCanBeFetchedAgainGoesBeforeAnyVersion() throws Exception {
        free = 35;
        freedByCaches = 20;

        tidying(new Upkeep(0, 0, 0, 50)).tidy(List.of(new App("a").with("1.0", 3)));

        assertThat(events).containsExactly("caches");
    }

    @Test
    void anAppThatIsBusyIsPassedOverAndNothingIsTriedForEver() throws Exception {
        App busy = new App("a").with("1.0", 9);
        busy.busy = true;

        tidying(Upkeep.DEFAULT).tidy(List.of(busy, new App("b").with("7", 4)));

        assertThat(events).containsExactly("caches", "b 7: room on the disk is short");
    }
}
