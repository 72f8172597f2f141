//! An internal function became public.
//!
//! # What it finds
//! A function of the app that is internal in the baseline and public in the candidate. Public functions of components
//! are not checked, since only the app can call them.
//!
//! # Why it breaks
//! Anyone who knows the address of the deployment can call it, with any arguments that its validator accepts. A
//! function written for trusted callers may not check who is calling.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "billing.js:refund", "functionType": "Mutation",
//!   "visibility": {"kind": "internal"}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "billing.js:refund", "functionType": "Mutation",
//!   "visibility": {"kind": "public"}}]}
//! ```
//!
//! # Safe rollout
//! Check the identity of the caller and validate the arguments before you make the function public, or add a public
//! function that does both and calls the internal one.

use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::Visibility;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((old, new)) = pair.both() else { return };
    let opened = old.visibility == Visibility::Internal && new.visibility == Visibility::Public;
    if opened && pair.component.is_root() {
        let name = pair.name;
        sink.push(
            Draft::new(pair.subject(), format!("`{name}` is now public, so anyone can call it"))
                .fix(format!("keep `{name}` internal, and call it from a public function that checks the caller")),
        );
    }
}
