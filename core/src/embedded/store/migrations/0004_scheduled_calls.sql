-- Scheduled calls. The platform never runs them; they can only be read. `document` is the call's document in Convex's table
-- `_scheduled_functions`, in export JSON.
CREATE TABLE scheduled_calls (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    component TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX scheduled_calls_by_component ON scheduled_calls (deployment_id, component, position);
