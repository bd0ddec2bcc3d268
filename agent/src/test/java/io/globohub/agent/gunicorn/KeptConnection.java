package io.globohub.agent.gunicorn;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests one after the other on a connection as long as the server keeps it. For one thread. */
final class KeptConnection {
    private final int port;
    private Socket socket;
    private InputStream in;

    KeptConnection(int port) {
        this.port = port;
    }

    /** The head and body of the answer. */
    String get(String path) throws IOException {
        boolean reused = socket != null;
        try {
            return exchange(path);
        } catch (NoAnswer died) {
            close();
            if (!reused) {
                throw died;
            }
            return exchange(path);
        }
    }

    private static final class NoAnswer extends IOException {
        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private String exchange(String path) throws IOException {
        int first;
        try {
            if (socket == null) {
                socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
                socket.setSoTimeout(10_000);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            first = in.read();
        } catch (IOException e) {
            throw new NoAnswer("the connection died before an answer: " + e, e);
        }
        if (first < 0) {
            throw new NoAnswer("the connection was closed before an answer", null);
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(first);
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the answer was cut in its head");
            }
            head.write(next);
        }
        return rest(head.toString(StandardCharsets.ISO_8859_1));
    }

    private String rest(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        boolean chunked = lower.contains("transfer-encoding: chunked");
        byte[] body;
        if (chunked) {
            body = chunks();
        } else {
            int at = lower.indexOf("content-length:");
            int length = at < 0
                    ? 0
                    : Integer.parseInt(
                            lower.substring(at + 15, lower.indexOf('\r', at)).strip());
            body = in.readNBytes(length);
            if (body.length < length) {
                throw new IOException("the answer was cut in its body");
            }
        }
        if (lower.contains("connection: close")) {
            close();
        }
        return head + new String(body, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the answer was cut");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
