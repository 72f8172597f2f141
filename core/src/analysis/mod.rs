//! Evaluates the modules of an app to find its schema, functions, routes, crons and components.
//!
//! Modules run in QuickJS with the globals that packages expect, and without access to files, network, clock or other
//! processes. Processor time, memory and stack are limited. Some of QuickJS's built-in functions do not check the time limit,
//! so untrusted code should run in a separate [process](Isolation::Process), which ends when it is exceeded.
//!
//! [`Analysis::notes`] lists differences from Convex's evaluation that may affect the result.

mod app;
mod auth;
mod cache;
mod definition;
mod description;
mod imports;
mod js_error;
mod limits;
mod locations;
mod module_analysis;
mod mounts;
mod node;
mod node_answers;
mod node_process;
mod options;
mod outcome;
mod packages;
mod process;
mod sandbox;
mod source_map;
mod sources;
mod surface;
mod watch;

pub use auth::AuthProblem;
pub use cache::Cache;
pub use definition::{ChildComponent, DeclaredVariable, Definition};
pub use js_error::EvaluationProblem;
pub use limits::EvaluationLimits;
pub use module_analysis::{AnalyzedFunction, AnalyzedRoute, ModuleAnalysis, SourcePosition};
pub use node_answers::{NodeAnswer, NodeAnswers, NodeRead};
pub use node_process::run_node_process;
#[cfg(feature = "source")]
pub(crate) use node_process::{NodeJob, write_programs};
pub use options::EvaluationOptions;
pub use outcome::{Analysis, ComponentAnalysis};
pub use process::{Isolation, confine_process, serve_process};

use crate::artifact::Artifact;
use crate::error::Result;

/// Evaluates the modules of an artifact.
///
/// ```
/// use convex_ops::analysis::{Isolation, EvaluationOptions, analyse};
/// use convex_ops::artifact::{Artifact, PushRequest};
///
/// let request = PushRequest::parse(r#"{"appDefinition": {"changedModules": [{"path": "tasks.js",
///     "source": "export const list = {isQuery: true, isPublic: true, _handler() {}, exportArgs: () => '{\"type\": \"any\"}'};"
/// }]}}"#)?;
/// let analysis = analyse(&Artifact::from_request(request)?, &EvaluationOptions::default(), &Isolation::Thread)?;
/// assert_eq!(analysis.components[""].functions["tasks.js"].functions[0].name, "list");
/// assert_eq!(analysis.surface()?.root.functions.known().unwrap().len(), 1);
/// # Ok::<(), convex_ops::Error>(())
/// ```
///
/// # Errors
/// `Cancelled` if it was cancelled; `LimitExceeded` or `Timeout` if a process exceeds its limits; `Io` if it cannot be
/// started. Errors in the app's code are reported in [`Analysis::problems`].
pub fn analyse(artifact: &Artifact, options: &EvaluationOptions, isolation: &Isolation) -> Result<Analysis> {
    let analysis = isolation.run(artifact, options);
    options.cancel.check()?;
    analysis
}
