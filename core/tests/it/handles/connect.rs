//! Addresses select the engine that reaches them.

use convex_ops::{
    Convex, ConvexBuilder, ErrorKind, KeyPreset, Result, TargetBuilder, connect, from_deploy_key, from_variables,
};

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
    let server = convex_ops::serve::Server::start(convex_ops::serve::ServeOptions::default()).await.unwrap();
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

const CLOUD_KEY: &str = "prod:happy-otter-123|eyJ2MiI6IjAifQ==";

#[cfg(feature = "serve")]
#[tokio::test]
async fn deploy_key_reaches_its_deployment() {
    let server = convex_ops::serve::Server::start(convex_ops::serve::ServeOptions::default()).await.unwrap();
    let convex = connect_with(server.url(), server.token().expose()).unwrap();
    provision(&convex).await;
    let production = convex.team("first-team").project("todo").production().get().await.unwrap();
    let key = production.deploy_keys().create("ci", KeyPreset::Full).await.unwrap().secret;
    let by_platform = TargetBuilder::new(key.clone()).platform(server.url()).build().unwrap();
    let by_url = TargetBuilder::new(key.clone()).url(&production.url).build().unwrap();
    let variables = [("CONVEX_DEPLOY_KEY", key.expose()), ("CONVEX_PROVISION_HOST", server.url())];
    let by_variables = from_variables(variables).unwrap();
    assert_eq!(by_variables.chosen_by, "CONVEX_DEPLOY_KEY");
    for (index, target) in [&by_platform, &by_url, &by_variables].into_iter().enumerate() {
        // The key itself is explicit.
        target.environment().set(format!("V{index}"), "1").await.unwrap();
        assert_eq!(target.api().get_deployment_info().await.unwrap().kind(), "cloud");
        let sweeping = target.copy_data_from(&convex.team("first-team").project("todo").dev()).await;
        assert_ne!(sweeping.unwrap_err().kind(), ErrorKind::Internal);
        // The platform's data needs an access token.
        assert_eq!(target.get().await.unwrap_err().kind(), ErrorKind::Unsupported);
        assert_eq!(target.backups().list().all().await.unwrap_err().kind(), ErrorKind::Unsupported);
        assert!(target.export().await.unwrap().write_to(&mut std::io::sink()).await.unwrap() > 0);
        assert!(!format!("{target:?}").contains(key.expose().split_once('|').unwrap().1));
    }
    assert_eq!(production.environment().names().await.unwrap().len(), 3);
    // A deploy from a development deployment goes to the production deployment of its project.
    let dev = convex.team("first-team").project("todo").dev().ensure().await.unwrap();
    let target = from_variables([
        ("CONVEX_DEPLOYMENT", format!("dev:{}", dev.name).as_str()),
        ("CONVEX_ACCESS_TOKEN", server.token().expose()),
        ("CONVEX_PROVISION_HOST", server.url()),
    ])
    .unwrap();
    assert_eq!((target.chosen_by.as_str(), target.get().await.unwrap().id), ("CONVEX_DEPLOYMENT", production.id));
    let change = target.environment().set("V", "1").await.unwrap_err();
    assert_eq!(change.code(), Some("ConfirmationRequired"), "it was found by its project");
}

#[test]
fn variables_choose_one_deployment_or_none() {
    let choose = |set: &[(&str, &str)]| from_variables(set.iter().copied());
    let own = [("CONVEX_SELF_HOSTED_URL", "http://127.0.0.1:3210"), ("CONVEX_SELF_HOSTED_ADMIN_KEY", "own|01ab")];
    for (set, chosen_by) in [
        (&[("CONVEX_DEPLOY_KEY", CLOUD_KEY), ("CONVEX_DEPLOYMENT", "dev:other-otter-1")] as &[_], "CONVEX_DEPLOY_KEY"),
        (&[("CONVEX_DEPLOY_KEY", ""), ("CONVEX_DEPLOYMENT_TOKEN", CLOUD_KEY)], "CONVEX_DEPLOYMENT_TOKEN"),
        (&[("CONVEX_DEPLOYMENT", "dev:a-b-1"), ("CONVEX_ACCESS_TOKEN", "ey")], "CONVEX_DEPLOYMENT"),
        (Box::leak(Box::new(own)), "CONVEX_SELF_HOSTED_URL"),
    ] {
        assert_eq!(choose(set).unwrap().chosen_by, chosen_by);
    }
    for (set, message) in [
        (&[] as &[_], "no deployment selected"),
        (&[("CONVEX_DEPLOYMENT", "dev:a-b-1")], "missing CONVEX_ACCESS_TOKEN"),
        (
            &[("CONVEX_DEPLOYMENT", "local:x"), ("CONVEX_ACCESS_TOKEN", "ey")],
            "cannot deploy from the local deployment `x`",
        ),
        (&[("CONVEX_SELF_HOSTED_URL", "http://127.0.0.1:3210")], "no deployment selected"),
        (&[("CONVEX_DEPLOYMENT", "dev:a-b-1"), ("CONVEX_SELF_HOSTED_URL", "http://127.0.0.1:1")], "are set"),
        (&[("CONVEX_DEPLOY_KEY", "project:acme:todo|eyJ2MiI6IjAifQ==")], "belongs to a project"),
        (
            &[
                ("CONVEX_DEPLOY_KEY", "preview:acme:todo|eyJ2MiI6IjAifQ=="),
                ("VERCEL", "1"),
                ("VERCEL_GIT_COMMIT_REF", "x"),
            ],
            "belongs to a project",
        ),
    ] {
        let error = choose(set).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(message), "{error}");
    }
    assert!(from_deploy_key("nonsense").is_err());
    assert_eq!(from_deploy_key("own|01ab").unwrap_err().kind(), ErrorKind::InvalidInput, "an admin key without a URL");
}
