-- Where events are sent, and the log of that. The ids of deliveries sort by their time.
CREATE TABLE webhook (
    id text PRIMARY KEY,
    body text NOT NULL
);

CREATE TABLE webhook_delivery (
    webhook_id text NOT NULL REFERENCES webhook (id),
    id text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (webhook_id, id)
);
