-- What was so of a host, from when until when (9223372036854775807: still). Made from the ledger in the same commits, so that
-- a look at any past moment need not read the ledger from its start.
CREATE TABLE past (
    host_id text NOT NULL,
    facet text NOT NULL,
    app text NOT NULL,
    seq bigint NOT NULL,
    from_at bigint NOT NULL,
    until_at bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (host_id, facet, app, seq)
);
CREATE INDEX past_time ON past (until_at, from_at);

-- the last entry of the ledger that is in it
ALTER TABLE ledger_end ADD COLUMN past_seq bigint NOT NULL DEFAULT 0;
