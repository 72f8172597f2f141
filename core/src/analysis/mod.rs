//! Evaluating the modules of an app, to know what it is: its schema, functions, routes, crons, components.
//!
//! The modules run in QuickJS, with the globals that packages expect and without access to anything: no file, network,
//! clock of ours or other process. Time, memory and stack are limited; since QuickJS does not look at its clock inside
//! some of its own functions, what comes from strangers belongs in a [process](Isolation::Process) of its own, which can
//! be ended from outside.
//!
//! What an app says must not depend on what is missing here, so what was different is told in [`Analysis::notes`].

mod app;
mod definition;
mod described;
mod limits;
mod options;
mod outcome;
mod packages;
mod positions;
mod process;
mod sandbox;
mod sources;
mod surface;
mod thrown;

pub use definition::{ChildComponent, Definition, EnvironmentVariable};
pub use described::{AnalyzedFunction, AnalyzedRoute, ModuleAnalysis, SourcePosition};
pub use limits::Limits;
pub use options::Options;
pub use outcome::{Analysis, ComponentAnalysis};
pub use process::{Isolation, serve_process};
pub use thrown::Problem;

use crate::artifact::Artifact;
use crate::error::Result;

/// Evaluates the modules of an artifact.
///
/// ```
/// use convex_ops::analysis::{Isolation, Options, analyse};
/// use convex_ops::artifact::{Artifact, PushRequest};
///
/// let request = PushRequest::parse(r#"{"appDefinition": {"changedModules": [{"path": "tasks.js",
///     "source": "export const list = {isQuery: true, isPublic: true, _handler() {}, exportArgs: () => '{\"type\": \"any\"}'};"
/// }]}}"#)?;
/// let analysis = analyse(&Artifact::from_request(request)?, &Options::default(), &Isolation::Thread)?;
/// assert_eq!(analysis.components[""].functions["tasks.js"].functions[0].name, "list");
/// assert_eq!(analysis.surface()?.root.functions.known().unwrap().len(), 1);
/// # Ok::<(), convex_ops::Error>(())
/// ```
///
/// # Errors
/// `LimitExceeded` or `Timeout` where a process takes more than it may; `Io` where one can't be started. What the app
/// does wrong is no error: see [`Analysis::problems`].
pub fn analyse(artifact: &Artifact, options: &Options, isolation: &Isolation) -> Result<Analysis> {
    isolation.run(artifact, options)
}
