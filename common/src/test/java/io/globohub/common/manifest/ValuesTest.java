package io.globohub.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values that name things: apps, digests, manifests, packs. */
class ValuesTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @ParameterizedTest
    @ValueSource(strings = {"desafio", "a", "comments-api-2"})
    void anAppNameIsSafeInPathsUrlsAndLabels(String name) {
        assertThat(new AppName(name)).hasToString(name);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Desafio", "1app", "-a", "a_b", "a/b", "..", "a.b", "a b", ".venvs", "ação"})
    void otherAppNamesAreRefusedByName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AppName(name))
                .withMessageContaining("app name '" + name + "'");
    }

    @Test
    void anAppNameHasAtMostSixtyThreeCharacters() {
        assertThat(new AppName("a".repeat(63)).value()).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> new AppName("a".repeat(64)));
    }

    @Test
    void appNamesSortByText() {
        assertThat(new AppName("a")).isLessThan(new AppName("b"));
    }

    @Test
    void aDigestIsTheSha256OfTheBytes() {
        // the one-block example of FIPS 180-2, appendix B.1
        assertThat(Digest.of("abc".getBytes(StandardCharsets.UTF_8)).hex()).isEqualTo(ABC);
    }

    @Test
    void aStreamedDigestEqualsTheDigestOfTheWhole() {
        MessageDigest running = Digest.sha256();
        running.update((byte) 'a');
        running.update("bc".getBytes(StandardCharsets.UTF_8));
        assertThat(Digest.finish(running)).isEqualTo(new Digest(ABC));
    }

    @Test
    void theShortFormOfADigestIsItsFirstTwelveDigits() {
        assertThat(new Digest(ABC).short12()).isEqualTo("ba7816bf8f01");
        assertThat(new Digest(ABC)).hasToString(ABC);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "abc",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "xa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void whatIsNotSixtyFourLowerCaseHexDigitsIsNoDigest(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest(text)).withMessageContaining("sha256");
    }

    @Test
    void aManifestIdIsReadAsItIsWritten() {
        ManifestId id = ManifestId.parse("desafio:1.0:3f9c2a5d0b1e");
        assertThat(id.app()).isEqualTo(new AppName("desafio"));
        assertThat(id.version()).isEqualTo(new Version("1.0"));
        assertThat(id.digest()).isEqualTo("3f9c2a5d0b1e");
        assertThat(id).hasToString("desafio:1.0:3f9c2a5d0b1e");
        assertThat(id).isLessThan(ManifestId.parse("desafio:1.1:3f9c2a5d0b1e"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "desafio",
                "desafio:1.0",
                "desafio:1.0:3f9c",
                "desafio:1.0:3f9c2a5d0b1e:x",
                "desafio:1.0:3F9C2A5D0B1E",
                ":1.0:3f9c2a5d0b1e",
                "desafio::3f9c2a5d0b1e"
            })
    void anythingElseIsNoManifestId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ManifestId.parse(text));
    }

    @Test
    void aManifestIdCannotLackItsAppOrVersion() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ManifestId(null, new Version("1"), "3f9c2a5d0b1e"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ManifestId(new AppName("a"), null, "3f9c2a5d0b1e"));
    }

    @Test
    void aPackHasADigestAndNoNegativeSize() {
        Digest digest = new Digest(ABC);
        assertThatIllegalArgumentException().isThrownBy(() -> new Pack(null, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pack(digest, -1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pack(digest, 1, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pack(digest, 1, 1, -1));
    }

    @Test
    void aManifestNamesWhatItLacks() {
        Pack pack = new Pack(new Digest(ABC), 1, 1, 1);
        AppName app = new AppName("a");
        Version version = new Version("1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(null, version, pack, Settings.DEFAULT))
                .withMessage("app is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(app, null, pack, Settings.DEFAULT))
                .withMessage("version is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(app, version, null, Settings.DEFAULT))
                .withMessage("pack is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(app, version, pack, null))
                .withMessage("settings is missing");
    }
}
