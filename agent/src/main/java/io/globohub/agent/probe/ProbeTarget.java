package io.globohub.agent.probe;

import io.globohub.common.manifest.BindAddress;
import java.nio.file.Path;

/** Where an app is asked. */
public sealed interface ProbeTarget {
    /** A TCP address, reached from this host. */
    record Tcp(BindAddress address) implements ProbeTarget {
        @Override
        public String toString() {
            return address.local().toString();
        }
    }

    /** The private socket of a candidate. */
    record Unix(Path socket) implements ProbeTarget {
        @Override
        public String toString() {
            return "its private socket";
        }
    }
}
