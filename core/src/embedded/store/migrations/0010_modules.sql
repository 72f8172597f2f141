-- Modules of apps and pushes, each stored once per content. The texts in `apps` and `pushes` refer to them by hash.
CREATE TABLE modules (
    sha256 BLOB PRIMARY KEY,
    source TEXT NOT NULL,
    source_map TEXT
) STRICT;

CREATE TABLE app_modules (
    deployment_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
    sha256 BLOB NOT NULL REFERENCES modules,
    PRIMARY KEY (deployment_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX app_modules_by_content ON app_modules (sha256);

CREATE TABLE push_modules (
    push_id TEXT NOT NULL REFERENCES pushes ON DELETE CASCADE,
    sha256 BLOB NOT NULL REFERENCES modules,
    PRIMARY KEY (push_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_modules_by_content ON push_modules (sha256);

-- A module without a use is deleted.
CREATE TRIGGER app_module_unused AFTER DELETE ON app_modules BEGIN
    DELETE FROM modules WHERE sha256 = OLD.sha256
        AND NOT EXISTS (SELECT 1 FROM app_modules WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM push_modules WHERE sha256 = OLD.sha256);
END;
CREATE TRIGGER push_module_unused AFTER DELETE ON push_modules BEGIN
    DELETE FROM modules WHERE sha256 = OLD.sha256
        AND NOT EXISTS (SELECT 1 FROM app_modules WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM push_modules WHERE sha256 = OLD.sha256);
END;
