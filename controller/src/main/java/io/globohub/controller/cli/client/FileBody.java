package io.globohub.controller.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A file on its way to the controller, never whole in memory. */
final class FileBody extends RequestBody {
    private static final MediaType ZIP = MediaType.get("application/zip");

    private final Path file;
    private final UploadListener listener;

    FileBody(Path file, UploadListener listener) {
        this.file = file;
        this.listener = listener;
    }

    @Override
    public MediaType contentType() {
        return ZIP;
    }

    @Override
    public long contentLength() throws IOException {
        return Files.size(file);
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long total = contentLength();
        long sent = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sink.write(buffer, 0, read);
                sent += read;
                listener.sent(sent, total);
            }
        }
    }
}
