package io.globohub.controller;

import io.globohub.common.pack.PackLimits;
import io.globohub.controller.api.Entrance;
import io.globohub.controller.fleet.FreshnessRule;
import io.globohub.controller.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * How a controller runs.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param dataDir holds the SQLite file, and what else has no place of its own
 * @param jdbcUrl a PostgreSQL database instead of SQLite, or null
 * @param packDir where pack files lie
 * @param freshness when a host counts as fresh, stale or lost
 * @param checkinSeconds how often agents are asked to check in
 * @param packLimits bounds on packs
 * @param adminTokenFile where the very first start writes the admin token
 * @param packs where packs are kept; null is the PostgreSQL database where there is one, else {@code packDir}
 * @param entrance TLS, limits, and which proxies are believed
 */
public record ControllerConfig(
        String host,
        int port,
        Path dataDir,
        String jdbcUrl,
        Path packDir,
        FreshnessRule freshness,
        int checkinSeconds,
        PackLimits packLimits,
        Path adminTokenFile,
        PackPlace packs,
        Entrance entrance) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 7070;
    private static final int DEFAULT_CHECKIN_SECONDS = 10;

    public ControllerConfig {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host must be an address to listen on");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (jdbcUrl != null && !jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("jdbc_url must begin with jdbc:postgresql:, or be left out for SQLite");
        }
        if (packs instanceof PackPlace.InDatabase && jdbcUrl == null) {
            throw new IllegalArgumentException("packs can be kept in the database only where that is a PostgreSQL");
        }
        if (checkinSeconds < 1 || checkinSeconds > 3600) {
            throw new IllegalArgumentException("checkin_seconds must be between 1 and 3600");
        }
    }

    /** On {@code 127.0.0.1:7070} with everything in {@code dataDir}. */
    public static ControllerConfig in(Path dataDir) {
        return new ControllerConfig(
                DEFAULT_HOST,
                DEFAULT_PORT,
                dataDir,
                null,
                dataDir.resolve("packs"),
                FreshnessRule.DEFAULT,
                DEFAULT_CHECKIN_SECONDS,
                PackLimits.DEFAULT,
                dataDir.resolve("admin-token"),
                null,
                Entrance.DEFAULT);
    }

    public ControllerConfig listeningOn(String address, int onPort) {
        return new ControllerConfig(
                address,
                onPort,
                dataDir,
                jdbcUrl,
                packDir,
                freshness,
                checkinSeconds,
                packLimits,
                adminTokenFile,
                packs,
                entrance);
    }

    /** Where packs are kept, the default included. */
    public PackPlace packPlace() {
        if (packs != null) {
            return packs;
        }
        return jdbcUrl == null ? new PackPlace.Directory() : new PackPlace.InDatabase();
    }

    public ControllerConfig keepingPacks(PackPlace place) {
        return new ControllerConfig(
                host,
                port,
                dataDir,
                jdbcUrl,
                packDir,
                freshness,
                checkinSeconds,
                packLimits,
                adminTokenFile,
                place,
                entrance);
    }

    /** With its records in a PostgreSQL database. */
    public ControllerConfig storedIn(String url) {
        return new ControllerConfig(
                host,
                port,
                dataDir,
                url,
                packDir,
                freshness,
                checkinSeconds,
                packLimits,
                adminTokenFile,
                packs,
                entrance);
    }

    public ControllerConfig withCheckinSeconds(int seconds) {
        return new ControllerConfig(
                host, port, dataDir, jdbcUrl, packDir, freshness, seconds, packLimits, adminTokenFile, packs, entrance);
    }

    public ControllerConfig withPackLimits(PackLimits limits) {
        return new ControllerConfig(
                host,
                port,
                dataDir,
                jdbcUrl,
                packDir,
                freshness,
                checkinSeconds,
                limits,
                adminTokenFile,
                packs,
                entrance);
    }

    public ControllerConfig withEntrance(Entrance other) {
        return new ControllerConfig(
                host,
                port,
                dataDir,
                jdbcUrl,
                packDir,
                freshness,
                checkinSeconds,
                packLimits,
                adminTokenFile,
                packs,
                other);
    }

    /**
     * Speaks TLS with these PEM files.
     *
     * @param clientAuthorities authorities of client certificates, or null
     */
    public ControllerConfig withTls(Path certificate, Path key, Path clientAuthorities, boolean clientsNeedOne) {
        return withEntrance(entrance.withTls(new TlsFiles(certificate, key, clientAuthorities, clientsNeedOne)));
    }

    /** With limits other than the usual ones. */
    public ControllerConfig limitedTo(Limits limits) {
        return withEntrance(limits.over(entrance));
    }

    /** Believes these addresses what they say in {@code X-Forwarded-For}. */
    public ControllerConfig behindProxies(Collection<String> addresses) {
        return withEntrance(entrance.behind(Set.copyOf(addresses)));
    }
}
