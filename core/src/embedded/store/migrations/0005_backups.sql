-- A backup is an export that the platform asked for. Its number is its position, which is never used twice.
ALTER TABLE exports ADD COLUMN requestor TEXT NOT NULL DEFAULT 'snapshotExport'
    CHECK (requestor IN ('snapshotExport', 'cloudBackup'));
CREATE INDEX backups_by_expiry ON exports (expiration_ts) WHERE requestor = 'cloudBackup' AND is_open = 0;

-- The backup that a restore is from. Its file is the backup's own.
ALTER TABLE imports ADD COLUMN backup_id INTEGER;

-- Deployments that are backed up on their own, and when that is next due.
CREATE TABLE periodic_backups (
    deployment_id INTEGER PRIMARY KEY REFERENCES deployments ON DELETE CASCADE,
    cronspec TEXT NOT NULL,
    expiration_delta_secs INTEGER NOT NULL,
    include_storage INTEGER NOT NULL CHECK (include_storage IN (0, 1)),
    next_run INTEGER NOT NULL
) STRICT;
CREATE INDEX periodic_backups_by_next_run ON periodic_backups (next_run);
