-- What is live in a deployment: what the last push that was finished carried, and what its modules say of themselves.
CREATE TABLE apps (
    deployment_id INTEGER PRIMARY KEY REFERENCES deployments ON DELETE CASCADE,
    artifact TEXT NOT NULL,
    analysis TEXT NOT NULL
) STRICT;

-- Pushes that were begun and not finished. One with other schemas takes the place of those before it.
CREATE TABLE pushes (
    id TEXT PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    artifact TEXT NOT NULL,
    analysis TEXT NOT NULL,
    environment_sha256 TEXT NOT NULL,
    schemas_sha256 TEXT NOT NULL,
    overwritten INTEGER NOT NULL DEFAULT 0 CHECK (overwritten IN (0, 1)),
    create_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pushes_by_deployment ON pushes (deployment_id, create_time);
