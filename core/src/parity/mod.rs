//! Names at two places, compared: deployments, apps, or one of each.
//!
//! Two deployments of a project drift apart: a variable was set on one alone, an index was removed by hand. The comparison has
//! names only, so it can be shown to anyone.
//!
//! ```
//! use convex_ops::parity::{ParityPlace, ParitySubject, compare};
//! use convex_ops::surface::Surface;
//!
//! let place = |name: &str, functions: &str| {
//!     let surface = Surface::parse(&format!(r#"{{"functions": {functions}}}"#))?;
//!     Ok::<_, convex_ops::Error>(ParityPlace::new(name, surface))
//! };
//! let staging = place("staging", r#"[{"identifier": "tasks:list", "functionType": "Query"}]"#)?;
//! let difference = compare(&staging, &place("production", "[]")?);
//! assert_eq!(difference.of(ParitySubject::Functions).unwrap().only_in_first, ["tasks.js:list"]);
//! # Ok::<(), convex_ops::Error>(())
//! ```

mod compare;
mod names;
mod place;
mod subject;

pub use compare::{Difference, NotCompared, SubjectDifference, compare};
pub use place::ParityPlace;
pub use subject::ParitySubject;
