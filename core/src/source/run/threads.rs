//! The work of all, on threads.

use std::sync::mpsc;
use std::thread;

use super::reading::Shared;
use super::worker::{self, Checked};
use crate::error::{Error, ErrorKind, Result};
use crate::rt;

/// More threads would need more memory than a check may take, and three read faster than most disks.
const MAX_THREADS: usize = 3;

/// Checks all tables on threads, while the caller hears how far they are.
pub(super) fn work(
    shared: &Shared<'_>,
    threads: Option<usize>,
    hear: &mut dyn FnMut(Checked) -> Result<()>,
) -> Result<()> {
    let threads = threads.unwrap_or_else(|| rt::processors().min(MAX_THREADS)).max(1);
    let (sender, checked) = mpsc::channel();
    thread::scope(|scope| {
        let spawn = |sender: mpsc::Sender<Checked>| {
            // Whoever has hung up wants no more.
            scope.spawn(move || worker::work(shared, &mut |checked| sender.send(checked).is_ok()))
        };
        let workers: Vec<_> = (0..threads).map(|_| spawn(sender.clone())).collect();
        drop(sender);
        let outcome = checked.iter().try_for_each(hear);
        drop(checked);
        if outcome.is_err() {
            shared.stop();
        }
        let panicked = workers.into_iter().filter_map(|worker| worker.join().err()).count();
        if panicked > 0 { outcome.and(Err(bug())) } else { outcome }
    })
}

fn bug() -> Error {
    Error::new(ErrorKind::Internal, "a thread that checked documents panicked: a bug in convex-ops")
}
