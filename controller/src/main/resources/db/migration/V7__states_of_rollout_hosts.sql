-- How many hosts of a rollout are in which state is asked all the time while it runs: it must not take reading every body.
ALTER TABLE rollout_host ADD COLUMN status text NOT NULL DEFAULT 'waiting';

-- within a string of the body a quote is escaped, so this matches nothing but the member itself
UPDATE rollout_host SET status = CASE
    WHEN body LIKE '%"status":"updating"%' THEN 'updating'
    WHEN body LIKE '%"status":"baking"%' THEN 'baking'
    WHEN body LIKE '%"status":"done"%' THEN 'done'
    WHEN body LIKE '%"status":"failed"%' THEN 'failed'
    WHEN body LIKE '%"status":"skipped"%' THEN 'skipped'
    WHEN body LIKE '%"status":"rolling_back"%' THEN 'rolling_back'
    WHEN body LIKE '%"status":"rolled_back"%' THEN 'rolled_back'
    ELSE 'waiting'
END;

CREATE INDEX rollout_host_by_status ON rollout_host (rollout_id, status);
