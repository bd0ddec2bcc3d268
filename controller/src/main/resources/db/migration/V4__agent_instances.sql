-- The agent processes that used each host's credential, newest by first_seen_at: one that speaks again after a newer one
-- did shares its credential with another machine.
CREATE TABLE agent_instance (
    host_id text NOT NULL REFERENCES host (id),
    instance_id text NOT NULL,
    boot_id text,
    first_seen_at bigint NOT NULL,
    contested_at bigint,
    PRIMARY KEY (host_id, instance_id)
);
CREATE INDEX agent_instance_contested ON agent_instance (contested_at);
