package io.globohub.controller.repository;

import static org.awaitility.Awaitility.await;

import io.globohub.testkit.RealParts;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real nginx that takes PUT over TLS from who knows the password. */
final class DavServer implements AutoCloseable {
    private final Path directory;
    private final int port = RealParts.freePort();
    private final Process process;

    static DavServer start(Path directory, String credentials) throws Exception {
        RealParts.require(
                RealParts.succeeds(List.of("sh", "-c", "nginx -V 2>&1 | grep -q http_dav_module")),
                "nginx with its dav module is not installed");
        RealParts.require(RealParts.succeeds(List.of("openssl", "version")), "openssl is not installed");
        return new DavServer(directory, credentials);
    }

    private DavServer(Path directory, String credentials) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("files/packs"));
        Files.createDirectories(directory.resolve("tmp"));
        int colon = credentials.indexOf(':');
        Files.writeString(
                directory.resolve("passwords"),
                credentials.substring(0, colon) + ":{PLAIN}" + credentials.substring(colon + 1) + "\n");
        RealParts.require(
                RealParts.succeeds(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        directory.resolve("key.pem").toString(),
                        "-out",
                        certificate().toString())),
                "openssl makes no certificate");
        Files.writeString(directory.resolve("nginx.conf"), configuration());
        this.process = new ProcessBuilder(
                        "nginx",
                        "-p",
                        directory.toString(),
                        "-c",
                        directory.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        await("nginx").atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    private String configuration() throws IOException {
        boolean root = System.getProperty("user.name").equals("root");
        // the workers of a root's nginx would be another user, who may not enter the test's directory
        String user = root ? "user root;\n" : "";
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        String d = directory.toString();
        return user + "daemon off;\nworker_processes 1;\npid " + d + "/pid;\nerror_log " + d + "/error.log;\n"
                + "events { worker_connections 64; }\n"
                + "http {\n  access_log off;\n  client_body_temp_path " + d + "/tmp/body;\n  proxy_temp_path " + d
                + "/tmp/proxy;\n  fastcgi_temp_path " + d + "/tmp/fastcgi;\n  uwsgi_temp_path " + d
                + "/tmp/uwsgi;\n  scgi_temp_path " + d + "/tmp/scgi;\n"
                + "  server {\n    listen 127.0.0.1:" + port + " ssl;\n    ssl_certificate " + certificate()
                + ";\n    ssl_certificate_key " + d + "/key.pem;\n    root " + d
                + "/files;\n    client_max_body_size 0;\n    auth_basic packs;\n    auth_basic_user_file " + d
                + "/passwords;\n    location / { dav_methods PUT DELETE; create_full_put_path on; }\n  }\n}\n";
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("nginx ended: " + directory.resolve("out"));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI address() {
        return URI.create("https://localhost:" + port + "/packs");
    }

    Path certificate() {
        return directory.resolve("cert.pem");
    }

    Path stored(String name) {
        return directory.resolve("files/packs").resolve(name);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
