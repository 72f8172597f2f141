//! Stand-in for builds that deploy nothing, such as the one for browsers.

use super::verb::Verb;

pub(super) const VERBS: &[Verb] = &[];
