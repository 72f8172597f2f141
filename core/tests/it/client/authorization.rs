//! Credentials and addresses of each interface.

use super::scripted::{Scripted, answer};
use convex_ops::ErrorKind;
use convex_ops::api::access_tokens::GetTokenDetails;
use convex_ops::api::lookups::ListTeams;
use convex_ops::api::pausing::PauseDeployment;
use convex_ops::api::projects::UpdateProject;
use convex_ops::api::{Api, Method};
use convex_ops::client::{Client, HttpRequest};
use convex_ops::model::ProjectId;
use serde_json::json;

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

#[tokio::test]
async fn credential_uses_interface_scheme() {
    let details = r#"{"type":"teamToken","id":1,"teamId":2,"name":"a","createTime":0}"#;
    let transport = Scripted::new([answer(200, details), answer(200, "[]"), answer(200, "")]);
    let client = transport.client();
    client.call(&GetTokenDetails {}).await.unwrap();
    client.call(&ListTeams {}).await.unwrap();
    let deployment = client.for_deployment("https://happy-otter-123.convex.cloud", "prod:happy-otter-123|ey").unwrap();
    deployment.call(&PauseDeployment {}).await.unwrap();
    let seen = transport.seen();
    let calls: Vec<_> = seen.iter().map(|seen| (seen.url.as_str(), header(seen, "authorization").unwrap())).collect();
    assert_eq!(
        calls,
        [
            ("https://api.convex.dev/v1/token_details", "Bearer opaque-token"),
            ("https://api.convex.dev/api/teams", "Bearer opaque-token"),
            ("https://happy-otter-123.convex.cloud/api/v1/pause_deployment", "Convex prod:happy-otter-123|ey"),
        ]
    );
}

#[tokio::test]
async fn deployment_operation_needs_deployment() {
    let transport = Scripted::default();
    let error = transport.client().call(&PauseDeployment {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.info().operation.as_deref(), Some("pauseDeployment"));
    assert!(transport.seen().is_empty());
}

#[tokio::test]
async fn body_has_content_type_and_custom_headers_are_sent() {
    let project = r#"{"id":7,"name":"To do","slug":"todo","teamId":3,"teamSlug":"acme","createTime":0}"#;
    let transport = Scripted::new([answer(200, project)]);
    let client = Client::builder().transport(transport.clone()).header("X-Team", "ops").build().unwrap();
    let renamed = UpdateProject { project_id: ProjectId(7), name: Some("To do".into()), slug: None };
    assert_eq!(client.call(&renamed).await.unwrap().slug, "todo");
    let [request] = &transport.seen()[..] else { panic!("one request") };
    assert_eq!(header(request, "content-type"), Some("application/json"));
    assert_eq!(header(request, "x-team"), Some("ops"));
    assert_eq!(header(request, "authorization"), None);
    assert_eq!(request.body.as_deref(), Some(&br#"{"name":"To do"}"#[..]));
}

#[test]
fn unsendable_request_is_rejected_immediately() {
    let refused = |result: convex_ops::Result<Client>| assert_eq!(result.unwrap_err().kind(), ErrorKind::InvalidInput);
    for credential in ["", "a b", "tok\r\nevil: 1", "tök"] {
        refused(Client::builder().credential(credential).transport(Scripted::default()).build());
    }
    for (name, value) in [("", "a"), ("a b", "c"), ("a", "b\r\nc: d"), ("Authorization", "Bearer x"), ("Host", "a")] {
        refused(Client::builder().header(name, value).transport(Scripted::default()).build());
    }
    refused(Client::builder().url("http://api.example.com").transport(Scripted::default()).build());
    let allowed = Client::builder().url("http://api.example.com").allow_plain_http();
    assert!(allowed.transport(Scripted::default()).build().is_ok());
}

#[tokio::test]
async fn undeclared_operation_can_be_called() {
    let transport = Scripted::new([answer(200, r#"{"new":true}"#), answer(403, r#"{"code":"No","message":"no"}"#)]);
    let client = transport.client();
    let options = client.options();
    let found = client.raw(Api::Management, Method::Get, "/new_thing?limit=1", None, &options).await.unwrap();
    assert_eq!(found.body, br#"{"new":true}"#);
    let body = json!({ "name": "a" });
    let error = client.raw(Api::Management, Method::Post, "/new_thing", Some(&body), &options).await.unwrap_err();
    assert_eq!(error.code(), Some("No"));
    let seen = transport.seen();
    assert_eq!(seen[0].url, "https://api.convex.dev/v1/new_thing?limit=1");
    assert_eq!(seen[1].body.as_deref(), Some(&br#"{"name":"a"}"#[..]));
    for target in ["", "new_thing", "/new thing", "/näw", "/a\r\nb"] {
        let error = client.raw(Api::Lookup, Method::Get, target, None, &options).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{target}");
    }
}
