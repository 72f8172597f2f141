//! Limits of an evaluation.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationLimits {
    /// Memory of the JavaScript engine, in bytes.
    pub memory: usize,
    /// Stack of the JavaScript engine, in bytes.
    pub stack: usize,
    /// Maximum processor time for one module, including its imports.
    pub module_time: Duration,
    /// Maximum processor time for all modules.
    pub total_time: Duration,
}

/// Large real apps take 5 seconds, 140 MB and 1 MiB of stack.
impl Default for EvaluationLimits {
    fn default() -> Self {
        Self {
            memory: 512 << 20,
            stack: 2 << 20,
            module_time: Duration::from_secs(10),
            total_time: Duration::from_secs(60),
        }
    }
}

impl EvaluationLimits {
    /// Returns the stack size of the evaluating thread, large enough that the engine's limit is reached first.
    pub(super) fn thread_stack(&self) -> usize {
        self.stack.saturating_mul(2).saturating_add(4 << 20)
    }
}
