-- A backup is an export requested by the platform. Its number is its position, which is never reused.
ALTER TABLE exports ADD COLUMN requestor TEXT NOT NULL DEFAULT 'snapshotExport'
    CHECK (requestor IN ('snapshotExport', 'cloudBackup'));
CREATE INDEX backups_by_expiry ON exports (expiration_ts) WHERE requestor = 'cloudBackup' AND is_open = 0;

-- The source of a restore. The import uses the file of the backup.
ALTER TABLE imports ADD COLUMN backup_id INTEGER;

-- Deployments with periodic backups, and the time of the next one.
CREATE TABLE periodic_backups (
    deployment_id INTEGER PRIMARY KEY REFERENCES deployments ON DELETE CASCADE,
    cronspec TEXT NOT NULL,
    expiration_delta_secs INTEGER NOT NULL,
    include_storage INTEGER NOT NULL CHECK (include_storage IN (0, 1)),
    next_run INTEGER NOT NULL
) STRICT;
CREATE INDEX periodic_backups_by_next_run ON periodic_backups (next_run);
