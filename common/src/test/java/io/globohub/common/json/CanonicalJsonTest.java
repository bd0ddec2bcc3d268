package io.globohub.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    private static Manifest with(Manifest manifest, String settings) {
        return new Manifest(
                manifest.app(),
                manifest.version(),
                manifest.pack(),
                Json.readStrict(settings, SettingsPatch.class).applyTo(manifest.settings()));
    }

    @Test
    void keysAreSortedAtEveryDepthAndListsKeepTheirOrder() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("z", new int[] {3, 1, 2});
        inner.put("a", "é");
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("y", inner);
        outer.put("b", null);
        outer.put("a", true);
        assertThat(new String(CanonicalJson.bytes(outer), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":true,\"b\":null,\"y\":{\"a\":\"é\",\"z\":[3,1,2]}}");
    }

    @Test
    void theIdOfAManifestIsTheSameEverywhereAndForever() {
        // a host names what it serves by this id: it must come out the same on every machine and in every release
        assertThat(CanonicalJson.idOf(Samples.manifest("1.0"))).hasToString("desafio:1.0:fed396427caf");
    }

    @Test
    void sameContentSameIdWhateverTheOrderItWasSaidIn() {
        Manifest one = with(Samples.manifest("1.0"), "{\"env\": {\"A\": \"1\", \"B\": \"2\"}, \"workers\": 2}");
        Manifest two = with(Samples.manifest("1.0"), "{\"workers\": 2, \"env\": {\"B\": \"2\", \"A\": \"1\"}}");
        assertThat(CanonicalJson.idOf(one)).isEqualTo(CanonicalJson.idOf(two));
    }

    @Test
    void theIdSurvivesTheWire() {
        Manifest sent = with(
                Samples.manifest("1.0"),
                "{\"env\": {\"A\": \"1\"}, \"smoke_tests\": [{\"path\": \"/\", \"headers\": {\"B\": \"2\", \"A\": \"1\"}}]}");
        Manifest received = Json.readTolerant(Json.write(sent), Manifest.class);
        assertThat(received).isEqualTo(sent);
        assertThat(CanonicalJson.idOf(received)).isEqualTo(CanonicalJson.idOf(sent));
    }

    @Test
    void anyOtherContentIsAnotherId() {
        Manifest base = Samples.manifest("1.0");
        ManifestId id = CanonicalJson.idOf(base);
        assertThat(CanonicalJson.idOf(Samples.manifest("1.1"))).isNotEqualTo(id);
        assertThat(CanonicalJson.idOf(with(base, "{\"workers\": 2}"))).isNotEqualTo(id);
        assertThat(CanonicalJson.idOf(with(base, "{\"env\": {\"A\": \"\"}}"))).isNotEqualTo(id);
        assertThat(CanonicalJson.idOf(new Manifest(base.app(), base.version(), Samples.pack("x"), base.settings())))
                .isNotEqualTo(id);
    }
}
