package io.globohub.controller.world;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/version | 200 | application/json | {\"version\":\"1\",\"api_version\":\"one\"}",
                "/v1/version | 200 | application/json | {\"version\":\"1\",\"api_version\":1,\"more\":1}",
                "/v1/version | 200 | text/plain | 1",
                "/v1/version | 201 | application/json | {\"version\":\"1\",\"api_version\":1}",
                "/v1/version | 500 | text/html | <html>",
                "/nothing | 200 | application/json | {}"
            })
    void whatIsNotDescribedIsNoticed(String path, int status, String type, String body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            HttpCaller caller = new HttpCaller(
                    HttpClient.newHttpClient(), server.getAddress().getPort(), null);
            assertThatThrownBy(() -> caller.get(path)).isInstanceOf(AssertionError.class);
        } finally {
            server.stop(0);
        }
    }
}
