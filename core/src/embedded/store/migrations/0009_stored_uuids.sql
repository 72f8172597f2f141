-- Stored files by the UUID in their URL.
CREATE TABLE stored_uuids (
    uuid TEXT NOT NULL,
    table_id INTEGER NOT NULL REFERENCES data_tables ON DELETE CASCADE,
    id BLOB NOT NULL,
    PRIMARY KEY (uuid, table_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stored_uuids_by_table ON stored_uuids (table_id);
INSERT OR IGNORE INTO stored_uuids (uuid, table_id, id)
    SELECT json_extract(d.document, '$.internalId'), d.table_id, d.id
    FROM documents AS d JOIN data_tables AS t ON t.id = d.table_id
    WHERE t.name = '_storage' AND json_type(d.document, '$.internalId') = 'text';
