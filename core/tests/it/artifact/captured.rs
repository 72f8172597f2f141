//! Requests that Convex's own command really sent.

use crate::support::evidence;
use convex_ops::artifact::analysis::{Isolation, Options, analyse};
use convex_ops::artifact::{Artifact, PushRequest};

#[test]
fn tiny() {
    let Some(file) = evidence("captures/FULL-start_push-tiny.json") else { return };
    let request = PushRequest::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
    let artifact = Artifact::from_request(request).unwrap();
    let start = std::time::Instant::now();
    let analysis = analyse(&artifact, &Options::default(), &Isolation::Thread).unwrap();
    eprintln!("{:?}", start.elapsed());
    eprintln!("{}", serde_json::to_string_pretty(&analysis).unwrap());
    eprintln!("{:?}", analysis.surface());
}
