package io.globohub.agent.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.release.HostLayout;
import io.globohub.testkit.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GunicornConfTest {
    private final GunicornConf conf = new GunicornConf(
            new HostLayout(Path.of("/opt/globoHUB"), Path.of("/state"), Path.of("/logs"), Path.of("/run/globohub")));

    @Test
    void isTheSameForTheSameManifest() {
        assertThat(conf.live(Samples.manifest("1.0"))).isEqualTo(conf.live(Samples.manifest("1.0")));
        assertThat(conf.live(Samples.manifest("1.0"))).isNotEqualTo(conf.live(Samples.manifest("1.1")));
    }

    @Test
    void quotesAnythingAsAPythonLiteral() {
        assertThat(GunicornConf.pythonLiteral("it's \\ a\nline é 😀")).isEqualTo("'it\\'s \\\\ a\\nline é 😀'");
    }

    @Test
    void namesTheRealDirectoryAndTheLinkApart() {
        assertThat(conf.live(Samples.manifest("1.0")))
                .contains("\"current\":\"/opt/globoHUB/desafio/current\"")
                .contains("\"pack\":\"/opt/globoHUB/desafio/PACK1_0\"");
    }
}
