//! Handles are shared freely between threads, and print no secrets.

use convex_ops::{
    Convex, Deployment, DeploymentHandle, Project, ProjectHandle, Target, Team, TeamHandle, connect, from_deploy_key,
};
use std::fmt::Debug;

const SECRET: &str = "eyJ2MiI6ImhhbmRsZXMifQ";

fn is_shared<T: Clone + Debug + Send + Sync + 'static>() {}

#[test]
fn handles_are_cloned_and_sent_between_threads() {
    is_shared::<Convex>();
    is_shared::<Team>();
    is_shared::<TeamHandle>();
    is_shared::<Project>();
    is_shared::<ProjectHandle>();
    is_shared::<Deployment>();
    is_shared::<DeploymentHandle>();
    is_shared::<Target>();
}

#[test]
fn debug_output_of_handles_has_no_secret() {
    let target = from_deploy_key(format!("prod:happy-otter-123|{SECRET}")).unwrap();
    let deployment: &DeploymentHandle = target.handle();
    let convex = convex_ops::ConvexBuilder::new("https://api.convex.dev").token(SECRET).build().unwrap();
    let embedded = connect("embedded:").unwrap();
    for text in [
        format!("{target:?} {deployment:?} {:?}", deployment.deploy_keys()),
        format!("{convex:?} {:?}", convex.team("acme").project("todo").production()),
        format!("{embedded:#?}"),
    ] {
        assert!(!text.contains(SECRET), "{text}");
    }
    assert!(format!("{deployment:?}").contains("<redacted>"), "{deployment:?}");
}
