//! Selects deployments as Convex's own command did in each case of `conformance/deployment-selection`.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use convex_ops::api::{Api, Contract, Request, split};
use convex_ops::deployment_selection::{Command, EnvFile, Flags, Inputs, Resolution, resolve};
use convex_ops::engine::{Answer, DeploymentAddress, Engine};
use convex_ops::keys::Secret;
use convex_ops::{Connection, Error, ErrorKind, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::read;

type FutureOf<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Cases in which this project differs, and why.
const DIFFERENCES: [(&str, &str); 1] =
    [("deploy: .env.local, escaped line break", "a line break in a name is escaped in a path, where fetch drops it")];

/// A case of `cases.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    command: String,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    login: Option<String>,
}

/// Result of Convex's command.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Recorded {
    look_ups: Option<Vec<Value>>,
    warning: Option<String>,
    error: Option<String>,
}

impl Case {
    fn inputs(&self) -> Inputs {
        let secret = |text: &String| Secret::new(text.as_str());
        Inputs {
            command: if self.command == "deploy" { Command::Deploy } else { Command::Other },
            flags: self.flags(),
            environment: self.environment.iter().map(|(name, value)| (name.clone(), secret(value))).collect(),
            env_local: self.files.get(".env.local").map(secret),
            env: self.files.get(".env").map(secret),
            login: self.login.as_ref().map(secret),
        }
    }

    fn flags(&self) -> Flags {
        let mut flags = Flags::default();
        let mut words = self.arguments.iter();
        while let Some(flag) = words.next() {
            let mut value = || words.next().cloned();
            match flag.as_str() {
                "--url" => flags.url = value(),
                "--admin-key" => flags.admin_key = value().map(Secret::new),
                "--prod" => flags.prod = true,
                "--preview-name" => flags.preview_name = value(),
                "--preview-create" => flags.preview_create = value(),
                "--deployment-name" => flags.deployment_name = value(),
                "--deployment" => flags.deployment = value(),
                "--check-build-environment" => flags.any_build_environment = value().as_deref() == Some("disable"),
                "--env-file" => {
                    let path = value().unwrap();
                    let text = self.files.get(&path).map(|text| Secret::new(text.as_str()));
                    flags.env_file = Some(EnvFile { path, text });
                }
                other => panic!("unknown flag {other}"),
            }
        }
        flags
    }
}

/// A platform that answers look-ups as the server of `record.mjs`, and notes them.
#[derive(Debug, Default)]
struct Platform {
    credential: String,
    look_ups: Mutex<Vec<Value>>,
}

impl Engine for Platform {
    fn call(&self, contract: &'static Contract, request: Request) -> FutureOf<'_, Result<Answer>> {
        Box::pin(async move {
            let root = if contract.api == Api::Management { "/v1" } else { "/api" };
            let outgoing = split(contract, request)?;
            let path = outgoing.target.split('?').next().unwrap_or_default().to_owned();
            let mut look_up = json!({ "request": format!("{} {root}{}", contract.method, outgoing.target) });
            if let Some(body) = outgoing.body {
                look_up["body"] = serde_json::from_slice(&body).unwrap();
            }
            look_up["credential"] = json!(self.credential);
            self.look_ups.lock().unwrap().push(look_up);
            Ok(Answer::json(contract, answer(root, &path).to_string().into_bytes()))
        })
    }

    fn is_ready<'a>(&'a self, _url: &'a str) -> FutureOf<'a, bool> {
        Box::pin(async { true })
    }

    fn on_deployment(&self, _deployment: &DeploymentAddress<'_>, _key: Option<Secret>) -> Result<Arc<dyn Engine>> {
        Err(Error::new(ErrorKind::Internal, "a look-up does not call a deployment"))
    }

    fn sleep(&self, _time: Duration) -> FutureOf<'_, ()> {
        Box::pin(async {})
    }
}

fn answer(root: &str, path: &str) -> Value {
    if path.ends_with("/team_and_project") || path.ends_with("/team_and_project_for_key") {
        return json!({ "team": "acme", "project": "todo", "teamId": 1, "projectId": 2, "reference": "prod", "isDefault": true });
    }
    if path.ends_with("/url_for_key") {
        return json!("http://deployment.test");
    }
    if root == "/api" {
        return json!({
            "adminKey": "prod:happy-otter-1|key", "deploymentName": "happy-otter-1", "deploymentType": "prod",
            "reference": "prod", "isDefault": true, "isNewDeployment": true,
            "url": "http://deployment.test", "instanceUrl": "http://deployment.test",
        });
    }
    if path.ends_with("/deployment") {
        return json!({
            "kind": "cloud", "id": 5, "name": "found-otter-2", "createTime": 0, "deploymentType": "dev", "projectId": 2,
            "region": "aws-us-east-1", "isDefault": true, "reference": "dev", "deploymentUrl": "http://deployment.test",
            "class": "s16",
        });
    }
    json!({ "id": 2, "name": "Todo", "slug": "todo", "teamId": 1, "teamSlug": "acme", "createTime": 0 })
}

/// Returns the look-ups of a resolution.
fn look_ups(resolution: &Resolution) -> Result<Vec<Value>> {
    let credential = resolution
        .credential
        .as_ref()
        .map(|credential| format!("Bearer {}", credential.token.expose()))
        .unwrap_or_default();
    let platform = Arc::new(Platform { credential, look_ups: Mutex::default() });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(resolution.authorize(&Connection::new(platform.clone())))?;
    let look_ups = platform.look_ups.lock().unwrap().clone();
    Ok(look_ups)
}

/// Makes recorded and own look-ups comparable: Convex's command tells the type of a configured deployment too, which the
/// platform does not need.
fn normal(look_ups: &[Value]) -> Vec<Value> {
    let mut look_ups = look_ups.to_vec();
    for look_up in &mut look_ups {
        if let Some(selection) = look_up.pointer_mut("/body/projectSelection").and_then(Value::as_object_mut) {
            selection.remove("deploymentType");
        }
        if look_up["credential"] == json!("") || look_up["credential"].is_null() {
            look_up.as_object_mut().unwrap().remove("credential");
        }
    }
    look_ups
}

#[test]
fn deployments_are_selected_as_by_convex_command() {
    let cases: Vec<Case> = serde_json::from_str(&read("conformance/deployment-selection/cases.json")).unwrap();
    let recorded: BTreeMap<String, Recorded> =
        serde_json::from_str(&read("conformance/deployment-selection/recorded.json")).unwrap();
    assert!(cases.len() >= 150);
    let mut differences = Vec::new();
    for case in &cases {
        let recorded = &recorded[&case.name];
        let own = resolve(&case.inputs()).and_then(|resolution| Ok((look_ups(&resolution)?, resolution)));
        let same = match (&own, &recorded.look_ups) {
            (Ok((look_ups, resolution)), Some(expected)) => {
                normal(look_ups) == normal(expected) && resolution.warning.is_some() == recorded.warning.is_some()
            }
            (Err(_), None) => recorded.error.is_some(),
            _ => false,
        };
        let is_listed = DIFFERENCES.iter().any(|(name, _)| *name == case.name);
        if same == is_listed {
            let own = own.map(|(look_ups, _)| look_ups);
            differences.push(format!("{}\n  Convex: {recorded:?}\n  here: {own:?}", case.name));
        }
    }
    assert!(differences.is_empty(), "{} of {}:\n{}", differences.len(), cases.len(), differences.join("\n"));
}

#[test]
fn secrets_are_in_no_message() {
    let cases: Vec<Case> = serde_json::from_str(&read("conformance/deployment-selection/cases.json")).unwrap();
    for case in cases {
        let text = format!("{:?}", resolve(&case.inputs()));
        for secret in ["eyJ2MiI6", "0123456789abcdef", "login-token", "override\""] {
            assert!(!text.contains(secret), "{}: {text}", case.name);
        }
    }
}
