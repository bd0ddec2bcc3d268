package io.globohub.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.json.Json;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final long MB = 1L << 20;

    private static Settings with(String patch) {
        return Json.readStrict(patch, SettingsPatch.class).applyTo(Settings.DEFAULT);
    }

    /** The id of a manifest is made of its bytes: those of before there were limits must stay what they are. */
    @Test
    void whereThereAreNoneTheManifestSaysNothingOfThem() {
        assertThat(Json.write(Settings.DEFAULT)).doesNotContain("limits");
        assertThat(with("{\"limits\": {\"memory_bytes\": 0, \"cpu_ratio\": 0}}"))
                .isEqualTo(Settings.DEFAULT);
        assertThat(Settings.DEFAULT.kernelLimits()).isEqualTo(Limits.NONE);
    }

    @Test
    void anOperatorChangesOneAndLiftsAnotherOfThePack() {
        Settings ofThePack = with("{\"limits\": {\"memory_bytes\": 300000000, \"cpu_ratio\": 1.5}}");

        Settings changed = Json.readStrict("{\"limits\": {\"memory_bytes\": 400000000}}", SettingsPatch.class)
                .applyTo(ofThePack);
        Settings lifted = Json.readStrict("{\"limits\": {\"cpu_ratio\": 0}}", SettingsPatch.class)
                .applyTo(changed);

        assertThat(changed.limits()).isEqualTo(new Limits(400_000_000L, 1.5));
        assertThat(lifted.limits()).isEqualTo(new Limits(400_000_000L, null));
    }

    @Test
    void twoReleasesSideBySideMayUseWhatBothMay() {
        Limits limited = new Limits(100 * MB, 0.5);

        assertThat(limited.and(new Limits(200 * MB, 1.0))).isEqualTo(new Limits(300 * MB, 1.5));
        assertThat(limited.and(new Limits(200 * MB, null))).isEqualTo(new Limits(300 * MB, null));
        assertThat(limited.and(Limits.NONE)).isEqualTo(Limits.NONE);
    }

    @Test
    void aLimitUnderWhichNothingCouldRunIsRefused() {
        assertThatThrownBy(() -> new Limits(MB, null)).hasMessageContaining("limits.memory_bytes is 1048576");
        assertThatThrownBy(() -> new Limits(null, 0.001)).hasMessageContaining("limits.cpu_ratio is 0.001");
        assertThatThrownBy(() -> new Limits(null, Double.NaN)).hasMessageContaining("limits.cpu_ratio");
    }
}
