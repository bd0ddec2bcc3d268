package io.globohub.agent.gunicorn;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests without pause from several threads; counts exactly what was sent and what failed. A request on a kept
 * connection that ends before the first byte of its answer is sent once more on a new one, as RFC 9112, 9.3.1 allows.
 */
public final class Load implements AutoCloseable {
    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    public Load(int port, int clients) {
        this(port, clients, false);
    }

    /** {@code kept} sends on one connection as long as the server keeps it. */
    public Load(int port, int clients, boolean kept) {
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(() -> run(port, kept), "load-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(int port, boolean kept) {
        KeptConnection connection = new KeptConnection(port);
        while (!stopped) {
            sent.incrementAndGet();
            try {
                String answer = kept ? connection.get("/") : get(port, "/");
                if (!answer.startsWith("HTTP/1.1 200")) {
                    failures.add(answer.lines().findFirst().orElse("an empty answer"));
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }

    /** One request on a new connection; the whole answer with its head. */
    public static String get(int port, String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public int sent() {
        return sent.get();
    }

    /** Ends the load and gives what failed. */
    public List<String> failures() {
        close();
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
