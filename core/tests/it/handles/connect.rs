//! Addresses select the engine that reaches them.

use convex_ops::handles::Convex;
use convex_ops::{ErrorKind, connect};

async fn provision(convex: &Convex) -> String {
    let team = convex.teams().await.unwrap().remove(0).slug;
    let todo = convex.team(team).project("todo");
    todo.ensure().await.unwrap();
    todo.production().ensure().await.unwrap().reference
}

#[tokio::test]
async fn file_store_is_reopened() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    assert_eq!(provision(&connect(&location, None).unwrap()).await, "production");
    let again = connect(&location, None).unwrap();
    let team = again.teams().await.unwrap().remove(0).slug;
    assert_eq!(again.team(team).project("todo").deployments().await.unwrap().len(), 1);
    let wrong = connect(&location, Some("no-token".into())).unwrap();
    assert_eq!(wrong.teams().await.unwrap_err().kind(), ErrorKind::Unauthenticated);
}

#[cfg(feature = "serve")]
#[tokio::test]
async fn http_address_reaches_server() {
    let server = convex_ops::serve::Server::start(convex_ops::serve::Options::default()).await.unwrap();
    let convex = connect(server.url(), Some(server.token().clone())).unwrap();
    assert_eq!(provision(&convex).await, "production");
    assert!(!convex.connection().engine().is_ready(server.url()).await, "the server itself is not a deployment");
    assert!(!format!("{convex:?}").contains(server.token().expose()));
    let deployments = convex.team("first-team").project("todo").deployments().await.unwrap();
    assert_eq!(deployments.len(), 1);
}

#[test]
fn unusable_address_is_rejected() {
    for (location, token) in
        [("https://api.convex.dev", None), ("embedded", Some("x")), ("ftp://x", Some("x")), ("", None)]
    {
        let error = connect(location, token.map(Into::into)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{location}");
    }
}
