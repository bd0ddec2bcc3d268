package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.controller.world.ControllerProcess;
import io.globohub.controller.world.HttpCaller;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitOptionsTest {
    @TempDir
    Path directory;

    @Test
    void aServerHoldsTokensAndAddressesToTheRatesThatWereGiven() throws Exception {
        try (ControllerProcess server = ControllerProcess.serve(
                directory, Map.of(), "--token-rate", "0.001", "--anonymous-rate", "0.001", "--connections", "200")) {
            HttpCaller admin = server.as(HttpClient.newHttpClient(), server.adminToken());
            assertThat(statuses(admin, "/v1/fleet")).as("one, then none").containsExactly(200, 429, 429, 429);
            HttpCaller nobody = server.as(HttpClient.newHttpClient(), null);
            assertThat(statuses(nobody, "/healthz")).containsExactly(200, 429, 429, 429);
        }
    }

    private static List<Integer> statuses(HttpCaller caller, String path) {
        return Stream.generate(() -> caller.get(path).status()).limit(4).toList();
    }

    @Test
    void aLimitThatLetsNobodyInIsRefused() {
        Bench bench = new Bench(directory);
        for (List<String> options : List.of(
                List.of("--token-rate", "0"),
                List.of("--host-rate", "-1"),
                List.of("--connections-per-address", "0"))) {
            Bench.Ran ran =
                    bench.run(Stream.concat(Stream.of("serve", "--port", "0", "--data", "data"), options.stream())
                            .toArray(String[]::new));
            assertThat(ran.exit()).isEqualTo(65);
            assertThat(ran.err()).contains("must be");
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }
}
