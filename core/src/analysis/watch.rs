//! State of an evaluation for a watchdog: the running module and its deadline.
//!
//! Built-in functions of the engine, such as `Array.prototype.join`, don't check the engine's time limit. The watchdog of a
//! process ends it; the next one skips the module.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::os::process::process_time;

/// Time after the limit in which the engine stops by itself.
const GRACE: Duration = Duration::from_millis(250);

/// A module of an app.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) component: String,
    pub(super) module: String,
}

/// The module that runs.
struct Running {
    part: Part,
    /// Processor time of the process at which it must have ended.
    end: Duration,
}

/// The module that runs, shared with a watchdog, and those that must not run again.
#[derive(Clone, Default)]
pub(super) struct Watch {
    running: Arc<Mutex<Option<Running>>>,
    stuck: Arc<BTreeSet<Part>>,
}

impl Watch {
    pub(super) fn new(stuck: BTreeSet<Part>) -> Self {
        Self { running: Arc::default(), stuck: Arc::new(stuck) }
    }

    /// Checks if a module did not end within its time before.
    pub(super) fn is_stuck(&self, part: &Part) -> bool {
        self.stuck.contains(part)
    }

    /// Runs a module, which may take `time`.
    pub(super) fn during<T>(&self, part: Part, time: Duration, run: impl FnOnce() -> T) -> T {
        let end = process_time().saturating_add(time).saturating_add(GRACE);
        *self.running() = Some(Running { part, end });
        let result = run();
        *self.running() = None;
        result
    }

    /// Returns the module that should have ended.
    pub(super) fn overdue(&self) -> Option<Part> {
        let running = self.running();
        running.as_ref().filter(|running| process_time() >= running.end).map(|running| running.part.clone())
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        // A panic elsewhere leaves a whole value.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
