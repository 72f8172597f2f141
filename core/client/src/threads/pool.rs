//! Blocking work off the executor.
//!
//! Tokio's `spawn_blocking` parks its threads at once, so each call pays for two wake-ups, some 120 µs. These threads, and
//! the callers that wait for them, look for news a few times before they park.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use tokio::sync::oneshot;

/// Threads at most. Further work waits.
const MAX_THREADS: usize = 512;
/// Time after which an idle thread ends.
const IDLE: Duration = Duration::from_secs(10);
/// Time that a caller polls before it waits to be woken, and an idle thread before it parks.
const POLLED: Duration = Duration::from_micros(200);

type Work = Box<dyn FnOnce() + Send>;

static POOL: LazyLock<Pool> = LazyLock::new(Pool::new);

/// Runs blocking work on a thread for such work, off the caller's executor. Returns `None` if it panicked. Needs no
/// tokio runtime.
pub async fn run_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, waiting) = oneshot::channel();
    POOL.start(Box::new(move || {
        if let Ok(result) = catch_unwind(AssertUnwindSafe(work)) {
            // The receiver no longer exists if the caller stopped waiting.
            let _ = answer.send(result);
        }
    }));
    poll_before_waiting(waiting).await.ok()
}

/// Polls a future again and again for a short time, and lets other tasks run in between. Then waits until it is woken.
async fn poll_before_waiting<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let started = Instant::now();
    poll_fn(|context| {
        let polled = future.as_mut().poll(context);
        if polled.is_pending() && has_spare_processor() && started.elapsed() < POLLED {
            // If both threads share a processor, the work runs now.
            std::thread::yield_now();
            context.waker().wake_by_ref();
        }
        polled
    })
    .await
}

/// Polling takes a processor from the work that is polled for, unless the machine has two.
fn has_spare_processor() -> bool {
    static SPARE: LazyLock<bool> = LazyLock::new(|| super::processors() > 1);
    *SPARE
}

/// Threads that are started as work needs them.
struct Pool {
    queue: Sender<Work>,
    work: Receiver<Work>,
    threads: AtomicUsize,
    /// Work that is queued or running.
    unfinished: AtomicUsize,
}

impl Pool {
    fn new() -> Self {
        let (queue, work) = unbounded();
        Self { queue, work, threads: AtomicUsize::new(0), unfinished: AtomicUsize::new(0) }
    }

    /// Queues work, and starts a thread if all of them are busy. Drops the work if no thread can be started.
    fn start(&'static self, work: Work) {
        let unfinished = self.unfinished.fetch_add(1, Ordering::SeqCst) + 1;
        // The pool holds the receiver, so the channel is never closed.
        let _ = self.queue.send(work);
        if unfinished > self.threads.load(Ordering::SeqCst) {
            self.add_thread();
        }
    }

    fn add_thread(&'static self) {
        let below_limit = |threads| (threads < MAX_THREADS).then_some(threads + 1);
        if self.threads.fetch_update(Ordering::SeqCst, Ordering::SeqCst, below_limit).is_err() {
            return;
        }
        let named = std::thread::Builder::new().name("convex-ops-blocking".to_owned());
        if named.spawn(|| self.run()).is_err() && self.threads.fetch_sub(1, Ordering::SeqCst) == 1 {
            // No thread is left to run the queue: its callers learn that their work is dropped.
            while self.work.try_recv().is_ok() {
                self.unfinished.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }

    /// Runs queued work until none has come for a while.
    fn run(&self) {
        while let Some(work) = self.next() {
            work();
            self.unfinished.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// Returns the next work, or `None` after the thread has been counted out.
    fn next(&self) -> Option<Work> {
        loop {
            if let Some(work) = self.poll() {
                return Some(work);
            }
            if let Ok(work) = self.work.recv_timeout(IDLE) {
                return Some(work);
            }
            self.threads.fetch_sub(1, Ordering::SeqCst);
            // Work that was queued before the count fell may have counted on this thread.
            if self.work.is_empty() {
                return None;
            }
            self.threads.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Looks for work a few times.
    fn poll(&self) -> Option<Work> {
        let started = Instant::now();
        loop {
            if let Ok(work) = self.work.try_recv() {
                return Some(work);
            }
            if !has_spare_processor() || started.elapsed() > POLLED {
                return None;
            }
            std::thread::yield_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Barrier};
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread;

    use super::*;

    #[tokio::test]
    async fn blocking_work_returns_its_result_and_panics_return_none() {
        assert_eq!(run_blocking(|| 1).await, Some(1));
        assert_eq!(run_blocking(|| -> i32 { panic!("as expected") }).await, None);
        assert_eq!(run_blocking(|| 2).await, Some(2));
    }

    #[test]
    fn no_runtime_is_needed() {
        let mut answer = pin!(run_blocking(|| 3));
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let result = loop {
            match answer.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(result) => break result,
                Poll::Pending => thread::park(),
            }
        };
        assert_eq!(result, Some(3));
    }

    struct Unpark(thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    #[tokio::test]
    async fn work_that_waits_for_other_work_gets_a_thread_each() {
        static MET: Barrier = Barrier::new(8);
        let all: Vec<_> = (0..8)
            .map(|number| {
                tokio::spawn(run_blocking(move || {
                    MET.wait();
                    number
                }))
            })
            .collect();
        for (number, one) in all.into_iter().enumerate() {
            assert_eq!(one.await.unwrap(), Some(number));
        }
    }
}
