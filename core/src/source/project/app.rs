//! Bundled apps.

use crate::analysis::NodeAnswers;
use crate::artifact::Artifact;

/// A bundled app, with the answers of its modules that ran in Node.
pub(super) struct App {
    pub(super) artifact: Artifact,
    pub(super) node_answers: Option<NodeAnswers>,
}
