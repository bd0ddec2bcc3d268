package io.globohub.controller.records;

import java.io.IOException;
import java.io.OutputStream;

/** Gives out everything a controller remembers, as of one moment, while it goes on. Thread-safe. */
public interface BackupSource {
    /** Makes what has to be made before the first byte can leave; refuses where the store is backed up otherwise. */
    Prepared prepare() throws IOException;

    /** A backup that is ready to be sent; closing it removes what was made for it. */
    interface Prepared extends AutoCloseable {
        void writeTo(OutputStream out) throws IOException;

        @Override
        void close() throws IOException;
    }
}
