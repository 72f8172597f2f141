//! Evaluation of modules.

mod captured;
mod forgery;
mod hostile;
mod modules;
mod process;
mod refusals;
mod reuse;

use convex_ops::analysis::{Analysis, EvaluationLimits, EvaluationOptions, Isolation};
use convex_ops::artifact::{Artifact, Module, ModuleEnvironment, PushRequest};
use convex_ops::surface::Surface;

/// An app of these modules, each with a path and a source.
fn artifact(modules: &[(&str, &str)]) -> Artifact {
    let mut request = PushRequest::parse(r#"{"functions": "convex/", "appDefinition": {}}"#).unwrap();
    request.app_definition.modules = modules.iter().map(|(path, source)| module(path, source)).collect();
    Artifact::from_request(request).unwrap()
}

fn module(path: &str, source: &str) -> Module {
    Module {
        path: path.to_owned(),
        source: source.to_owned(),
        source_map: None,
        environment: ModuleEnvironment::Isolate,
    }
}

fn analyse(artifact: &Artifact) -> Analysis {
    analyse_within(artifact, EvaluationLimits::default())
}

fn analyse_within(artifact: &Artifact, limits: EvaluationLimits) -> Analysis {
    let options = EvaluationOptions { limits, ..EvaluationOptions::default() };
    convex_ops::analysis::analyse(artifact, &options, &Isolation::Thread).unwrap()
}

fn surface(artifact: &Artifact) -> Surface {
    analyse(artifact).surface().unwrap()
}
