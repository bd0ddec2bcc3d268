package io.globohub.controller.api;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends a file or one range of it (RFC 9110, section 14), so that a broken download goes on where it broke. */
final class PackDownload {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private PackDownload() {}

    private record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }
    }

    static void send(Context ctx, Path file, String etag) throws IOException {
        long size = Files.size(file);
        ctx.header("ETag", etag).header("Accept-Ranges", "bytes").header("Cache-Control", "private, immutable");
        Matcher asked = ONE_RANGE.matcher(rangeHeader(ctx, etag));
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            // what is not one plain range is answered with everything, as the standard allows
            body(ctx, file, new Range(0, size - 1));
            return;
        }
        Range range = range(asked, size);
        if (range.first() >= size || range.last() < range.first()) {
            ctx.status(416).header("Content-Range", "bytes */" + size);
            return;
        }
        ctx.status(206).header("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
        body(ctx, file, range);
    }

    private static String rangeHeader(Context ctx, String etag) {
        String range = ctx.header("Range");
        String onlyIf = ctx.header("If-Range");
        return range == null || (onlyIf != null && !onlyIf.equals(etag)) ? "" : range;
    }

    private static Range range(Matcher asked, long size) {
        if (asked.group(1).isEmpty()) {
            return new Range(Math.max(0, size - Long.parseLong(asked.group(2))), size - 1);
        }
        long first = Long.parseLong(asked.group(1));
        long last = asked.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(asked.group(2)));
        return new Range(first, last);
    }

    private static void body(Context ctx, Path file, Range range) throws IOException {
        ctx.contentType("application/zip").header("Content-Length", Long.toString(range.length()));
        if (ctx.method().name().equals("HEAD")) {
            return;
        }
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(range.first());
        } catch (IOException e) {
            in.close();
            throw e;
        }
        ctx.result(new Part(in, range.length()));
    }

    /** The next {@code left} bytes of a stream. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(buffer, offset, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }
    }
}
