-- What one controller has written down, another takes over: rows whose number is above the last one it saw.
-- Writers run one after the other, so these numbers grow in the order of commits.
ALTER TABLE last_seen ADD COLUMN written bigint NOT NULL DEFAULT 0;
ALTER TABLE last_seen ADD COLUMN writer text NOT NULL DEFAULT '';
CREATE INDEX last_seen_written ON last_seen (written);

-- one minute a value, packed by column; hours since 1970
CREATE TABLE host_metrics (
    host_id text NOT NULL REFERENCES host (id),
    hour bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (host_id, hour)
);
CREATE INDEX host_metrics_hour ON host_metrics (hour);

-- packs, where they are kept in the database; a pack is there when its first row is, for all come in one transaction
CREATE TABLE pack_part (
    sha256 text NOT NULL,
    part integer NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (sha256, part)
);
