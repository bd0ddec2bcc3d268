package io.globohub.controller.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.controller.records.Refused;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://[::1]:80/",
                "http://[::ffff:127.0.0.1]/",
                "http://0.0.0.0/",
                "http://0/",
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/",
                "http://2130706433/",
                "ftp://example.org/",
                "https://user:secret@example.org/",
                "nonsense",
                ""
            })
    void whatOnlyThisMachineReachesIsRefused(String url) {
        assertThatThrownBy(() -> guard.check(url)).isInstanceOf(Refused.class);
    }

    @Test
    void aNameIsJudgedByTheAddressThatItMeansWhenItIsCalled() {
        assertThat(guard.check("http://localhost:8000/hook").host()).isEqualTo("localhost");
        assertThatThrownBy(() -> guard.lookup("localhost"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("must not call");
    }

    @Test
    void othersMayBeCalled() throws Exception {
        assertThat(guard.check("https://10.1.2.3/hook").host()).isEqualTo("10.1.2.3");
        assertThat(guard.lookup("203.0.113.7")).hasSize(1);
        assertThat(new AddressGuard(true).check("http://127.0.0.1/").host()).isEqualTo("127.0.0.1");
    }
}
