package io.globohub.packaging;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * As much of HTTP/1.1 (RFC 9112) as a load client needs, over plain sockets: a library would retry and reuse by rules of
 * its own, and the counts would no longer be exact. Not thread-safe: one for each client thread.
 */
final class HttpExchange implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    /** @param headers by name in lower case */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "unknown");
        }
    }

    private final InetSocketAddress address;
    private Socket kept;

    HttpExchange(int port) {
        this(InetAddress.getLoopbackAddress(), port);
    }

    HttpExchange(InetAddress host, int port) {
        this.address = new InetSocketAddress(host, port);
    }

    /** One request on a connection of its own. */
    Answer onNewConnection(String method, String path, String body) throws IOException {
        try (Socket socket = connect()) {
            send(socket, method, path, body, "close");
            return receive(new BufferedInputStream(socket.getInputStream()), method);
        }
    }

    /** One request on the connection of the one before, if the server kept it. */
    Answer onKeptConnection(String method, String path) throws IOException {
        boolean reused = kept != null;
        if (!reused) {
            kept = connect();
        }
        try {
            return overKept(method, path);
        } catch (DiedBeforeAnAnswer e) {
            if (!reused) {
                throw e;
            }
            kept = connect();
            return overKept(method, path);
        }
    }

    private Answer overKept(String method, String path) throws IOException {
        Socket socket = kept;
        BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
        try {
            send(socket, method, path, "", "keep-alive");
            in.mark(1);
            if (in.read() < 0) {
                throw new EOFException("closed");
            }
            in.reset();
        } catch (IOException e) {
            drop();
            throw new DiedBeforeAnAnswer(e);
        }
        try {
            Answer answer = receive(in, method);
            if (!"keep-alive".equalsIgnoreCase(answer.headers().getOrDefault("connection", "keep-alive"))) {
                drop();
            }
            return answer;
        } catch (IOException e) {
            drop();
            throw e;
        }
    }

    /** The connection ended before the first byte of the answer. */
    private static final class DiedBeforeAnAnswer extends IOException {
        private static final long serialVersionUID = 1;

        DiedBeforeAnAnswer(IOException cause) {
            super("the connection ended before an answer: " + cause.getMessage(), cause);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(address, TIMEOUT_MILLIS);
        return socket;
    }

    private void send(Socket socket, String method, String path, String body, String connection) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
                + "\r\nConnection: " + connection + "\r\nContent-Type: application/json\r\nContent-Length: "
                + content.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(content);
        socket.getOutputStream().write(request.toByteArray());
    }

    private static Answer receive(InputStream in, String method) throws IOException {
        String[] statusLine = line(in).split(" ", 3);
        if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
            throw new IOException("this is no HTTP answer: " + String.join(" ", statusLine));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        String length = headers.get("content-length");
        byte[] body = method.equals("HEAD")
                ? new byte[0]
                : length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        if (length != null && body.length < Integer.parseInt(length)) {
            throw new EOFException("the answer was cut after " + body.length + " of " + length + " bytes");
        }
        return new Answer(Integer.parseInt(statusLine[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended in the middle of an answer");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private void drop() {
        Socket dropped = kept;
        kept = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (IOException alreadyGone) {
                // nothing of it is left
            }
        }
    }

    @Override
    public void close() {
        drop();
    }
}
