package io.globohub.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority in a directory of a test, and the certificates it signs; all made by the real openssl. */
public final class Certificates {
    private final Path directory;
    private final String name;

    /** A certificate chain and its key, both PEM. */
    public record Issued(Path certificate, Path key) {}

    private Certificates(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** A new authority of that name. */
    public static Certificates authority(Path directory, String name) {
        Certificates made = new Certificates(directory, name);
        made.openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=" + name,
                "-keyout",
                made.file(name + ".key"),
                "-out",
                made.file(name + ".pem"));
        return made;
    }

    /** The authority's own certificate: what clients trust. */
    public Path file() {
        return directory.resolve(name + ".pem");
    }

    /** A certificate for 127.0.0.1 and localhost, good for {@code days}. */
    public Issued issue(String subject, int days) {
        return issue(subject, days, "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
    }

    /** The same with an RSA key. */
    public Issued issueRsa(String subject, int days) {
        return issue(subject, days, "rsa:2048");
    }

    private Issued issue(String subject, int days, String... kind) {
        List<String> request = new ArrayList<>(List.of("req", "-new", "-nodes", "-newkey"));
        request.addAll(List.of(kind));
        request.addAll(List.of("-subj", "/CN=" + subject, "-keyout", file(subject + ".key")));
        request.addAll(List.of("-out", file(subject + ".csr")));
        openssl(request.toArray(String[]::new));
        write(subject + ".ext", "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        openssl(
                "x509",
                "-req",
                "-in",
                file(subject + ".csr"),
                "-CA",
                file(name + ".pem"),
                "-CAkey",
                file(name + ".key"),
                "-CAcreateserial",
                "-days",
                Integer.toString(days),
                "-extfile",
                file(subject + ".ext"),
                "-out",
                file(subject + ".pem"));
        return new Issued(directory.resolve(subject + ".pem"), directory.resolve(subject + ".key"));
    }

    private String file(String fileName) {
        return directory.resolve(fileName).toString();
    }

    private void write(String fileName, String text) {
        try {
            Files.writeString(directory.resolve(fileName), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + said);
            }
        } catch (IOException e) {
            throw new AssertionError("openssl is needed for this test (apt install openssl)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
