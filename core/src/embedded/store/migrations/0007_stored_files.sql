-- Contents of stored files, in pieces. The metadata of a file is a document of the table `_storage` with the same id, and
-- has the state of that table.
CREATE TABLE stored_pieces (
    position INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL REFERENCES data_tables ON DELETE CASCADE,
    id BLOB NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX stored_pieces_by_number ON stored_pieces (table_id, id, number);
