//! Captured requests of Convex's own command.

use super::{analyse, surface};
use crate::support::evidence;
use convex_ops::artifact::{Artifact, PushRequest};

#[test]
fn captured_app_evaluates_like_convex() {
    let Some(evidence) = evidence() else { return };
    let text = std::fs::read_to_string(evidence.join("captures/FULL-start_push-tiny.json")).unwrap();
    let app = Artifact::from_request(PushRequest::parse(&text).unwrap()).unwrap();
    assert_eq!(Artifact::from_file(&app.to_file().unwrap()).unwrap(), app);
    assert_eq!(analyse(&app).problems, []);
    let surface = surface(&app);
    assert!(surface.root.schema.known().unwrap().is_some());
    assert!(surface.root.crons.known().unwrap().contains_key("wipe"));
    let names: Vec<_> = surface.root.functions.known().unwrap().keys().map(ToString::to_string).collect();
    assert!(names.iter().any(|name| name.starts_with("messages.js:")), "{names:?}");
}

#[test]
fn mounted_component_is_included() {
    let Some(evidence) = evidence() else { return };
    let text =
        std::fs::read_to_string(evidence.join("captures/FULL-push-request-with-component-and-auth.json")).unwrap();
    let mut request = PushRequest::parse(&text).unwrap();
    // The capture omits modules that the deployment already had.
    let left_out = Artifact::from_request(request.clone()).unwrap_err();
    assert!(left_out.to_string().contains("--push-all-modules"), "{left_out}");
    request.app_definition.unchanged_module_hashes.clear();
    let app = Artifact::from_request(request).unwrap();
    let analysis = analyse(&app);
    assert_eq!(analysis.problems, []);
    assert_eq!(analysis.auth_providers, None);
    let surface = analysis.surface().unwrap();
    let counter = &surface.root.components.known().unwrap()["counter"];
    assert!(counter.functions.known().unwrap().keys().all(|name| name.as_str().starts_with("lib.js:")));
    assert!(counter.schema.known().unwrap().is_some());
}
