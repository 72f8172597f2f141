//! How much an app may take to be evaluated.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How much an app may take to be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// The memory of what runs, in bytes.
    pub memory: usize,
    /// The stack of what runs, in bytes.
    pub stack: usize,
    /// How long one module may take, with what it imports first.
    pub module_time: Duration,
    /// How long all modules may take.
    pub total_time: Duration,
}

/// Large real apps take 5 seconds, 140 MB and 1 MiB of stack.
impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 512 << 20,
            stack: 2 << 20,
            module_time: Duration::from_secs(10),
            total_time: Duration::from_secs(60),
        }
    }
}

impl Limits {
    /// The stack of the thread that evaluates: what runs is stopped long before the thread's own end.
    pub(super) fn thread_stack(&self) -> usize {
        self.stack.saturating_mul(2).saturating_add(4 << 20)
    }
}
