package io.globohub.agent.port;

import io.globohub.common.manifest.BindAddress;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tries to listen on an address for an instant, as gunicorn will, and finds out who is in the way. Thread-safe.
 */
public final class PortCheck {
    private final SocketTable sockets;

    public PortCheck(SocketTable sockets) {
        this.sockets = sockets;
    }

    /**
     * Why {@code bind} cannot be listened on; empty when it can, or when only {@code ours} stand in the way.
     *
     * @param ours ids of our own live processes of the app in question
     */
    public Optional<Failure> problem(BindAddress bind, Set<Long> ours) throws IOException {
        InetAddress address;
        try {
            address = InetAddress.getByName(bind.host());
        } catch (UnknownHostException e) {
            return Optional.of(
                    new Failure(Reason.ADDRESS_NOT_LOCAL, "'" + bind.host() + "' is not a name of this host"));
        }
        try {
            listenFor(address, bind.port());
            return Optional.empty();
        } catch (SocketException e) {
            String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (why.contains("in use")) {
                return holders(bind, address, ours);
            }
            if (why.contains("permission denied")) {
                return Optional.of(
                        new Failure(Reason.PORT_FORBIDDEN, "the agent's user may not listen on port " + bind.port()));
            }
            if (why.contains("cannot assign") || e instanceof BindException) {
                return Optional.of(
                        new Failure(Reason.ADDRESS_NOT_LOCAL, "no interface of this host has " + bind.host()));
            }
            throw e;
        }
    }

    private static void listenFor(InetAddress address, int port) throws IOException {
        // the family is said expressly: left to itself, Java opens an IPv6 socket for an IPv4 wildcard
        StandardProtocolFamily family =
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (ServerSocketChannel socket = ServerSocketChannel.open(family)) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(address, port));
        }
    }

    private Optional<Failure> holders(BindAddress bind, InetAddress address, Set<Long> ours) throws IOException {
        List<Listener> inTheWay = sockets.listeners().stream()
                .filter(listener -> listener.isInTheWayOf(address, bind.port()))
                .toList();
        for (Listener listener : inTheWay) {
            List<SocketHolder> holders = sockets.holdersOf(listener.inode());
            if (holders.stream().noneMatch(holder -> ours.contains(holder.pid()))) {
                return Optional.of(new Failure(
                        Reason.PORT_IN_USE, bind + " is in use by " + named(holders, listener) + " on " + listener));
            }
        }
        return inTheWay.isEmpty()
                ? Optional.of(new Failure(Reason.PORT_IN_USE, bind + " is in use, by whom cannot be seen"))
                : Optional.empty();
    }

    private static String named(List<SocketHolder> holders, Listener listener) {
        return holders.isEmpty()
                ? "a process of another user (uid " + listener.uid() + ")"
                : holders.stream().limit(3).map(SocketHolder::toString).collect(Collectors.joining(", "));
    }
}
