//! Two servers on one store: the jobs of one that is killed are completed by the other.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::command::{Served, data};
use super::{Answer, ask};

/// Maximum time of each step, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A deployment, called through its host name on any server.
struct Deployment {
    host: String,
    key: String,
}

impl Deployment {
    fn create(served: &Served) -> Self {
        let project = served.call("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" })).json();
        let path = format!("/v1/projects/{}/create_deployment", project["id"]);
        let made = served.call("POST", &path, &json!({ "type": "dev" })).json();
        let name = made["name"].as_str().unwrap();
        let path = format!("/v1/deployments/{name}/create_deploy_key");
        let key = served.call("POST", &path, &json!({ "name": "ci" })).json();
        Self { host: format!("{name}.localhost"), key: format!("Convex {}", key["deployKey"].as_str().unwrap()) }
    }

    fn call(&self, served: &Served, path: &str, body: &str) -> Answer {
        let headers = [("host", self.host.as_str()), ("authorization", &self.key)];
        let answer = ask(served.url(), "POST", path, &headers, body);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer
    }

    /// Uploads an import of many documents, and confirms it. Returns its ID.
    fn import(&self, served: &Served) -> Value {
        let token = self.call(served, "/api/import/start_upload", "{}").json()["uploadToken"].clone();
        let lines: String = (0..30_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
        let path = format!("/api/import/upload_part?uploadToken={}&partNumber=1", token.as_str().unwrap());
        let part = self.call(served, &path, &lines).json();
        let import = json!({ "tableName": "t", "format": "jsonLines", "mode": "replace" });
        let finish = json!({ "import": import, "uploadToken": token, "partTokens": [part] }).to_string();
        let id = self.call(served, "/api/import/finish_upload", &finish).json()["importId"].clone();
        self.until(served, &id, &["waiting_for_confirmation"]);
        self.call(served, "/api/perform_import", &json!({ "importId": id }).to_string());
        id
    }

    /// Waits until an import has one of these states.
    fn until(&self, served: &Served, id: &Value, states: &[&str]) {
        let query = json!({ "path": "_system/cli/queryImport", "args": { "importId": id }, "format": "json" });
        let started = Instant::now();
        loop {
            let import = self.call(served, "/api/query", &query.to_string()).json()["value"].clone();
            let state = import["state"]["state"].as_str().unwrap();
            if states.contains(&state) {
                return;
            }
            let is_open = ["uploaded", "waiting_for_confirmation", "in_progress"].contains(&state);
            assert!(is_open && started.elapsed() < PATIENCE, "expected {states:?}: {import}");
        }
    }
}

#[test]
fn import_of_a_killed_server_is_completed_by_another() {
    let folder = tempfile::tempdir().unwrap();
    let (store, token) = (folder.path().join("platform.db"), folder.path().join("token"));
    let words = [data(&store).as_slice(), &["--token-file", token.to_str().unwrap()]].concat();
    let mut killed = Served::start(&words).unwrap();
    let other = Served::start(&words).unwrap();
    let deployment = Deployment::create(&killed);
    let id = deployment.import(&killed);
    deployment.until(&other, &id, &["in_progress"]);
    let process = killed.id().to_string();
    assert!(Command::new("kill").args(["-KILL", &process]).status().unwrap().success());
    killed.ended();
    deployment.until(&other, &id, &["completed"]);
    let count =
        json!({ "path": "_system/cli/tables", "args": { "paginationOpts": { "cursor": null, "numItems": 9 } } });
    let tables = deployment.call(&other, "/api/query", &count.to_string()).json();
    let names = tables["value"]["page"].as_array().unwrap().iter().map(|table| &table["name"]);
    assert!(names.clone().any(|name| name == "t"), "{tables}");
}
