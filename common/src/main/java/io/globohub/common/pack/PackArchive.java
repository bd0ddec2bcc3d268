package io.globohub.common.pack;

import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Pack;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip that passed every guard. {@link #open} refuses traversal, absolute paths, links, devices, doubled names,
 * encryption and bombs by looking at the directory alone; {@link #extract} and {@link #verify} hold the contents to it.
 *
 * <p>Immutable; reading it does not change the file.
 */
public final class PackArchive {
    /** The directory inside an unpacked pack that belongs to the agent; no pack may bring it. */
    public static final String RESERVED = ".pack";

    private static final long RATIO_APPLIES_FROM = 1L << 20;
    private static final int MAX_NAME = 1024;
    /** NAME_MAX of Linux, in bytes. */
    private static final int MAX_SEGMENT = 255;

    private final Path zip;
    private final List<ZipDirectory.Entry> entries;

    private PackArchive(Path zip, List<ZipDirectory.Entry> entries) {
        this.zip = zip;
        this.entries = entries;
    }

    /** Looks at the whole directory of {@code zip} and refuses it if a single entry is not harmless. */
    public static PackArchive open(Path zip, PackLimits limits) throws IOException, PackRejected {
        if (Files.size(zip) > limits.zipBytes()) {
            throw new PackRejected(
                    "the pack has " + Files.size(zip) + " bytes; at most " + limits.zipBytes() + " are allowed");
        }
        List<ZipDirectory.Entry> entries = ZipDirectory.read(zip, limits);
        Set<String> files = new HashSet<>();
        Set<String> seen = new HashSet<>();
        long total = 0;
        for (ZipDirectory.Entry entry : entries) {
            checkKind(entry, limits);
            String path = checkedPath(entry.name());
            // two names that differ only in case collide on some file systems and mislead people on all
            if (!seen.add(path.toLowerCase(Locale.ROOT))) {
                throw new PackRejected("the pack has '" + entry.name() + "' twice");
            }
            if (!entry.isDirectory()) {
                files.add(path);
            }
            total += entry.sizeBytes();
            if (total > limits.unpackedBytes()) {
                throw new PackRejected("the pack unpacks to more than " + limits.unpackedBytes() + " bytes");
            }
        }
        for (ZipDirectory.Entry entry : entries) {
            for (String parent = parentOf(checkedPath(entry.name())); !parent.isEmpty(); parent = parentOf(parent)) {
                if (files.contains(parent)) {
                    throw new PackRejected("'" + parent + "' is a file and a directory at once");
                }
            }
        }
        if (files.isEmpty()) {
            throw new PackRejected("the pack holds no file");
        }
        return new PackArchive(zip, List.copyOf(entries));
    }

    private static void checkKind(ZipDirectory.Entry entry, PackLimits limits) throws PackRejected {
        if (entry.isSpecial()) {
            throw new PackRejected(
                    "'" + entry.name() + "' is a link, device, socket or pipe; a pack holds plain files only");
        }
        if (entry.encrypted()) {
            throw new PackRejected("'" + entry.name() + "' is encrypted");
        }
        if (entry.method() != ZipEntry.DEFLATED && entry.method() != ZipEntry.STORED) {
            throw new PackRejected("'" + entry.name() + "' is compressed in an unknown way");
        }
        if (entry.sizeBytes() > RATIO_APPLIES_FROM
                && entry.sizeBytes() / Math.max(1, entry.compressedBytes()) > limits.ratio()) {
            throw new PackRejected("'" + entry.name() + "' inflates more than " + limits.ratio() + "-fold: a zip bomb");
        }
    }

    /** The path without a trailing slash, or a refusal. */
    private static String checkedPath(String name) throws PackRejected {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        boolean odd = path.isEmpty()
                || bytesOf(path) > MAX_NAME
                || path.startsWith("/")
                || path.indexOf('\\') >= 0
                || path.matches("[A-Za-z]:.*")
                || path.chars().anyMatch(c -> c < ' ' || c == 0x7f);
        if (odd) {
            throw new PackRejected(
                    "the pack has an entry named '" + printable(name) + "', which is not a plain relative path");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || bytesOf(segment) > MAX_SEGMENT) {
                throw new PackRejected(
                        "the pack has an entry named '" + printable(name) + "', which leaves the pack's directory");
            }
        }
        if (path.equals(RESERVED) || path.startsWith(RESERVED + "/")) {
            throw new PackRejected("the pack brings '" + RESERVED + "', which belongs to the agent");
        }
        return path;
    }

    private static int bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String printable(String name) {
        String shown = name.replaceAll("\\p{Cntrl}", "?");
        return shown.length() <= 80 ? shown : shown.substring(0, 80) + "…";
    }

    private static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Sum of the sizes that the files will have. */
    public long unpackedBytes() {
        return entries.stream().mapToLong(ZipDirectory.Entry::sizeBytes).sum();
    }

    /** Number of files and directories, those included that are only implied by a path. */
    public int entryCount() {
        Set<String> all = new HashSet<>();
        for (ZipDirectory.Entry entry : entries) {
            String path =
                    entry.isDirectory() ? entry.name().substring(0, entry.name().length() - 1) : entry.name();
            for (String at = path; !at.isEmpty() && all.add(at); at = parentOf(at)) {}
        }
        return all.size();
    }

    /** The text of a small file of the pack, or empty when there is none of that name. */
    public Optional<String> text(String name, int maxBytes) throws IOException, PackRejected {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            ZipEntry entry = file.getEntry(name);
            if (entry == null || entry.isDirectory()) {
                return Optional.empty();
            }
            try (InputStream in = file.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(maxBytes + 1);
                if (bytes.length > maxBytes) {
                    throw new PackRejected("'" + name + "' is larger than " + maxBytes + " bytes");
                }
                return Optional.of(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    /** Inflates everything without keeping it, so that a damaged or lying zip is known before anyone relies on it. */
    public void verify() throws IOException, PackRejected {
        walk((path, in, announced) -> copyExactly(path, in, OutputStream.nullOutputStream(), announced));
    }

    /**
     * Unpacks into {@code target}, which must exist and be empty.
     *
     * @return the digest of each file by its path, in order of the path
     */
    public Map<String, Digest> extract(Path target) throws IOException, PackRejected {
        Map<String, Digest> digests = new TreeMap<>();
        for (ZipDirectory.Entry entry : entries) {
            if (entry.isDirectory()) {
                Files.createDirectories(inside(target, entry.name()));
            }
        }
        walk((path, in, announced) -> {
            Path file = inside(target, path);
            Files.createDirectories(file.getParent());
            MessageDigest running = Digest.sha256();
            try (OutputStream out =
                            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    DigestOutputStream digesting = new DigestOutputStream(out, running)) {
                copyExactly(path, in, digesting, announced);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            digests.put(path, Digest.finish(running));
        });
        return digests;
    }

    private static Path inside(Path target, String name) throws PackRejected {
        try {
            Path path = target.resolve(name).normalize();
            if (!path.startsWith(target.normalize())) {
                throw new PackRejected("'" + printable(name) + "' leaves the pack's directory");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new PackRejected(
                    "'" + printable(name)
                            + "' cannot be a file name under this system's locale; run with LC_ALL=C.UTF-8",
                    e);
        }
    }

    private interface FileVisitor {
        void visit(String path, InputStream in, long announcedBytes) throws IOException, PackRejected;
    }

    private void walk(FileVisitor visitor) throws IOException, PackRejected {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipDirectory.Entry entry : entries) {
                if (entry.isDirectory()) {
                    continue;
                }
                ZipEntry opened = file.getEntry(entry.name());
                if (opened == null) {
                    throw new PackRejected("the zip is damaged: '" + printable(entry.name()) + "' cannot be opened");
                }
                CRC32 checksum = new CRC32();
                try (InputStream in = new CheckedInputStream(file.getInputStream(opened), checksum)) {
                    visitor.visit(entry.name(), in, entry.sizeBytes());
                }
                // ZipFile, unlike ZipInputStream, does not look
                if (checksum.getValue() != opened.getCrc()) {
                    throw new PackRejected(
                            "the zip is damaged: '" + printable(entry.name()) + "' does not match its checksum");
                }
            }
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private static PackRejected damaged(IOException e) {
        return new PackRejected("the zip is damaged: " + e.getMessage(), e);
    }

    private static void copyExactly(String path, InputStream in, OutputStream out, long announced)
            throws IOException, PackRejected {
        byte[] buffer = new byte[64 * 1024];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > announced) {
                throw new PackRejected("'" + printable(path) + "' inflates to more than it announces: a zip bomb");
            }
            out.write(buffer, 0, read);
        }
        if (copied != announced) {
            throw new PackRejected("'" + printable(path) + "' inflates to less than it announces");
        }
    }

    /** This pack as a manifest names it. */
    public Pack describe(Digest sha256) throws IOException {
        return new Pack(sha256, Files.size(zip), unpackedBytes(), entryCount());
    }
}
