//! Tests the dashboard's server over the wire: who may call it, and where credentials go.

#[cfg(all(feature = "cli", unix))]
mod command;

use convex_ops::dashboard::{Assets, Dashboard, DashboardOptions};
use convex_ops::keys::Secret;
use convex_ops::serve::ServeOptions;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::serve::{Answer, Serving, ask};

/// A dashboard of an embedded platform.
struct Opened {
    platform: Serving,
    runtime: Runtime,
    dashboard: Option<Dashboard>,
    _page: TempDir,
}

impl Opened {
    fn start() -> Self {
        let platform = Serving::start(ServeOptions::default());
        let token = Secret::new(platform.token());
        Self::with_token(platform, token)
    }

    fn with_token(platform: Serving, token: Secret) -> Self {
        let page = tempfile::tempdir().unwrap();
        std::fs::write(page.path().join("index.html"), "<!doctype html><title>the page</title>").unwrap();
        std::fs::write(page.path().join("page.js"), "1").unwrap();
        let options = DashboardOptions::new(platform.url(), token, Assets::of_folder(page.path()).unwrap());
        let runtime = Runtime::new().unwrap();
        let dashboard = runtime.block_on(Dashboard::start(options)).unwrap();
        Self { platform, runtime, dashboard: Some(dashboard), _page: page }
    }

    /// Address without the secret, and the secret.
    fn address(&self) -> (String, String) {
        let url = self.dashboard.as_ref().unwrap().url().expose();
        let (origin, secret) = url.split_once("/#secret=").unwrap();
        (origin.to_owned(), secret.to_owned())
    }

    /// Calls as the page does.
    fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.call_with(method, path, &[], &body.to_string())
    }

    fn call_with(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let (origin, secret) = self.address();
        let mut all = vec![("x-dashboard-secret", secret.as_str()), ("origin", origin.as_str())];
        all.extend(headers);
        ask(&origin, method, path, &all, body)
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if let Some(dashboard) = self.dashboard.take() {
            self.runtime.block_on(dashboard.stop());
        }
    }
}

/// Text that the body of a request to authorize a deployment has.
fn authorization_of(deployment: &str) -> Value {
    json!({
        "selectedDeploymentName": deployment,
        "projectSelection": { "kind": "deploymentName", "deploymentName": deployment, "deploymentType": null },
    })
}

#[test]
fn page_is_served_at_every_address_and_confined() {
    let opened = Opened::start();
    let (origin, secret) = opened.address();
    for path in ["/", "/teams/first-team", "/check"] {
        let answer = ask(&origin, "GET", path, &[], "");
        assert!(answer.status == 200 && answer.body.contains("the page"), "{path}: {answer:?}");
        assert!(!answer.body.contains(&secret) && !answer.body.contains(&opened.platform.token()));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"));
    }
    assert_eq!(ask(&origin, "GET", "/page.js", &[], "").body, "1");
    for path in ["/missing.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        assert_eq!(ask(&origin, "GET", path, &[], "").status, 404, "{path}");
    }
}

#[test]
fn call_without_the_secret_or_of_another_origin_is_refused() {
    let opened = Opened::start();
    let (origin, secret) = opened.address();
    let (path, secret) = ("/convex-api/api/teams", ("x-dashboard-secret", secret.as_str()));
    let refused = |headers: &[(&str, &str)]| ask(&origin, "GET", path, headers, "");
    assert_eq!(refused(&[secret]).status, 200);
    assert_eq!(refused(&[]).code(), "WrongDashboardSecret");
    assert_eq!(refused(&[("x-dashboard-secret", "other")]).code(), "WrongDashboardSecret");
    assert_eq!(refused(&[("authorization", &format!("Bearer {}", opened.platform.token()))]).status, 403);
    assert_eq!(refused(&[secret, ("origin", "https://evil.example")]).code(), "BadOrigin");
    assert_eq!(refused(&[secret, ("sec-fetch-site", "cross-site")]).code(), "BadOrigin");
    assert_eq!(refused(&[secret, ("host", "evil.example")]).code(), "BadHost");
    // A page of another origin is not allowed to send the header.
    let preflight = ask(&origin, "OPTIONS", path, &[("origin", "https://evil.example")], "");
    assert!(preflight.status >= 400 && preflight.header("access-control-allow-origin").is_none(), "{preflight:?}");
}

#[test]
fn proxy_adds_the_token_and_ignores_that_of_the_page() {
    let opened = Opened::start();
    let teams = opened.call("GET", "/convex-api/api/teams", &json!({}));
    assert!(teams.status == 200 && teams.body.contains("First team"), "{teams:?}");
    let forged = opened.call_with("GET", "/convex-api/api/teams", &[("authorization", "Bearer forged")], "");
    assert_eq!(forged.status, 200);
}

#[test]
fn proxy_serves_declared_operations_only_and_creates_no_token() {
    let opened = Opened::start();
    for (method, path) in [
        ("POST", "/convex-api/v1/create_personal_access_token"),
        ("POST", "/convex-api/v1/teams/1/create_access_token"),
        ("POST", "/convex-api/api/claim_preview_deployment"),
        ("GET", "/convex-api/health"),
        ("GET", "/convex-api/v1/unknown"),
        ("GET", "/convex-api"),
    ] {
        assert_eq!(opened.call(method, path, &json!({})).status, 404, "{method} {path}");
    }
    // HTTP clients resolve these segments: the path would be that of another operation.
    for path in ["/convex-api/v1/teams/../create_personal_access_token", "/convex-api/v1/deployments/%2e%2e"] {
        assert_eq!(opened.call("POST", path, &json!({})).status, 400, "{path}");
    }
}

#[test]
fn key_of_a_deployment_is_held_and_used_for_it_alone() {
    let opened = Opened::start();
    let (name, url) = opened.platform.deployment("dev");
    let below = format!("/convex-deployments/{}", url.strip_prefix("http://").unwrap());
    let variables = format!("{below}/api/v1/list_environment_variables");
    let held = [("authorization", "Convex held-by-the-proxy")];

    // The platform has not named the address to this page yet.
    assert_eq!(opened.call_with("GET", &variables, &held, "").code(), "UnknownDeployment");

    let path = "/convex-api/api/deployment/authorize_within_current_project";
    let access = opened.call("POST", path, &authorization_of(&name));
    assert_eq!(access.status, 200, "{access:?}");
    assert_eq!(access.json()["adminKey"], "held-by-the-proxy");
    assert_eq!(access.json()["url"], url.as_str());
    assert!(!access.body.contains('|'), "no key leaves the proxy: {access:?}");
    let answer = opened.call_with("GET", &variables, &held, "");
    assert_eq!((answer.status, answer.json()), (200, json!({ "environmentVariables": {} })));
    // Only its own API: no push, and no other address.
    assert_eq!(opened.call("POST", &format!("{below}/api/deploy2/start_push"), &json!({})).status, 404);
    let (origin, _) = opened.address();
    let own =
        format!("/convex-deployments/{}/api/v1/list_environment_variables", origin.strip_prefix("http://").unwrap());
    for path in [own.as_str(), "/convex-deployments/evil.example/api/v1/list_environment_variables"] {
        assert_eq!(opened.call("GET", path, &json!({})).code(), "UnknownDeployment", "{path}");
    }
}

#[test]
fn refusals_of_the_platform_reach_the_page_without_the_token() {
    let opened = Opened::with_token(Serving::start(ServeOptions::default()), Secret::new("expired-token-0123456789"));
    let answer = opened.call("GET", "/convex-api/api/teams", &json!({}));
    assert_eq!(answer.status, 401);
    assert!(!answer.body.contains("expired-token"), "{answer:?}");
}

#[test]
fn platform_that_is_gone_is_named_and_its_address_is_not() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    let options = DashboardOptions::new(&closed, "token", Assets::of_folder(folder.path()).unwrap());
    let runtime = Runtime::new().unwrap();
    let dashboard = runtime.block_on(Dashboard::start(options)).unwrap();
    let (origin, secret) = dashboard.url().expose().split_once("/#secret=").unwrap();
    let answer = ask(origin, "GET", "/convex-api/api/teams", &[("x-dashboard-secret", secret)], "");
    assert_eq!((answer.status, answer.code().as_str()), (502, "PlatformUnreachable"));
    runtime.block_on(dashboard.stop());
}

#[test]
fn report_is_rendered_as_a_page_and_an_invalid_one_is_refused() {
    let opened = Opened::start();
    let report = json!({
        "verdict": "safe", "findings": [], "rollback": [], "undecided": [], "notChecked": [], "tables": {},
    });
    let page = opened.call("POST", "/report", &report);
    assert!(page.status == 200 && page.body.starts_with("<!DOCTYPE html>"), "{page:?}");
    assert_eq!(opened.call("POST", "/report", &json!({ "verdict": 1 })).status, 400);
}

#[test]
fn platform_where_the_token_is_not_safe_is_refused() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    for platform in ["http://convex.example", "https://convex.example/path", "convex.example"] {
        let assets = Assets::of_folder(folder.path()).unwrap();
        let started = runtime.block_on(Dashboard::start(DashboardOptions::new(platform, "token", assets)));
        assert!(started.is_err(), "{platform}");
    }
}
