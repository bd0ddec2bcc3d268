package io.globohub.agent.python;

import io.globohub.agent.python.VenvMarker.InstalledPackage;
import io.globohub.agent.release.Scrub.Pace;
import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds every file of an environment to what its distribution's RECORD says of it: size and SHA-256 (the format of
 * binary distributions, "The .dist-info directory"). pip's own check looks at names and versions alone, and finds
 * nothing wrong with a half-installed tree.
 *
 * @param packages what is installed, by name
 * @param faults a sentence for each file that is not as recorded
 */
public record RecordWalk(List<InstalledPackage> packages, List<String> faults) {
    private static final String HASH = "sha256=";

    public RecordWalk {
        packages = List.copyOf(packages);
        faults = List.copyOf(faults);
    }

    /** Walks every distribution in {@code venv}. */
    public static RecordWalk of(Path venv) throws IOException {
        try {
            return of(venv, Pace.FULL);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits at full pace", e);
        }
    }

    /** The same, slowed down. */
    static RecordWalk of(Path venv, Pace pace) throws IOException, InterruptedException {
        List<InstalledPackage> packages = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Path site : sitePackages(venv)) {
            try (DirectoryStream<Path> distributions = Files.newDirectoryStream(site, "*.dist-info")) {
                for (Path distribution : distributions) {
                    packageOf(distribution, faults).ifPresent(packages::add);
                    check(site, distribution, faults, pace);
                }
            }
        }
        packages.sort(Comparator.comparing(InstalledPackage::name));
        return new RecordWalk(packages, faults);
    }

    static List<Path> sitePackages(Path venv) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(venv.resolve("lib"), "python*")) {
            for (Path version : versions) {
                Path site = version.resolve("site-packages");
                if (Files.isDirectory(site)) {
                    found.add(site);
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return found;
    }

    private static Optional<InstalledPackage> packageOf(Path distribution, List<String> faults) throws IOException {
        try {
            List<String> metadata = Files.readAllLines(distribution.resolve("METADATA"));
            Optional<String> name = header(metadata, "Name: ");
            Optional<String> version = header(metadata, "Version: ");
            if (name.isPresent() && version.isPresent()) {
                return Optional.of(new InstalledPackage(name.get(), version.get()));
            }
            faults.add(distribution.getFileName() + " does not say its name and version");
        } catch (NoSuchFileException gone) {
            faults.add(distribution.getFileName() + " has no METADATA");
        } catch (java.nio.charset.CharacterCodingException damaged) {
            faults.add(distribution.getFileName() + " has a damaged METADATA");
        }
        return Optional.empty();
    }

    private static Optional<String> header(List<String> metadata, String header) {
        return metadata.stream()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith(header))
                .map(line -> line.substring(header.length()).strip())
                .findFirst();
    }

    private static void check(Path site, Path distribution, List<String> faults, Pace pace)
            throws IOException, InterruptedException {
        List<String> record;
        try {
            record = Files.readAllLines(distribution.resolve("RECORD"));
        } catch (NoSuchFileException | java.nio.charset.CharacterCodingException damaged) {
            faults.add(distribution.getFileName() + " has no readable RECORD");
            return;
        }
        for (String line : record) {
            List<String> fields = csv(line);
            if (fields.size() == 3 && fields.get(1).startsWith(HASH)) {
                pace.beforeFile();
                String fault =
                        faultOf(site.resolve(fields.get(0)), fields.get(1).substring(HASH.length()));
                if (fault != null) {
                    faults.add(fields.get(0) + " " + fault);
                }
            }
        }
    }

    private static String faultOf(Path file, String expected) {
        MessageDigest running = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), running)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException gone) {
            return "is missing";
        } catch (IOException e) {
            return "cannot be read: " + e.getMessage();
        }
        String actual = Base64.getUrlEncoder().withoutPadding().encodeToString(running.digest());
        return actual.equals(expected) ? null : "is not as it was installed";
    }

    /** The fields of one line of comma-separated values; a field with commas stands in quotes (RFC 4180). */
    static List<String> csv(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
