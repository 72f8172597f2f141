//! Addresses of deployments.

use convex_ops::serve::ServeOptions;
use serde_json::json;

use super::{Serving, ask, changed};

const INFO: &str = "/api/v1/deployment_info";

fn authorization(key: &str) -> String {
    format!("Convex {key}")
}

#[test]
fn restart_keeps_ports_and_first_member_token() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("store").display());
    let options = changed(ServeOptions::default(), |options| {
        options.location = location;
    });
    let serving = Serving::start(options.clone());
    let (name, url) = serving.deployment("dev");
    let key = serving.key(&name, &json!({ "name": "all" }));
    let token = serving.server().token().clone();
    serving.stop();
    let serving = Serving::start(changed(options.clone(), |options| {
        options.token = Some(token.clone());
    }));
    assert_eq!(serving.server().token(), &token);
    assert_eq!(ask(&url, "GET", INFO, &[("authorization", &authorization(&key))], "").status, 200);
    serving.stop();
    // If the port is taken, the deployment gets another.
    let taken = std::net::TcpListener::bind(url.strip_prefix("http://").unwrap()).unwrap();
    let serving = Serving::start(changed(options, |options| {
        options.token = Some("no token".into());
    }));
    let moved = serving.ok("GET", &format!("/v1/deployments/{name}"), &json!({}));
    assert_ne!(moved["deploymentUrl"], url);
    assert_ne!(serving.server().token().expose(), "no token");
    drop(taken);
}

#[test]
fn exhausted_ports_are_reported_and_deleted_deployment_frees_port() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.max_ports = 2;
    }));
    let (first, _) = serving.deployment("dev");
    serving.deployment("dev");
    let project = serving.ok("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" }));
    let path = format!("/v1/projects/{}/create_deployment", project["id"]);
    let refused = serving.call("POST", &path, &json!({ "type": "dev" }));
    assert_eq!((refused.status, refused.code().as_str()), (400, "TooManyPorts"));
    assert!(refused.body.contains("--domain"), "{refused:?}");
    let listed = serving.ok("GET", &format!("/v1/projects/{}/list_deployments", project["id"]), &json!({}));
    assert_eq!(listed, json!([]), "a rejected call changes nothing");
    serving.ok("POST", &format!("/v1/deployments/{first}/delete"), &json!({}));
    serving.ok("POST", &path, &json!({ "type": "dev" }));
}

#[test]
fn listing_opens_no_ports() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("store").display());
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.location = location.clone();
    }));
    serving.deployment("dev");
    serving.stop();
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.location = location;
        options.max_ports = 0;
    }));
    let listed = serving.ok("GET", "/v1/projects/1/list_deployments", &json!({}));
    let name = listed[0]["name"].as_str().unwrap();
    assert!(listed[0]["deploymentUrl"].as_str().unwrap().starts_with(&format!("http://{name}.localhost:")));
}

#[test]
fn localhost_and_domain_subdomains_reach_deployments() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.domain = Some("convex.example".to_owned());
    }));
    let (name, url) = serving.deployment("dev");
    let port = serving.url().rsplit(':').next().unwrap().to_owned();
    assert_eq!(url, format!("http://{name}.convex.example:{port}"));
    let key = authorization(&serving.key(&name, &json!({ "name": "all" })));
    let info = |host: &str| ask(&serving.url(), "GET", INFO, &[("host", host), ("authorization", &key)], "");
    for host in [format!("{name}.convex.example:{port}"), format!("{name}.localhost")] {
        assert_eq!(info(&host).status, 200, "{host}");
    }
    assert_eq!(info("happy-otter-123.convex.example").code(), "BadDeployKey");
    assert_eq!(info(&format!("{name}.other.example")).code(), "BadHost");
}

#[test]
fn missing_deployment_routes_do_not_return_404() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.domain = Some("convex.example".to_owned());
    }));
    let (name, _) = serving.deployment("prod");
    let key = serving.key(&name, &json!({ "name": "all" }));
    let ask = |deployment: &str, method: &str, path: &str, token: &str| {
        let headers = [("host", &*format!("{deployment}.convex.example")), ("authorization", &authorization(token))];
        let answer = ask(&serving.url(), method, path, &headers, "{}");
        (answer.status, answer.code())
    };
    assert_eq!(ask(&name, "GET", INFO, &key).0, 200);
    let absent = "calm-cow-456";
    for path in [INFO, "/api/v1/list_environment_variables", "/api/v1/get_current_usage"] {
        assert_eq!(ask(absent, "GET", path, &key), (403, "BadDeployKey".to_owned()), "{path}");
        assert_eq!(ask(absent, "GET", path, &serving.token()).0, 403, "{path}");
        assert_eq!(ask(absent, "GET", path, "prod:calm-cow-456|x").0, 401, "{path}");
    }
    assert_eq!(ask(absent, "GET", "/instance_name", &key), (400, "DeploymentNotFound".to_owned()));
    assert_eq!(ask(absent, "POST", "/api/nothing", &key), (400, "UnsupportedRoute".to_owned()));
}
