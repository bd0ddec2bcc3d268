package io.globohub.controller.repository;

import io.globohub.common.manifest.Digest;
import io.globohub.controller.catalogue.PackRepository;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Packs below an address that takes PUT and answers GET: a Nexus raw repository, Artifactory, WebDAV. A pack is at {@code
 * <address>/<sha256>.zip}. TLS certificates are verified. Thread-safe.
 */
public final class HttpPackRepository implements PackRepository, AutoCloseable {
    private static final MediaType ZIP = MediaType.get("application/zip");
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final OkHttpClient client;
    private final HttpUrl base;
    private final String authorization;

    /**
     * A repository at {@code address}.
     *
     * @param credentials {@code user:password}, or null for none; refused where others could read them on the way
     * @param authorities PEM file trusted instead of the system's certificates, or null
     */
    public HttpPackRepository(URI address, String credentials, Path authorities) throws IOException {
        HttpUrl url = HttpUrl.get(address);
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "the pack repository must be an http or https address without user and password in it");
        }
        if (credentials != null && credentials.indexOf(':') < 1) {
            throw new IllegalArgumentException("the credentials of the pack repository must be user:password");
        }
        if (credentials != null && !url.isHttps() && !isLoopback(url)) {
            throw new IllegalArgumentException(
                    "the pack repository needs https: its password could be read on the way");
        }
        this.base = url;
        this.authorization = credentials == null ? null : basic(credentials);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(SILENCE)
                .writeTimeout(SILENCE)
                // a repository that sends elsewhere would be asked there without its credentials, or in the clear
                .followRedirects(false)
                .followSslRedirects(false);
        if (authorities != null) {
            TrustedCertificates.trust(builder, authorities);
        }
        this.client = builder.build();
    }

    private static boolean isLoopback(HttpUrl url) {
        return url.host().equals("localhost")
                || url.host().startsWith("127.")
                || url.host().equals("::1");
    }

    private static String basic(String credentials) {
        int colon = credentials.indexOf(':');
        return Credentials.basic(
                credentials.substring(0, colon), credentials.substring(colon + 1), StandardCharsets.UTF_8);
    }

    @Override
    public void put(Digest sha256, Path file) throws IOException {
        Request request =
                request(sha256).put(RequestBody.create(file.toFile(), ZIP)).build();
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("PUT of a pack was answered with " + response.code());
            }
        }
    }

    @Override
    public boolean fetch(Digest sha256, OutputStream to) throws IOException {
        try (Response response = client.newCall(request(sha256).build()).execute();
                ResponseBody body = response.body()) {
            if (response.code() == 404) {
                return false;
            }
            if (response.code() != 200) {
                throw new IOException("GET of a pack was answered with " + response.code());
            }
            body.byteStream().transferTo(to);
            return true;
        }
    }

    private Request.Builder request(Digest sha256) {
        HttpUrl url = base.newBuilder().addPathSegment(sha256.hex() + ".zip").build();
        Request.Builder request = new Request.Builder().url(url);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    /** Where it is, without what stands after a question mark. */
    @Override
    public String toString() {
        return "the pack repository "
                + base.newBuilder().query(null).fragment(null).build();
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
