package io.globohub.agent.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** Sockets that reach one Unix domain socket whatever address is asked for; lets okhttp speak HTTP over it. */
final class UnixSocketFactory extends SocketFactory {
    private final Path path;

    UnixSocketFactory(Path path) {
        this.path = path;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new UnixSocket(SocketChannel.open(StandardProtocolFamily.UNIX), path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket();
    }

    /** Closing the channel ends a blocked read, so the caller's own watchdog is what bounds the time. */
    private static final class UnixSocket extends Socket {
        private final SocketChannel channel;
        private final Path path;

        UnixSocket(SocketChannel channel, Path path) {
            this.channel = channel;
            this.path = path;
        }

        @Override
        public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
            channel.connect(UnixDomainSocketAddress.of(path));
        }

        @Override
        public InputStream getInputStream() {
            return Channels.newInputStream(channel);
        }

        @Override
        public OutputStream getOutputStream() {
            return Channels.newOutputStream(channel);
        }

        @Override
        public boolean isConnected() {
            return channel.isConnected();
        }

        @Override
        public boolean isClosed() {
            return !channel.isOpen();
        }

        @Override
        public synchronized void setSoTimeout(int millis) {
            // a channel has no read timeout; okhttp's call timeout closes the socket instead
        }

        @Override
        public synchronized int getSoTimeout() {
            return 0;
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // no such thing on a Unix socket
        }

        @Override
        public synchronized void close() throws IOException {
            channel.close();
        }
    }
}
