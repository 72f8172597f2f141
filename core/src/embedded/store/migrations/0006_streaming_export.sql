-- A table that is gone keeps the time when it became active.
ALTER TABLE data_tables ADD COLUMN gone_ts INTEGER;
UPDATE data_tables SET gone_ts = ts WHERE state = 'gone';
DROP INDEX data_tables_by_deployment;
CREATE INDEX data_tables_by_deployment ON data_tables (deployment_id, state, gone_ts);

-- The `ts` of a document is now the time between its insertion and the `ts` of its table, in nanoseconds. Documents that are
-- inserted together in large numbers get several values, so that clients can read them in several pages.
UPDATE documents SET ts = max(0, ts - (SELECT t.ts FROM data_tables AS t WHERE t.id = documents.table_id)) WHERE ts > 0;
DROP INDEX documents_by_ts;
CREATE INDEX documents_by_ts ON documents (table_id, ts);
