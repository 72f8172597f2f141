//! Behavior of real connections.

use super::loopback::{Loopback, read_request, reply};
use convex_ops::ErrorKind;
use convex_ops::api::lookups::{CheckAuthorization, ListTeams};
use convex_ops::api::projects::UpdateProject;
use convex_ops::client::{CallOptions, Client, ReqwestTransport};
use convex_ops::model::ProjectId;
use std::time::Duration;
use tokio::io::AsyncReadExt;

#[tokio::test]
async fn dropped_call_closes_its_connection() {
    let server = Loopback::new().await;
    let client = server.client();
    let call = tokio::spawn(async move { client.call(&ListTeams {}).await });
    let (mut stream, _) = server.request().await;
    call.abort();
    // The end of the stream, or a reset: in either case the peer has closed the connection.
    let mut rest = [0; 1];
    assert!(matches!(stream.read(&mut rest).await, Ok(0) | Err(_)));
}

#[tokio::test]
async fn dropped_call_in_retry_wait_leaves_no_connection() {
    let server = Loopback::new().await;
    let client = server.client();
    let call = tokio::spawn(async move { client.call(&ListTeams {}).await });
    let (mut stream, _) = server.request().await;
    reply(&mut stream, "503 Service Unavailable\r\nretry-after: 60\r\nconnection: close", "").await;
    call.abort();
    let mut rest = [0; 1];
    assert!(matches!(stream.read(&mut rest).await, Ok(0) | Err(_)));
}

#[tokio::test]
async fn request_is_valid_http() {
    let server = Loopback::new().await;
    let client = server.client();
    let request = UpdateProject { project_id: ProjectId(7), name: Some("ü".into()), slug: None };
    let call = tokio::spawn(async move { client.call(&request).await });
    let (mut stream, text) = server.request().await;
    reply(&mut stream, "200 OK", r#"{"id":7,"name":"ü","slug":"u","teamId":3,"teamSlug":"acme","createTime":0}"#).await;
    assert_eq!(call.await.unwrap().unwrap().name, "ü");
    assert!(text.starts_with("PATCH /v1/projects/7 HTTP/1.1\r\n"), "{text}");
    assert!(text.contains("authorization: Bearer opaque-token\r\n"), "{text}");
    assert!(text.ends_with("\r\n\r\n{\"name\":\"ü\"}"), "{text}");
}

#[tokio::test]
async fn connection_is_reused() {
    let server = Loopback::new().await;
    let client = server.client();
    let calls = tokio::spawn(async move {
        client.call(&ListTeams {}).await.unwrap();
        client.call(&CheckAuthorization {}).await.unwrap();
    });
    let (mut stream, _) = server.request().await;
    reply(&mut stream, "200 OK", "[]").await;
    assert!(read_request(&mut stream).await.starts_with("HEAD /api/authorize "));
    reply(&mut stream, "200 OK", "").await;
    calls.await.unwrap();
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let server = Loopback::new().await;
    let client = server.client();
    let call = tokio::spawn(async move { client.call(&ListTeams {}).await });
    let (mut stream, _) = server.request().await;
    let elsewhere = format!("302 Found\r\nlocation: {}/elsewhere", server.url());
    reply(&mut stream, &elsewhere, "").await;
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.info().status), (ErrorKind::Unavailable, Some(302)));
    assert!(error.info().help.as_deref().unwrap().contains("redirects are not followed"));
}

#[tokio::test]
async fn truncated_response_is_an_error() {
    let server = Loopback::new().await;
    let client = server.client();
    let call =
        tokio::spawn(async move { client.call_with(&ListTeams {}, &CallOptions::default().max_attempts(1)).await });
    let (mut stream, _) = server.request().await;
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[";
    tokio::io::AsyncWriteExt::write_all(&mut stream, head.as_bytes()).await.unwrap();
    drop(stream);
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.info().status), (ErrorKind::Unavailable, None));
}

#[tokio::test]
async fn unreachable_server_is_unavailable() {
    let server = Loopback::new().await;
    let client = server.client();
    drop(server);
    let options = CallOptions::default().max_attempts(2).backoff(Duration::from_millis(1), Duration::from_millis(1));
    let error = client.call_with(&ListTeams {}, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().starts_with("cannot reach the server: "), "{error}");
}

#[tokio::test]
async fn proxy_forwards_request() {
    let server = Loopback::new().await;
    let proxy = ReqwestTransport::through_proxy(&server.url()).unwrap();
    let client = Client::builder().url("http://platform.example").allow_plain_http().transport(proxy).build().unwrap();
    let call = tokio::spawn(async move { client.call(&ListTeams {}).await });
    let (mut stream, text) = server.request().await;
    reply(&mut stream, "200 OK", "[]").await;
    call.await.unwrap().unwrap();
    assert!(text.starts_with("GET http://platform.example/api/teams HTTP/1.1\r\n"), "{text}");
}

#[test]
fn invalid_proxy_is_rejected_without_showing_password() {
    let error = ReqwestTransport::through_proxy("http://user:hunter2@:x").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(!error.to_string().contains("hunter2"));
}
