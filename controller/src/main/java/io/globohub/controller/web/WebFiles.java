package io.globohub.controller.web;

import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every file of the page, read once. They are known together by one digest, which is part of their address: as modules
 * name each other by relative paths, all addresses change when any file does, and each may be kept for ever.
 */
public final class WebFiles {
    private static final String INDEX = "index.html";
    private static final String PLACE_OF_ASSETS = "{{assets}}";
    private static final String CHARTS = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private final Map<String, WebFile> files;
    private final String digest;
    private final WebFile index;

    private WebFiles(Map<String, byte[]> contents) {
        byte[] template = contents.remove(INDEX);
        this.files = new TreeMap<>();
        MessageDigest all = Digest.sha256();
        contents.forEach((name, bytes) -> {
            all.update(name.getBytes(StandardCharsets.UTF_8));
            all.update(bytes);
            files.put(name, WebFile.of(name, bytes));
        });
        this.digest = Digest.finish(all).short12();
        String html = new String(template, StandardCharsets.UTF_8).replace(PLACE_OF_ASSETS, "/assets/" + digest);
        this.index = WebFile.of(INDEX, html.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the page and the chart library from the class path. */
    public static WebFiles load() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        URI root = page();
        if ("jar".equals(root.getScheme())) {
            try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                collect(jar.getPath("/web"), contents);
            }
        } else {
            collect(Path.of(root), contents);
        }
        String version = chartVersion();
        for (String name : new String[] {"uPlot.esm.js", "uPlot.min.css"}) {
            contents.put("vendor/" + name, read("META-INF/resources/webjars/uplot/" + version + "/dist/" + name));
        }
        return new WebFiles(contents);
    }

    private static URI page() throws IOException {
        try {
            String index = WebFiles.class.getResource("/web/" + INDEX).toURI().toString();
            return URI.create(index.substring(0, index.length() - INDEX.length() - 1));
        } catch (URISyntaxException e) {
            throw new IOException("the program lies in a place whose name is no address", e);
        }
    }

    private static void collect(Path root, Map<String, byte[]> contents) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }

    private static String chartVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(CHARTS)) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = WebFiles.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("the program was packaged without " + resource);
        }
        return in;
    }

    /** The document that every address of the page gets. */
    public WebFile index() {
        return index;
    }

    /** What the addresses of all files carry at present. */
    public String digest() {
        return digest;
    }

    /** @param name path below the page's root, for example {@code views/fleet.js} */
    public Optional<WebFile> file(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
