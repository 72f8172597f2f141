-- Calls that are scheduled. Nobody runs them here: they are put there to be looked at. `document` is what Convex's table
-- `_scheduled_functions` would show, in export JSON.
CREATE TABLE scheduled_calls (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    component TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX scheduled_calls_by_component ON scheduled_calls (deployment_id, component, position);
