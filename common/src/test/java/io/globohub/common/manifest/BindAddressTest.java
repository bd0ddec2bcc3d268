package io.globohub.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindAddressTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:8000, 0.0.0.0, 8000",
        "127.0.0.1:80, 127.0.0.1, 80",
        "10.0.0.1, 10.0.0.1, 8000",
        ":9000, 0.0.0.0, 9000",
        "9000, 0.0.0.0, 9000",
        "[::1]:8000, ::1, 8000",
        "[::], ::, 8000",
        "[fe80::1:2]:65535, fe80::1:2, 65535",
        "web-01.example.org:1, web-01.example.org, 1",
        "' 127.0.0.1:8000 ', 127.0.0.1, 8000"
    })
    void everyFormPeopleWriteIsRead(String text, String host, int port) {
        assertThat(BindAddress.parse(text)).isEqualTo(new BindAddress(host, port));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:80,127.0.0.1:80", "[::1]:80,[::1]:80", "8000,0.0.0.0:8000"})
    void itIsWrittenAsUrlsAndGunicornUnderstandIt(String text, String written) {
        assertThat(BindAddress.parse(text)).hasToString(written);
        assertThat(BindAddress.parse(written)).isEqualTo(BindAddress.parse(text));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "  ",
                ":",
                "127.0.0.1:",
                "127.0.0.1:http",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0.1:999999",
                "0",
                "70000",
                "::1",
                "::1:8000",
                "[::1",
                "[::1]8000",
                "[]:8000",
                "unix:/run/app.sock",
                "a b:8000",
                "-a:8000",
                "127.0.0.1:-1"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BindAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:80,true,127.0.0.1:80", "[::]:80,true,[::1]:80", "10.0.0.1:80,false,10.0.0.1:80"})
    void aWildcardIsReachedOverLoopback(String text, boolean wildcard, String local) {
        BindAddress address = BindAddress.parse(text);
        assertThat(address.isWildcard()).isEqualTo(wildcard);
        assertThat(address.local()).hasToString(local);
    }
}
