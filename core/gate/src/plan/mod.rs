//! Plans: the deploys that lead from one version of an app to another without breaking stored data, clients or scheduled
//! calls.
//!
//! [`plan`] is a pure function, like [`check`](crate::compat::check). A plan has at most three steps, and the last one
//! deploys the candidate. Each [`Step`] names what must hold before it is deployed, and what its code has to do.

mod assume;
mod changes;
mod components;
mod differences;
mod gate;
mod merge;
mod migration;
mod obligation;
mod pairing;
mod planner;
mod precondition;
mod problem;
pub mod rehearse;
mod return_point;
mod step;
mod text;
pub mod typescript;
mod widen;

pub use gate::check_step;
pub use migration::{Migration, MigrationKind, MigrationOperation};
pub use obligation::{Obligation, ObligationOf};
pub use planner::plan;
pub use precondition::{Precondition, PreconditionKind};
pub use problem::passes;
pub use return_point::{PointOfNoReturn, ReturnLimit};
pub use step::{Blocked, Plan, Step, StepChange};
