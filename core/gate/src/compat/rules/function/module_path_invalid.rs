//! Convex refuses the path of a module.
//!
//! # What it finds
//! A module of the candidate whose path has a character other than letters, digits, `_` and `.`, a folder or file name of
//! more than 64 characters (with `.js`), or a name without a letter or digit. A module without functions counts, as
//! helpers in `lib/` do.
//!
//! # Why it breaks
//! Convex refuses the push with `BadConvexModuleIdentifier`. Convex's command accepts such files, so this is first seen
//! in a deploy.
//!
//! # Example
//! ```json baseline
//! {"functions": []}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "lib/price-format.js:list", "functionType": "Query"}]}
//! ```
//!
//! # Safe rollout
//! Rename the file: `price_format.ts` instead of `price-format.ts`.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::module_path;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Functions]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some(candidate) = pair.candidate else { return };
    for module in &candidate.modules {
        if let Err(reason) = module_path::check(module) {
            sink.push(
                Draft::new(
                    Subject::module(pair.path, module),
                    format!("Convex refuses the path of the module `{module}`: {reason}"),
                )
                .fix(format!("rename `{module}`, for example to `{}`", module_path::suggest(module))),
            );
        }
    }
}
