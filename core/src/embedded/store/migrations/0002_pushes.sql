-- The live app of each deployment: contents of the last finished push, and the metadata of its modules.
CREATE TABLE apps (
    deployment_id INTEGER PRIMARY KEY REFERENCES deployments ON DELETE CASCADE,
    artifact TEXT NOT NULL,
    analysis TEXT NOT NULL
) STRICT;

-- Unfinished pushes. A push with other schemas replaces earlier ones.
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
