//! Progress for other languages.

use crate::engine::{MaybeSend, MaybeSync};
use crate::handles::{Progress, Reporter};

/// Creates a receiver of progress from a function that takes it as JSON: `{"progress": …}`, which no answer begins with.
///
/// ```
/// use convex_ops::wire::platform::reporter;
///
/// let reporter = reporter(|progress: String| println!("{progress}")); // {"progress":{"phase":"wait",…}}
/// ```
pub fn reporter(tell: impl Fn(String) + MaybeSend + MaybeSync + 'static) -> Reporter {
    Reporter::new(move |progress: &Progress| {
        // Progress always serializes.
        if let Ok(text) = serde_json::to_string(progress) {
            tell(format!(r#"{{"progress":{text}}}"#));
        }
    })
}
