-- A table that is gone still says when it became what it was.
ALTER TABLE data_tables ADD COLUMN gone_ts INTEGER;
UPDATE data_tables SET gone_ts = ts WHERE state = 'gone';
DROP INDEX data_tables_by_deployment;
CREATE INDEX data_tables_by_deployment ON data_tables (deployment_id, state, gone_ts);

-- `ts` is now, of every document, how long after its table became what it is it came there, in nanoseconds. Those that come
-- together in great numbers come some at a time, so that whoever follows need not take them all at once.
UPDATE documents SET ts = max(0, ts - (SELECT t.ts FROM data_tables AS t WHERE t.id = documents.table_id)) WHERE ts > 0;
DROP INDEX documents_by_ts;
CREATE INDEX documents_by_ts ON documents (table_id, ts);
