//! Checks tables on threads.

use std::sync::mpsc;
use std::thread;

use super::reading::Shared;
use super::worker::{self, CheckedBlock};
use crate::error::{Error, ErrorKind, Result};
use crate::threads;

/// More threads would exceed the memory budget of a check, and three outpace most disks.
const MAX_THREADS: usize = 3;

/// Checks all tables on threads and reports progress on the caller's thread.
pub(super) fn work(
    shared: &Shared<'_>,
    threads: Option<usize>,
    on_checked: &mut dyn FnMut(CheckedBlock) -> Result<()>,
) -> Result<()> {
    let threads = threads.unwrap_or_else(|| threads::processors().min(MAX_THREADS)).max(1);
    let (sender, checked) = mpsc::channel();
    thread::scope(|scope| {
        let spawn = |sender: mpsc::Sender<CheckedBlock>| {
            // Stops when the receiver is dropped.
            scope.spawn(move || worker::work(shared, &mut |checked| sender.send(checked).is_ok()))
        };
        let workers: Vec<_> = (0..threads).map(|_| spawn(sender.clone())).collect();
        drop(sender);
        let outcome = checked.iter().try_for_each(on_checked);
        drop(checked);
        if outcome.is_err() {
            shared.stop();
        }
        let panicked = workers.into_iter().filter_map(|worker| worker.join().err()).count();
        if panicked > 0 { outcome.and(Err(bug())) } else { outcome }
    })
}

fn bug() -> Error {
    Error::new(ErrorKind::Internal, "panic while checking documents: this is a bug in convex-ops")
}
