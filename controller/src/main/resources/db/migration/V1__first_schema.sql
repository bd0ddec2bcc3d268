-- One schema for SQLite and PostgreSQL. Instants are milliseconds since 1970 UTC; values with structure are JSON text.

CREATE TABLE host (
    id text PRIMARY KEY,
    name text NOT NULL,
    state text NOT NULL,
    labels text NOT NULL,
    hold text,
    generation bigint NOT NULL,
    revision bigint NOT NULL,
    ack_seq bigint NOT NULL,
    os text,
    enrolled_at bigint NOT NULL,
    lost_at bigint,
    credential_hash text UNIQUE
);
-- a retired host's name may be taken again
CREATE UNIQUE INDEX host_active_name ON host (name) WHERE state = 'active';

CREATE TABLE last_seen (
    host_id text PRIMARY KEY REFERENCES host (id),
    at bigint NOT NULL,
    body text NOT NULL
);

CREATE TABLE pack (
    app text NOT NULL,
    version text NOT NULL,
    sha256 text NOT NULL,
    body text NOT NULL,
    pushed_at bigint NOT NULL,
    PRIMARY KEY (app, version)
);
CREATE INDEX pack_sha256 ON pack (sha256);

CREATE TABLE manifest (
    id text PRIMARY KEY,
    app text NOT NULL,
    body text NOT NULL,
    created_at bigint NOT NULL,
    created_by text NOT NULL
);

CREATE TABLE assignment (
    host_id text NOT NULL REFERENCES host (id),
    app text NOT NULL,
    goal text NOT NULL,
    manifest_id text NOT NULL REFERENCES manifest (id),
    generation bigint NOT NULL,
    rollout_id text,
    attempt integer NOT NULL,
    restart integer NOT NULL,
    PRIMARY KEY (host_id, app)
);

CREATE TABLE rollout (
    id text PRIMARY KEY,
    app text NOT NULL,
    status text NOT NULL,
    unfinished integer NOT NULL,
    revision bigint NOT NULL,
    body text NOT NULL
);
CREATE INDEX rollout_unfinished ON rollout (unfinished, id);

CREATE TABLE rollout_host (
    rollout_id text NOT NULL REFERENCES rollout (id),
    host_id text NOT NULL REFERENCES host (id),
    name text NOT NULL,
    batch integer NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (rollout_id, host_id)
);

CREATE TABLE token (
    id text PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    created_at bigint NOT NULL,
    body text NOT NULL
);

CREATE TABLE event (
    seq bigint PRIMARY KEY,
    at bigint NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    host_id text,
    host text,
    app text,
    rollout_id text,
    body text NOT NULL
);
CREATE INDEX event_host ON event (host_id, seq);
CREATE INDEX event_app ON event (app, seq);
CREATE INDEX event_rollout ON event (rollout_id, seq);

-- one row: the end of the chain. Every writer takes it first, so writers run one after the other.
CREATE TABLE ledger_end (
    id integer PRIMARY KEY,
    seq bigint NOT NULL,
    hash text NOT NULL
);
INSERT INTO ledger_end (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE answer (
    actor text NOT NULL,
    key text NOT NULL,
    request_digest text NOT NULL,
    subject text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (actor, key)
);
