//! A store with a row in almost every table, and calls that use all of it.

use std::collections::BTreeSet;
use std::path::Path;

use convex_ops::embedded::{Caller, EmbeddedOptions, Platform};
use convex_ops::model::TeamPlan;
use convex_ops::{Error, ErrorKind};
use rusqlite::Connection;
use serde_json::{Value, json};

/// Callers with credentials in the store, and the name of a deployment.
pub(crate) struct Populated {
    me: Caller,
    key: Caller,
    name: String,
}

/// Creates a store with a row in almost every table.
pub(crate) fn populate(path: &Path) -> Populated {
    let platform = open(path).expect("a new store");
    let first = platform.bootstrap().expect("a first member");
    platform.admin().set_plan(first.team_id, TeamPlan::Enterprise).expect("a plan");
    let call = |caller: &Caller, id: &str, request: Value| platform.call_json(caller, id, request).expect(id);
    let me = Caller::with_token(first.token);
    for n in 0..20 {
        call(&me, "createProject", json!({ "teamId": 1, "projectName": format!("Project {n}") }));
    }
    let made = call(&me, "createDeployment", json!({ "projectId": 1, "type": "prod" }));
    let name = made["name"].as_str().expect("a text").to_owned();
    let preview = json!({ "projectId": 1, "type": "preview", "reference": "preview/one" });
    call(&me, "createDeployment", preview);
    let made = call(&me, "createDeployKey", json!({ "deploymentName": name, "name": "all" }));
    let key = Caller::with_token(made["deployKey"].as_str().expect("a text"));
    let allow = json!([{ "effect": "allow", "actions": ["project:view"], "resource": "project:*" }]);
    call(&me, "createCustomRole", json!({ "teamId": 1, "name": "Onlooker", "statements": allow }));
    call(&me, "inviteTeamMember", json!({ "teamId": 1, "email": "ann@example.com", "role": "developer" }));
    call(&me, "createPreviewDeployKey", json!({ "projectId": 1, "name": "previews" }));
    let domain = json!({ "deploymentName": name, "domain": "a.example.com", "requestDestination": "convexCloud" });
    call(&me, "createCustomDomain", domain);
    let variable = json!([{ "name": "A", "value": "1", "deploymentType": "prod" }]);
    call(&me, "updateDefaultEnvironmentVariables", json!({ "projectId": 1, "changes": variable }));
    call(&key, "updateEnvironmentVariables", json!({ "changes": [{ "name": "A", "value": "1" }] }));
    call(&key, "createLogStream", json!({ "logStreamType": "webhook", "url": "https://a.b", "format": "json" }));
    let limit = json!({
        "metric": "functionCalls", "window": "day", "limitType": "warning", "limit": 5, "enabled": true,
    });
    call(&key, "createUsageLimit", limit);
    Populated { me, key, name }
}

fn open(path: &Path) -> Result<Platform, Error> {
    Platform::open(&format!("embedded:{}", path.display()), &EmbeddedOptions::default())
}

/// Reads almost everything, and then changes some of it. Returns the errors by kind and message.
pub(crate) fn use_all(path: &Path, populated: &Populated) -> BTreeSet<(ErrorKind, String)> {
    let Populated { me, key, name } = populated;
    let mut errors = BTreeSet::new();
    let mut note = |error: &Error| errors.insert((error.kind(), error.info().message.clone()));
    let platform = match open(path) {
        Ok(platform) => platform,
        Err(error) => {
            note(&error);
            return errors;
        }
    };
    let calls = [
        (me, "listProjects", json!({ "teamId": 1 })),
        (me, "getProjectById", json!({ "projectId": 1 })),
        (me, "listDeployments", json!({ "projectId": 1 })),
        (me, "listDeploymentsForTeam", json!({ "teamId": 1, "q": "prod" })),
        (me, "getDeployment", json!({ "deploymentName": name })),
        (me, "listDeployKeys", json!({ "deploymentName": name })),
        (me, "listPreviewDeployKeys", json!({ "projectId": 1 })),
        (me, "listPersonalAccessTokens", json!({})),
        (me, "listTeamMembers", json!({ "teamId": 1 })),
        (me, "listPendingTeamInvites", json!({ "teamId": 1 })),
        (me, "listCustomRoles", json!({ "teamId": 1 })),
        (me, "listAuditLogEvents", json!({ "teamId": 1, "from": 0, "to": i64::MAX })),
        (me, "listCustomDomains", json!({ "deploymentName": name })),
        (me, "listDefaultEnvironmentVariables", json!({ "projectId": 1 })),
        (key, "getDeploymentInfo", json!({})),
        (key, "listEnvironmentVariables", json!({})),
        (key, "listLogStreams", json!({})),
        (key, "listUsageLimits", json!({})),
        (key, "listDeploymentAuditLogEvents", json!({ "from": 0 })),
        // Mints an admin key, with the secret of the deployment.
        (
            me,
            "authorizeWithinCurrentProject",
            json!({
                "selectedDeploymentName": name,
                "projectSelection": { "kind": "deploymentName", "deploymentName": name },
            }),
        ),
        (me, "createProject", json!({ "teamId": 1, "projectName": "Project 1" })),
        (me, "createDeployment", json!({ "projectId": 1, "type": "dev" })),
        (me, "createDeployKey", json!({ "deploymentName": name, "name": "more" })),
        (key, "updateEnvironmentVariables", json!({ "changes": [{ "name": "A", "value": "2" }] })),
        (me, "deleteProject", json!({ "projectId": 1 })),
    ];
    for (caller, id, request) in calls {
        if let Err(error) = platform.call_json(caller, id, request) {
            note(&error);
        }
    }
    if let Err(error) = platform.admin().check_store() {
        note(&error);
    }
    errors
}

/// Columns that the platform's own statements fill, with their types.
pub(crate) fn columns(path: &Path) -> Vec<(String, String, String)> {
    let connection = Connection::open(path).expect("a store");
    let listed = "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c \
                  WHERE t.type = 'table' AND t.sql LIKE '%STRICT%' AND c.type != 'ANY'";
    let mut statement = connection.prepare(listed).expect("a query");
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("columns");
    found.map(|column| column.expect("a column")).collect()
}
