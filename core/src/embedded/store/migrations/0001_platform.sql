-- Records of the platform. Times are milliseconds since the Unix epoch. Ids are never reused.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    create_time INTEGER NOT NULL
) STRICT;

CREATE TABLE teams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    creator INTEGER REFERENCES members,
    plan TEXT NOT NULL,
    default_region TEXT NOT NULL,
    referral_code TEXT NOT NULL UNIQUE,
    create_time INTEGER NOT NULL
) STRICT;

CREATE TABLE memberships (
    team_id INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('admin', 'developer', 'custom')),
    PRIMARY KEY (team_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_member ON memberships (member_id, team_id);

CREATE TABLE custom_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT,
    statements TEXT NOT NULL,
    creator INTEGER REFERENCES members ON DELETE SET NULL,
    create_time INTEGER NOT NULL,
    UNIQUE (team_id, name)
) STRICT;

-- A role in use cannot be deleted.
CREATE TABLE member_roles (
    team_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL REFERENCES custom_roles ON DELETE RESTRICT,
    PRIMARY KEY (team_id, member_id, role_id),
    FOREIGN KEY (team_id, member_id) REFERENCES memberships ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX member_roles_by_role ON member_roles (role_id);

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE,
    email TEXT NOT NULL COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('admin', 'developer', 'custom')),
    expires_at INTEGER NOT NULL,
    UNIQUE (team_id, email)
) STRICT;

CREATE TABLE invitation_roles (
    invitation_id INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    role_id INTEGER NOT NULL REFERENCES custom_roles ON DELETE RESTRICT,
    PRIMARY KEY (invitation_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_roles_by_role ON invitation_roles (role_id);

CREATE TABLE projects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    create_time INTEGER NOT NULL,
    UNIQUE (team_id, slug)
) STRICT;

CREATE TABLE project_admins (
    project_id INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
    PRIMARY KEY (project_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_admins_by_member ON project_admins (member_id);

-- `team_id` repeats that of the project, so that the deployments of a team can be listed and counted by an index.
CREATE TABLE deployments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    team_id INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE,
    project_id INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
    type TEXT NOT NULL CHECK (type IN ('dev', 'prod', 'preview', 'custom')),
    reference TEXT NOT NULL,
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    preview_identifier TEXT,
    class TEXT NOT NULL,
    region TEXT NOT NULL,
    creator INTEGER REFERENCES members ON DELETE SET NULL,
    create_time INTEGER NOT NULL,
    last_deploy_time INTEGER,
    expires_at INTEGER,
    dashboard_edit_confirmation INTEGER,
    send_logs_to_client INTEGER,
    paused INTEGER NOT NULL DEFAULT 0,
    canonical_cloud_url TEXT,
    canonical_site_url TEXT,
    -- The key under which the deployment's admin keys are sealed. They must be made again at any time, so no hash.
    instance_secret BLOB NOT NULL,
    port INTEGER,
    UNIQUE (project_id, reference),
    UNIQUE (project_id, preview_identifier)
) STRICT;
CREATE UNIQUE INDEX default_prod ON deployments (project_id) WHERE is_default = 1 AND type = 'prod';
CREATE UNIQUE INDEX default_dev ON deployments (project_id, creator) WHERE is_default = 1 AND type = 'dev';
CREATE INDEX deployments_by_expiry ON deployments (expires_at) WHERE expires_at IS NOT NULL;
-- One index for each order in which the deployments of a team are listed; each ends in the id.
CREATE INDEX deployments_by_team ON deployments (team_id);
CREATE INDEX deployments_by_project ON deployments (project_id);
CREATE INDEX deployments_by_team_deployed ON deployments (team_id, coalesce(last_deploy_time, 0));
CREATE INDEX deployments_by_team_reference ON deployments (team_id, reference);
CREATE INDEX deployments_by_port ON deployments (id) WHERE port IS NOT NULL;
CREATE INDEX deployments_by_creator ON deployments (creator);

-- Finds deployments by a part of their name or reference.
CREATE VIRTUAL TABLE deployment_texts USING fts5 (name, reference, content = 'deployments', content_rowid = 'id', tokenize = 'trigram');
CREATE TRIGGER deployment_texts_insert AFTER INSERT ON deployments BEGIN
    INSERT INTO deployment_texts (rowid, name, reference) VALUES (new.id, new.name, new.reference);
END;
CREATE TRIGGER deployment_texts_delete AFTER DELETE ON deployments BEGIN
    INSERT INTO deployment_texts (deployment_texts, rowid, name, reference) VALUES ('delete', old.id, old.name, old.reference);
END;
CREATE TRIGGER deployment_texts_update AFTER UPDATE OF name, reference ON deployments BEGIN
    INSERT INTO deployment_texts (deployment_texts, rowid, name, reference) VALUES ('delete', old.id, old.name, old.reference);
    INSERT INTO deployment_texts (rowid, name, reference) VALUES (new.id, new.name, new.reference);
END;

-- Personal, team and project tokens, deploy keys and preview deploy keys. `lookup` is a prefix of `hash`.
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('personal', 'team', 'oauthTeam', 'oauthProject', 'deploy', 'preview')),
    name TEXT NOT NULL,
    lookup INTEGER NOT NULL,
    hash BLOB NOT NULL,
    creator INTEGER REFERENCES members ON DELETE CASCADE,
    team_id INTEGER REFERENCES teams ON DELETE CASCADE,
    project_id INTEGER REFERENCES projects ON DELETE CASCADE,
    deployment_id INTEGER REFERENCES deployments ON DELETE CASCADE,
    allowed_actions TEXT,
    client_id TEXT,
    create_time INTEGER NOT NULL,
    last_used_time INTEGER,
    expires_at INTEGER
) STRICT;
CREATE INDEX tokens_by_lookup ON tokens (lookup);
CREATE UNIQUE INDEX personal_token_names ON tokens (creator, name) WHERE kind = 'personal';
CREATE UNIQUE INDEX team_token_names ON tokens (team_id, creator, name) WHERE kind = 'team';
CREATE UNIQUE INDEX preview_key_names ON tokens (project_id, name) WHERE kind = 'preview';
CREATE UNIQUE INDEX deploy_key_names ON tokens (deployment_id, name) WHERE kind = 'deploy';
CREATE INDEX tokens_by_creator ON tokens (creator);
CREATE INDEX tokens_by_team ON tokens (team_id);
CREATE INDEX tokens_by_project ON tokens (project_id);
CREATE INDEX tokens_by_deployment ON tokens (deployment_id);

CREATE TABLE default_env (
    project_id INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (project_id, name, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE env (
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (deployment_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_domains (
    domain TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    destination TEXT NOT NULL CHECK (destination IN ('convexCloud', 'convexSite')),
    create_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX custom_domains_by_deployment ON custom_domains (deployment_id);

CREATE TABLE usage_limits (
    id TEXT PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    position INTEGER NOT NULL,
    metric TEXT NOT NULL,
    window TEXT NOT NULL,
    limit_type TEXT NOT NULL,
    limit_value INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    UNIQUE (deployment_id, metric, window, limit_type)
) STRICT, WITHOUT ROWID;

-- `config` holds the settings, including the secrets that are sent with the logs.
CREATE TABLE log_streams (
    id TEXT PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    config TEXT NOT NULL,
    UNIQUE (deployment_id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE data_syncs (
    id TEXT PRIMARY KEY,
    deployment_id INTEGER NOT NULL REFERENCES deployments ON DELETE CASCADE,
    last_updated INTEGER NOT NULL,
    synced_ts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX data_syncs_by_deployment ON data_syncs (deployment_id, last_updated);

-- Entries of both audit logs. An entry of a deployment's log has the id of the deployment, not of the team.
CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER REFERENCES teams ON DELETE CASCADE,
    deployment_id INTEGER REFERENCES deployments ON DELETE CASCADE,
    action TEXT NOT NULL,
    actor TEXT NOT NULL,
    member_id INTEGER,
    metadata TEXT NOT NULL,
    create_time INTEGER NOT NULL,
    client_ip TEXT,
    client_user_agent TEXT
) STRICT;
CREATE INDEX audit_log_of_team ON audit_log (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX audit_log_of_deployment ON audit_log (deployment_id) WHERE deployment_id IS NOT NULL;
