package io.globohub.agent.uplink;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The controllers and which of them is asked first: one stays until it fails. Thread-safe. */
public final class ControllerList {
    private final List<URI> addresses;
    private final AtomicInteger preferred = new AtomicInteger();

    public ControllerList(List<URI> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("there must be a controller");
        }
        this.addresses = List.copyOf(addresses);
    }

    public int size() {
        return addresses.size();
    }

    /** The one asked first. */
    public URI current() {
        return addresses.get(preferred.get());
    }

    /** Moves on from one that failed; does nothing when another thread has moved on already. */
    public void failed(URI address) {
        int at = addresses.indexOf(address);
        preferred.compareAndSet(at, (at + 1) % addresses.size());
    }
}
