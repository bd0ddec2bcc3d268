package io.globohub.controller.tls;

import io.globohub.common.keys.PemCertificates;
import io.globohub.common.keys.PemIdentity;
import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files held when they were read.
 *
 * @param clientAuthorities null when no client certificates are asked for
 * @param fingerprint changes when any of the files does
 */
public record TlsMaterial(PemIdentity identity, KeyStore clientAuthorities, String fingerprint) {
    /**
     * Reads all files.
     *
     * @throws IOException with a sentence, when one of them cannot be used
     */
    public static TlsMaterial read(TlsFiles files) throws IOException {
        String before = fingerprint(files);
        return new TlsMaterial(
                PemIdentity.read(files.certificate(), files.key()),
                files.clientAuthorities() == null ? null : PemCertificates.authorities(files.clientAuthorities()),
                before);
    }

    /** Of the files as they are now. By content: copies restored from elsewhere keep the time of the old ones. */
    static String fingerprint(TlsFiles files) throws IOException {
        List<String> digests = new ArrayList<>();
        digests.add(digest(files.certificate()));
        digests.add(digest(files.key()));
        if (files.clientAuthorities() != null) {
            digests.add(digest(files.clientAuthorities()));
        }
        return String.join(" ", digests);
    }

    private static String digest(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file)).hex();
    }
}
