-- Logs of apps that somebody waits for, and what has come of them; both are forgotten within minutes.
CREATE TABLE log_request (
    id text PRIMARY KEY,
    expires_at bigint NOT NULL,
    body text NOT NULL
);

CREATE TABLE log_chunk (
    request_id text NOT NULL,
    seq bigint NOT NULL,
    characters bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (request_id, seq)
);
