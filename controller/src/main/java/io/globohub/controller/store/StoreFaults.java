package io.globohub.controller.store;

import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteException;

/** What a failure of the database means for whoever asked. Pure. */
final class StoreFaults {
    private static final int FULL = 13;
    private static final int IO_ERROR = 10;
    private static final int READ_ONLY = 8;
    private static final Set<Integer> CORRUPT = Set.of(11, 26);
    /** Of PostgreSQL; its other states beginning with 53 are want of memory and connections. */
    private static final String DISK_FULL = "53100";

    private StoreFaults() {}

    /** The refusal that says it, or empty when it is no fault of the database itself. */
    static Optional<Refused> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return ofSqlite(sqlite);
            }
            if (cause instanceof SQLException sql) {
                return ofPostgres(sql);
            }
        }
        return Optional.empty();
    }

    private static Optional<Refused> ofSqlite(SQLiteException e) {
        // the low byte is the primary code, the rest says more
        int code = e.getResultCode().code & 0xff;
        if (code == FULL) {
            return Optional.of(full());
        }
        if (CORRUPT.contains(code)) {
            return Optional.of(corrupt(e.getMessage()));
        }
        return code == IO_ERROR || code == READ_ONLY
                ? Optional.of(new Refused(
                        Reason.UNAVAILABLE,
                        "the controller cannot write to its disk, nothing was changed: " + e.getMessage()))
                : Optional.empty();
    }

    private static Optional<Refused> ofPostgres(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals(DISK_FULL)) {
            return Optional.of(full());
        }
        boolean away = e instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57");
        return away
                ? Optional.of(new Refused(
                        Reason.UNAVAILABLE, "the database cannot be used at the moment, nothing was changed"))
                : Optional.empty();
    }

    private static Refused full() {
        return new Refused(
                Reason.DISK_FULL,
                "the disk of the controller's database is full: nothing was changed, free space there");
    }

    static Refused corrupt(String what) {
        return new Refused(
                Reason.STORE_CORRUPT,
                "the controller's database is damaged (" + what + "); it was left as it is: restore a backup");
    }
}
