package io.globohub.agent.control;

import io.globohub.common.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers local requests, each on a thread of its own: one that asks for something long, or connects and says nothing,
 * keeps nobody else waiting.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int MAX_REQUEST_CHARS = 64 * 1024;
    private static final int MAX_CLIENTS = 16;
    private static final long LONGEST_TALK_SECONDS = 10;

    private final Path socket;
    private final Function<ControlRequest, ControlReply> handler;
    private final ServerSocketChannel server;
    private final Thread thread;
    private final Semaphore free = new Semaphore(MAX_CLIENTS);
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread watching = new Thread(runnable, "control-deadlines");
        watching.setDaemon(true);
        return watching;
    });

    /** Binds at once; a socket left by an agent that is gone is replaced. */
    public ControlServer(Path socket, Function<ControlRequest, ControlReply> handler) {
        this.socket = socket;
        this.handler = handler;
        try {
            Files.createDirectories(socket.getParent());
            Files.deleteIfExists(socket);
            this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException("the control socket " + socket + " cannot be made", e);
        }
        this.thread = new Thread(this::serve, "control");
        thread.setDaemon(true);
    }

    public ControlServer start() {
        thread.start();
        return this;
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (free.tryAcquire()) {
                    Thread talk = new Thread(() -> talk(client), "control-client");
                    talk.setDaemon(true);
                    talk.start();
                } else {
                    client.close();
                }
            } catch (ClosedChannelException closing) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("a local request could not be taken: {}", e.toString());
            }
        }
    }

    private void talk(SocketChannel client) {
        ScheduledFuture<?> deadline = deadlines.schedule(() -> hangUp(client), LONGEST_TALK_SECONDS, TimeUnit.SECONDS);
        try (client) {
            answer(client);
        } catch (IOException | RuntimeException e) {
            LOG.warn("a local request could not be answered: {}", e.toString());
        } finally {
            deadline.cancel(false);
            free.release();
        }
    }

    private static void hangUp(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("a local client was gone already: {}", e.toString());
        }
    }

    private void answer(SocketChannel client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
        ControlReply reply;
        try {
            reply = handler.apply(Json.readStrict(line(in), ControlRequest.class));
        } catch (IllegalArgumentException e) {
            reply = ControlReply.refused(e.getMessage());
        }
        ByteBuffer bytes = ByteBuffer.wrap((Json.write(reply) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == MAX_REQUEST_CHARS) {
                throw new IllegalArgumentException("the request is too long");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            deadlines.shutdownNow();
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("the control socket could not be removed: {}", e.toString());
        }
    }
}
