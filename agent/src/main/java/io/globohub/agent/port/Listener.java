package io.globohub.agent.port;

import io.globohub.common.manifest.BindAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A listening TCP socket of this host, as {@code /proc/net/tcp} and {@code tcp6} list it. Pure.
 *
 * @param uid of the user who opened it
 * @param inode by which the file descriptors of processes name it
 */
public record Listener(InetAddress address, int port, int uid, long inode) {
    private static final String LISTEN = "0A";
    private static final int STATE = 3;
    private static final int UID = 7;
    private static final int INODE = 9;

    /** The listening sockets among the lines of either table; lines of another shape are passed over. */
    public static List<Listener> parse(List<String> table) {
        return table.stream().map(Listener::ofLine).flatMap(Optional::stream).toList();
    }

    private static Optional<Listener> ofLine(String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length <= INODE || !fields[STATE].equals(LISTEN)) {
            return Optional.empty();
        }
        String[] local = fields[1].split(":");
        try {
            return Optional.of(new Listener(
                    address(local[0]),
                    Integer.parseInt(local[1], 16),
                    Integer.parseInt(fields[UID]),
                    Long.parseLong(fields[INODE])));
        } catch (IllegalArgumentException | UnknownHostException otherShape) {
            return Optional.empty();
        }
    }

    /** The kernel prints an address as 32-bit words, each in the byte order of the machine, which is little-endian. */
    private static InetAddress address(String hex) throws UnknownHostException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] network = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            network[i] = bytes[(i & ~3) + 3 - (i & 3)];
        }
        return InetAddress.getByAddress(network);
    }

    /** Whether this socket can be what keeps {@code wanted}:{@code wantedPort} from being listened on. */
    public boolean isInTheWayOf(InetAddress wanted, int wantedPort) {
        if (port != wantedPort) {
            return false;
        }
        boolean sameFamily = address.getAddress().length == wanted.getAddress().length;
        if (sameFamily) {
            return address.isAnyLocalAddress()
                    || wanted.isAnyLocalAddress()
                    || Arrays.equals(address.getAddress(), wanted.getAddress());
        }
        // a wildcard of IPv6 takes IPv4 as well, unless it was opened otherwise, which the table does not tell
        boolean mineTakesBoth = address.isAnyLocalAddress() && address.getAddress().length == 16;
        boolean wantedTakesBoth = wanted.isAnyLocalAddress() && wanted.getAddress().length == 16;
        return mineTakesBoth || wantedTakesBoth;
    }

    /** As a bind address is written. */
    @Override
    public String toString() {
        return new BindAddress(Objects.requireNonNull(address.getHostAddress()).replaceAll("%.*", ""), port).toString();
    }
}
