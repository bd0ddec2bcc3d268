package io.globohub.testkit;

import java.io.IOException;

/** A real PostgreSQL for one test class. */
public sealed interface PostgresServer extends AutoCloseable permits OwnPostgres, GivenPostgres {
    /** The one that the variable GLOBOHUB_TEST_POSTGRES names, else one of its own. */
    static PostgresServer start() throws IOException, InterruptedException {
        String given = System.getenv("GLOBOHUB_TEST_POSTGRES");
        return given == null ? OwnPostgres.start() : new GivenPostgres(given);
    }

    /**
     * A new, empty database.
     *
     * @return its {@code jdbc:postgresql:} address, with the user
     */
    String newDatabase(String name) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
