//! A push stores and returns little more than it sends, even if its modules describe themselves at length.

use std::path::Path;

use super::{DAY, START_MS, World, cloud, create_deployment};
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::pushes::{FinishPush, GetConfig, StartPush, StartedPush};
use convex_ops::artifact::{Artifact, PushRequest};
use convex_ops::embedded::{Caller, EmbeddedOptions, Platform};
use convex_ops::model::DeploymentType;
use convex_ops::{Error, ErrorKind};
use serde_json::json;

/// Starts a push of modules with these paths and sources.
fn start(platform: &Platform, key: &Caller, modules: &[(&str, &str)]) -> Result<StartedPush, Error> {
    let modules: Vec<_> = modules.iter().map(|(path, source)| json!({ "path": path, "source": source })).collect();
    let request = json!({ "appDefinition": { "changedModules": modules } }).to_string();
    platform.call(key, StartPush { request: PushRequest::parse(&request).unwrap() })
}

fn with_key(platform: Platform) -> (World, Caller) {
    let world = World::of(platform);
    let project = world.project("App").id;
    let deployment_name = cloud(world.call(create_deployment(project, DeploymentType::Dev))).name;
    let key = CreateDeployKey { deployment_name, name: "ci".into(), allowed_actions: None, expires_at: None };
    let key = Caller::with_token(world.call(key).deploy_key);
    (world, key)
}

/// A query whose validator is followed by this many spaces.
fn padded(spaces: usize) -> String {
    format!(
        "export const f = {{isQuery: true, isPublic: true, _handler() {{}}, \
         exportArgs: () => '{{\"type\":' + ' '.repeat({spaces}) + '\"any\"}}'}};"
    )
}

#[test]
fn padded_validator_is_stored_and_returned_without_padding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let (world, key) =
        with_key(Platform::open(&format!("embedded:{}", path.display()), &EmbeddedOptions::default()).unwrap());
    let started = start(&world.platform, &key, &[("f.js", &padded(4_000_000))]).unwrap();
    let function = &started.analysis[""]["functions"]["f.js"]["functions"][0];
    assert_eq!(function["args"], r#"{"type":"any"}"#);
    let answer = serde_json::to_string(&started).unwrap();
    assert!(answer.len() < 10_000, "{} bytes", answer.len());
    drop(world);
    let stored = std::fs::metadata(&path).unwrap().len();
    assert!(stored < 2 << 20, "{stored} bytes");
}

#[test]
fn validator_in_convex_form_is_returned_as_it_is() {
    let (world, key) = with_key(Platform::open("embedded:", &EmbeddedOptions::default()).unwrap());
    let args = r#"{"type":"object","value":{"b":{"fieldType":{"type":"id","tableName":"users"},"optional":true},"a":{"fieldType":{"type":"record","keys":{"type":"string"},"values":{"fieldType":{"type":"number"},"optional":false}},"optional":false}}}"#;
    let source = format!(
        "export const f = {{isQuery: true, isPublic: true, _handler() {{}}, exportArgs: () => {}}};",
        json!(args)
    );
    let started = start(&world.platform, &key, &[("f.js", &source)]).unwrap();
    assert_eq!(started.analysis[""]["functions"]["f.js"]["functions"][0]["args"], args);
}

#[test]
fn too_long_descriptions_are_refused() {
    let (world, key) = with_key(Platform::open("embedded:", &EmbeddedOptions::default()).unwrap());
    let literal = |length: usize| {
        format!(
            "export const f = {{isQuery: true, isPublic: true, _handler() {{}}, \
             exportArgs: () => JSON.stringify({{type: 'object', value: {{x: {{optional: false, \
             fieldType: {{type: 'literal', value: 'x'.repeat({length})}}}}}}}})}};"
        )
    };
    let route = "const handler = () => {}; handler._handler = handler; export default {isRouter: true, \
                 getRoutes: () => [['/' + 'x'.repeat(20000000), 'GET', handler]]};";
    let crons = "export default {isCrons: true, export: () => '{' + ' '.repeat(20000000) + '}'};";
    let auth = "export default {providers: [{domain: 'x'.repeat(20000000), applicationID: 'a'}]};";
    for (path, source) in [
        ("f.js", padded(20_000_000).as_str()),
        ("f.js", &literal(20_000_000)),
        ("http.js", route),
        ("crons.js", crons),
        ("auth.config.js", auth),
    ] {
        let error = start(&world.platform, &key, &[(path, source)]).unwrap_err();
        let code = if path == "auth.config.js" { "InvalidAuthConfig" } else { "InvalidModules" };
        assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidInput, Some(code)), "{path}: {error}");
        assert!(error.to_string().contains("bytes"), "{path}: {error}");
    }
    // Each within its limit, but not all together.
    let source = literal(7_000_000);
    let names: Vec<_> = (0..6).map(|n| format!("f{n}.js")).collect();
    let modules: Vec<_> = names.iter().map(|name| (name.as_str(), source.as_str())).collect();
    let error = start(&world.platform, &key, &modules).unwrap_err();
    assert!(error.to_string().contains("described the app in more than"), "{error}");
    assert!(start(&world.platform, &key, &modules[..1]).is_ok());
}

/// Sources of the stored modules.
fn stored_sources(store: &Path) -> Vec<String> {
    let store = rusqlite::Connection::open(store).unwrap();
    let mut statement = store.prepare("SELECT source FROM modules ORDER BY source").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn module_is_stored_once_and_only_while_an_app_or_push_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let options = EmbeddedOptions::default().deterministic(7, START_MS);
    let (world, key) = with_key(Platform::open(&format!("embedded:{}", path.display()), &options).unwrap());
    let push = |own: &str| {
        let modules = [("a.js", "export const shared = 1;"), ("b.js", own), ("c.js", "export const shared = 1;")];
        start(&world.platform, &key, &modules).unwrap()
    };
    let finish = |start_push| {
        world.platform.call(&key, FinishPush { start_push, dry_run: false, message: None }).unwrap();
    };
    let live = || -> Vec<_> {
        let modules = world.platform.call(&key, GetConfig::default()).unwrap().modules;
        modules.into_iter().map(|module| (module.path, module.source)).collect()
    };
    let of_app = |own: &str| {
        [("a.js", "export const shared = 1;"), ("b.js", own), ("c.js", "export const shared = 1;")]
            .map(|(path, source)| (path.to_owned(), source.to_owned()))
    };
    let (first, second) = (push("export const own = 1;"), push("export const own = 2;"));
    assert_eq!(stored_sources(&path), ["export const own = 1;", "export const own = 2;", "export const shared = 1;"]);
    finish(first);
    assert_eq!(live(), of_app("export const own = 1;"));
    finish(second);
    assert_eq!(live(), of_app("export const own = 2;"));
    assert_eq!(stored_sources(&path), ["export const own = 2;", "export const shared = 1;"]);
    push("export const own = 3;");
    assert_eq!(stored_sources(&path).len(), 3);
    // The push expires unfinished, and the next one removes it.
    world.pass(2 * DAY);
    finish(push("export const own = 2;"));
    assert_eq!(stored_sources(&path), ["export const own = 2;", "export const shared = 1;"]);
    world.platform.admin().check_store().unwrap();
}

#[test]
fn app_that_an_earlier_version_stored_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let (world, key) =
        with_key(Platform::open(&format!("embedded:{}", path.display()), &EmbeddedOptions::default()).unwrap());
    let start_push = start(&world.platform, &key, &[("a.js", "export const own = 1;")]).unwrap();
    world.platform.call(&key, FinishPush { start_push, dry_run: false, message: None }).unwrap();
    let mut artifact =
        serde_json::to_value(Artifact::from_request(PushRequest::parse(r#"{"appDefinition":{}}"#).unwrap()).unwrap())
            .unwrap();
    artifact["appDefinition"]["changedModules"] = json!([{ "path": "a.js", "source": "export const own = 0;" }]);
    let outside = rusqlite::Connection::open(&path).unwrap();
    outside.execute("UPDATE apps SET artifact = ?1", [artifact.to_string()]).unwrap();
    let live = world.platform.call(&key, GetConfig::default()).unwrap().modules;
    assert_eq!(live[0].source, "export const own = 0;");
}
