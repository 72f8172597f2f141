//! Invalid tokens and keys at the edge, and the errors for them.

use convex_ops::api::access_tokens::CreatePersonalAccessToken;
use convex_ops::serve::ServeOptions;
use serde_json::json;

use super::{Serving, ask, changed};

const INFO: &str = "/api/v1/deployment_info";

#[test]
fn invalid_keys_return_specific_errors() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.admin = true;
    }));
    let (name, url) = serving.deployment("prod");
    let (other, other_url) = serving.deployment("prod");
    let key = serving.key(&name, &json!({ "name": "all" }));
    let deleted = serving.key(&name, &json!({ "name": "deleted" }));
    serving.ok("POST", &format!("/v1/deployments/{name}/delete_deploy_key"), &json!({ "id": "deleted" }));
    let now = serving.ok("POST", "/admin/move_clock", &json!({ "byMs": 0 }))["now"].as_i64().unwrap();
    let hour = 3_600_000;
    let expired = serving.key(&name, &json!({ "name": "expired", "expiresAt": now + hour }));
    serving.ok("POST", "/admin/move_clock", &json!({ "byMs": 2 * hour }));
    let with = |url: &str, authorization: &str| {
        let answer = ask(url, "GET", INFO, &[("authorization", authorization)], "");
        (answer.status, answer.code())
    };
    let refused = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(with(&url, &format!("Convex {key}")).0, 200);
    assert_eq!(with(&other_url, &format!("Convex {key}")), refused(403, "BadDeployKey"), "{other}");
    for wrong in [&deleted, &expired, &key.replace('|', ""), &format!("{key}x")] {
        assert_eq!(with(&url, &format!("Convex {wrong}")).0, 401);
    }
    let no_admin_key = format!("Convex prod:{name}|01ab");
    assert_eq!(with(&url, &no_admin_key), refused(403, "BadDeployKey"));
    for wrong in ["", "Convex", "Convex  ", &format!("Bearer {key}"), &key] {
        assert_eq!(with(&url, wrong), refused(401, "Unauthorized"));
    }
    // Assumed: the token of a member who may.
    assert_eq!(with(&url, &format!("Convex {}", serving.token())).0, 200);
    let of_deployment =
        ask(&serving.url(), "GET", "/v1/teams/1/projects", &[("authorization", &format!("Bearer {key}"))], "");
    assert_eq!((of_deployment.status, of_deployment.code()), refused(403, "Forbidden"));
}

#[test]
fn administrative_routes_need_first_member_token() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.admin = true;
    }));
    let another = CreatePersonalAccessToken { name: "another".into(), expires_at: None };
    let another = serving.server().platform().call(&serving.me(), another).unwrap().access_token;
    let call_admin = |authorization: &str| {
        ask(
            &serving.url(),
            "POST",
            "/admin/set_plan",
            &[("authorization", authorization)],
            r#"{"teamId":1,"plan":"free"}"#,
        )
        .status
    };
    assert_eq!(call_admin(&format!("Bearer {}", another.expose())), 403);
    assert_eq!(call_admin(""), 401);
    assert_eq!(call_admin(&format!("Bearer {}", serving.token())), 200);
}

#[test]
fn misplaced_secrets_are_not_echoed() {
    let serving = Serving::start(ServeOptions::default());
    let (name, _) = serving.deployment("prod");
    let key = serving.key(&name, &json!({ "name": "all" }));
    let secret = key.split_once('|').unwrap().1;
    let escaped = key.replace(':', "%3A").replace('|', "%7C").replace('=', "%3D");
    let body = json!({ "projectName": { "oops": key }, key.clone(): 1 });
    for (method, path) in [
        ("GET", format!("/v1/deployments/{escaped}")),
        ("GET", format!("/v1/projects/{escaped}")),
        ("GET", format!("/v1/teams/1/projects?limit={escaped}")),
        ("GET", format!("/nothing/{key}")),
        ("POST", "/v1/teams/1/create_project".to_owned()),
        ("POST", format!("/v1/teams/{escaped}/create_project")),
    ] {
        let answer = serving.call(method, &path, &body);
        assert!((400..500).contains(&answer.status), "{method} {path}: {answer:?}");
        assert!(!answer.body.contains(secret) && !answer.head.contains(secret), "{method} {path}: {answer:?}");
    }
}
