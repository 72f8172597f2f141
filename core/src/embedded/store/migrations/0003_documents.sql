-- Timestamps of data are nanoseconds since the Unix epoch, each later than those before it in the same deployment.
CREATE TABLE data_clocks (
    deployment_id INTEGER PRIMARY KEY REFERENCES deployments ON DELETE CASCADE,
    ts INTEGER NOT NULL
) STRICT;

-- A table that an import fills is hidden until the import is complete. A replaced or deleted table is gone, and is kept for
-- a while for clients that follow the data. `ts` is the time of the last change of state.
CREATE TABLE data_tables (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    component TEXT NOT NULL,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('hidden', 'active', 'gone')),
    ts INTEGER NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX active_data_tables ON data_tables (deployment_id, component, name) WHERE state = 'active';
CREATE UNIQUE INDEX numbers_of_data_tables ON data_tables (deployment_id, component, number) WHERE state = 'active';
CREATE INDEX data_tables_by_deployment ON data_tables (deployment_id, state, ts);

-- `document` is the complete document in export JSON, with its fields in order. `ts` is the time of the insertion if that is
-- later than the `ts` of the table, else 0.
CREATE TABLE documents (
    position INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL REFERENCES data_tables ON DELETE CASCADE,
    id BLOB NOT NULL,
    creation_time REAL NOT NULL,
    ts INTEGER NOT NULL DEFAULT 0,
    document TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX documents_by_id ON documents (table_id, id);
CREATE INDEX documents_by_creation_time ON documents (table_id, creation_time, id);
CREATE INDEX documents_by_ts ON documents (table_id, ts, id) WHERE ts > 0;

-- Schemas of components, with the progress of their validation: documents up to `checked_id` of `checked_table` are checked.
CREATE TABLE schemas (
    id TEXT PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    component TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'validated', 'active', 'failed', 'overwritten')),
    schema TEXT NOT NULL,
    error TEXT,
    table_name TEXT,
    checked_table TEXT,
    checked_id BLOB,
    create_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX active_schemas ON schemas (deployment_id, component) WHERE state = 'active';
CREATE UNIQUE INDEX next_schemas ON schemas (deployment_id, component) WHERE state IN ('pending', 'validated');
CREATE INDEX schemas_by_deployment ON schemas (deployment_id);

-- Pushes now refer to their schemas. Unfinished pushes are dropped and must be started again.
DROP TABLE pushes;
CREATE TABLE pushes (
    id TEXT PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    artifact TEXT NOT NULL,
    analysis TEXT NOT NULL,
    environment_sha256 TEXT NOT NULL,
    schema_ids TEXT NOT NULL,
    create_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pushes_by_deployment ON pushes (deployment_id, create_time);

-- Files that are uploaded in parts, and files that the platform creates. Both are stored in pieces.
CREATE TABLE files (
    id TEXT PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    create_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_deployment ON files (deployment_id, create_time);
CREATE TABLE file_parts (
    position INTEGER PRIMARY KEY,
    file_id TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    number INTEGER NOT NULL,
    token TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX file_parts_by_number ON file_parts (file_id, number);

-- `request` holds the source and the mode of the import, `state` its progress.
CREATE TABLE imports (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    file_id TEXT REFERENCES files ON DELETE SET NULL,
    member_id INTEGER,
    request TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    create_time INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_by_deployment ON imports (deployment_id, position);
CREATE INDEX open_imports ON imports (is_open) WHERE is_open = 1;
CREATE INDEX imports_by_file ON imports (file_id);

CREATE TABLE exports (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    file_id TEXT REFERENCES files ON DELETE SET NULL,
    request TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    start_ts INTEGER,
    expiration_ts INTEGER NOT NULL,
    create_time INTEGER NOT NULL
) STRICT;
CREATE INDEX exports_by_deployment ON exports (deployment_id, position);
CREATE INDEX open_exports ON exports (is_open) WHERE is_open = 1;
CREATE INDEX exports_by_file ON exports (file_id);
CREATE INDEX exports_by_expiry ON exports (expiration_ts);
