package io.globohub.controller.webhook;

import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Keeps webhooks from reaching what only this machine can reach: itself, and services of its link such as a cloud's
 * metadata. It looks at the very addresses that are then connected to, so a name that means another one the next time
 * gets no further. Thread-safe.
 *
 * @param everywhere for tests, and for a receiver on the controller's own machine
 */
record AddressGuard(boolean everywhere) implements Dns {
    private static final int LONGEST = 2000;

    /** The address as it may be called; refuses one that may not. */
    HttpUrl check(String url) {
        HttpUrl parsed = url == null || url.length() > LONGEST ? null : HttpUrl.parse(url);
        if (parsed == null) {
            throw new Refused(Reason.BAD_REQUEST, "url must be an http or https address of at most 2000 characters");
        }
        if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            throw new Refused(Reason.BAD_REQUEST, "url must not hold a user name or password");
        }
        // for an address written as numbers no name is looked up
        if (isNumeric(parsed.host())) {
            try {
                refuseForbidden(parsed.host(), List.of(InetAddress.getByName(parsed.host())));
            } catch (UnknownHostException e) {
                throw new Refused(Reason.WEBHOOK_FORBIDDEN, e.getMessage());
            }
        }
        return parsed;
    }

    private static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> addresses = Dns.SYSTEM.lookup(hostname);
        refuseForbidden(hostname, addresses);
        return addresses;
    }

    private void refuseForbidden(String host, List<InetAddress> addresses) throws UnknownHostException {
        for (InetAddress address : addresses) {
            if (!everywhere && isForbidden(address)) {
                throw new UnknownHostException(
                        host + " means " + address.getHostAddress() + ", which webhooks must not call");
            }
        }
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || address.getAddress()[0] == 0;
    }
}
