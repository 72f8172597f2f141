//! Addresses select the engine that reaches them.

use convex_ops::{Convex, ConvexBuilder, ErrorKind, Result, connect};

async fn provision(convex: &Convex) -> String {
    let team = convex.teams().list().all().await.unwrap().remove(0);
    let todo = team.project("todo").ensure().await.unwrap();
    todo.production().ensure().await.unwrap().reference
}

fn connect_with(location: &str, token: &str) -> Result<Convex> {
    ConvexBuilder::new(location).token(token).build()
}

#[tokio::test]
async fn file_store_is_reopened() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    assert_eq!(provision(&connect(&location).unwrap()).await, "production");
    let again = connect(&location).unwrap();
    let team = again.teams().list().all().await.unwrap().remove(0);
    assert_eq!(team.project("todo").deployments().list().all().await.unwrap().len(), 1);
    let wrong = connect_with(&location, "no-token").unwrap();
    assert_eq!(wrong.teams().list().all().await.unwrap_err().kind(), ErrorKind::Unauthenticated);
}

#[cfg(feature = "serve")]
#[tokio::test]
async fn http_address_reaches_server() {
    let server = convex_ops::serve::Server::start(convex_ops::serve::Options::default()).await.unwrap();
    let convex = connect_with(server.url(), server.token().expose()).unwrap();
    assert_eq!(provision(&convex).await, "production");
    assert!(!convex.connection().engine().is_ready(server.url()).await, "the server itself is not a deployment");
    assert!(!format!("{convex:?}").contains(server.token().expose()));
    let deployments = convex.team("first-team").project("todo").deployments().list().all().await.unwrap();
    assert_eq!(deployments.len(), 1);
}

#[test]
fn unusable_address_is_rejected() {
    for location in ["embedded", "ftp://x", ""] {
        assert_eq!(connect_with(location, "x").unwrap_err().kind(), ErrorKind::InvalidInput, "{location}");
    }
}
