//! Damages a store in its pages or in single values: each call succeeds or reports the damage, and no call
//! panics.

use super::World;
use convex_ops::embedded::{Caller, Options, Platform};
use convex_ops::model::Plan;
use convex_ops::{Error, ErrorKind};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Number of times that pages are damaged.
const ROUNDS: u64 = 60;

/// Callers with credentials in the store, and the name of a deployment.
struct Populated {
    me: Caller,
    key: Caller,
    name: String,
}

/// Creates a store with a row in almost every table.
fn populate(path: &Path) -> Populated {
    let world = World::of(open(path).unwrap());
    world.platform.admin().set_plan(world.team(), Plan::Enterprise).unwrap();
    let call = |caller: &Caller, id: &str, request: Value| world.platform.call_json(caller, id, request).unwrap();
    let me = world.me.clone();
    for n in 0..20 {
        call(&me, "createProject", json!({ "teamId": 1, "projectName": format!("Project {n}") }));
    }
    let made = call(&me, "createDeployment", json!({ "projectId": 1, "type": "prod" }));
    let name = made["name"].as_str().unwrap().to_owned();
    let preview = json!({ "projectId": 1, "type": "preview", "reference": "preview/one" });
    call(&me, "createDeployment", preview);
    let made = call(&me, "createDeployKey", json!({ "deploymentName": name, "name": "all" }));
    let key = Caller::with_token(made["deployKey"].as_str().unwrap());
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
    Platform::open(&format!("embedded:{}", path.display()), &Options::default())
}

/// Reads almost everything, and then changes some of it. Returns the errors by kind and message.
fn use_all(path: &Path, populated: &Populated) -> BTreeSet<(ErrorKind, String)> {
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

/// Checks if an error is allowed: damage, or a refusal because a value is missing, but never
/// an internal error of this crate.
#[track_caller]
fn check(errors: &BTreeSet<(ErrorKind, String)>, context: &str) {
    for (kind, message) in errors {
        assert!(!matches!(kind, ErrorKind::Internal), "{context}: {message}");
        assert!(!message.is_empty(), "{context}");
    }
}

fn is_damage(errors: &BTreeSet<(ErrorKind, String)>) -> bool {
    errors.iter().any(|(kind, message)| *kind == ErrorKind::Io && message.contains("damaged"))
}

#[test]
fn damaged_pages_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let populated = populate(&path);
    let sound = fs::read(&path).unwrap();
    assert_eq!(use_all(&path, &populated), BTreeSet::new(), "an intact store can be read and written");
    let mut reported = 0;
    for round in 0..ROUNDS {
        let mut random = Random(round + 1);
        let mut damaged = sound.clone();
        let page = random.below(damaged.len() / 4096) * 4096;
        match round % 3 {
            0 => damaged[page..page + 4096].fill_with(|| random.below(256) as u8),
            1 => damaged.truncate(page + random.below(4096)),
            _ => (0..=random.below(8)).for_each(|_| damaged[page + random.below(4096)] ^= 1 << random.below(8)),
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("platform.db{ending}")));
        }
        fs::write(&path, damaged).unwrap();
        let errors = use_all(&path, &populated);
        check(&errors, &format!("round {round}, page {}", page / 4096));

        reported += usize::from(is_damage(&errors));
    }
    println!("{reported} of {ROUNDS} were reported");
    assert!(reported > ROUNDS as usize / 3);
}

#[test]
fn corrupt_values_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let populated = populate(&path);
    let sound = fs::read(&path).unwrap();
    let (mut tried, mut reported) = (0, BTreeSet::new());
    for (table, column, kind) in columns(&path) {
        let values: &[&str] = match kind.as_str() {
            "INTEGER" => &["-7", "9223372036854775807", "-9223372036854775808"],
            "TEXT" => &["'no such thing'", "CAST(x'ff' AS TEXT)", "'{}'"],
            "REAL" => &["-1e300", "9e999"],
            "BLOB" => &["x'00ff'", "x''"],
            other => panic!("a column of the type {other}"),
        };
        for value in values {
            fs::write(&path, &sound).unwrap();
            let outside = Connection::open(&path).unwrap();
            outside.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
            outside.execute(&format!("UPDATE OR IGNORE {table} SET \"{column}\" = {value}"), []).unwrap();
            drop(outside);
            let errors = use_all(&path, &populated);
            check(&errors, &format!("{table}.{column} is {value}"));
            tried += 1;
            if is_damage(&errors) {
                reported.insert(format!("{table}.{column}"));
            }
        }
    }
    println!("{tried} values");
    for column in ["audit_log.actor", "audit_log.metadata", "custom_roles.statements", "log_streams.config"] {
        assert!(reported.contains(column), "damage in JSON column {column} was not reported");
    }
    for column in ["deployments.instance_secret", "projects.name"] {
        assert!(reported.contains(column), "damage in column {column} was not reported");
    }
}

/// Columns that the platform's own statements fill, with their types.
fn columns(path: &Path) -> Vec<(String, String, String)> {
    let connection = Connection::open(path).unwrap();
    let listed = "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c \
                  WHERE t.type = 'table' AND t.sql LIKE '%STRICT%' AND c.type != 'ANY'";
    let mut statement = connection.prepare(listed).unwrap();
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    found.map(Result::unwrap).collect()
}

/// Reproducible pseudorandom numbers, by xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        self.0 ^= self.0 >> 29;
        (self.0 >> 8) as usize % bound.max(1)
    }
}
