package io.globohub.controller;

import java.net.URI;
import java.nio.file.Path;

/** Where the content of packs is kept. */
public sealed interface PackPlace {
    /**
     * The place of that name.
     *
     * @param name {@code directory}, {@code database} or an address; null is the default
     * @param credentials {@code user:password} for an address, or null
     * @param authorities PEM file of the certificates to trust there, or null for the system's
     */
    static PackPlace named(String name, String credentials, Path authorities) {
        if (name == null) {
            return null;
        }
        if (name.startsWith("https://") || name.startsWith("http://")) {
            return new Http(URI.create(name), credentials, authorities);
        }
        return switch (name) {
            case "directory" -> new Directory();
            case "database" -> new InDatabase();
            default ->
                throw new IllegalArgumentException("packs are kept in 'directory', 'database' or at an address such as"
                        + " https://nexus.example.com/repository/packs, not in '" + name + "'");
        };
    }

    /** In the directory of packs on this machine: for one controller alone. */
    record Directory() implements PackPlace {}

    /** In the PostgreSQL database, so that every controller on it finds them. */
    record InDatabase() implements PackPlace {}

    /**
     * In a repository that takes PUT and GET.
     *
     * @param credentials {@code user:password}, or null
     * @param authorities PEM file of the certificates to trust, or null for the system's
     */
    record Http(URI address, String credentials, Path authorities) implements PackPlace {
        @Override
        public String toString() {
            return "Http[" + address + "]";
        }
    }
}
