//! The runtime of this process, for callers that have none.

use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Builder, Handle, Runtime};

/// Returns the runtime of this process. The threads of a parent process do not exist after a fork, so each process has its
/// own.
#[expect(clippy::expect_used, reason = "a process that can make no thread can't make calls in the background")]
pub fn runtime() -> Handle {
    static RUNTIME: Mutex<Option<(u32, Runtime)>> = Mutex::new(None);
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if let Some((owner, runtime)) = &*runtime
        && *owner == process
    {
        return runtime.handle().clone();
    }
    let new = Builder::new_multi_thread().worker_threads(2).thread_name("convex-ops").enable_all().build();
    let new = new.expect("a runtime");
    let handle = new.handle().clone();
    if let Some((_, old)) = runtime.replace((process, new)) {
        // Its threads are those of the parent: waiting for them would never end.
        std::mem::forget(old);
    }
    handle
}
