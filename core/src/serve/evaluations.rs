//! Pool and queue of pushes that evaluate an app's modules, which may take a minute of a processor each.
//!
//! The pool is small and separate, so that other requests never wait for an evaluation. Deployments take turns, one
//! evaluation at a time each, so that the pushes to one deployment delay the others little. A full queue refuses.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Time after which a refused client should try again.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Maximum number of pushes of one deployment that run or wait.
const MAX_OF_DEPLOYMENT: usize = 4;

/// Maximum number of pushes that run or wait.
const MAX: usize = 64;

/// Pool and queue.
#[derive(Clone)]
pub(super) struct Evaluations {
    shared: Arc<Mutex<State>>,
}

struct State {
    /// Maximum number of evaluations at a time.
    size: usize,
    running: usize,
    /// Pushes that run, wait or are being received.
    count: usize,
    of_deployments: BTreeMap<Arc<str>, DeploymentQueue>,
    /// Deployments with waiting pushes and without a running one, next first.
    next: VecDeque<Arc<str>>,
    is_closed: bool,
    /// Evaluations that run, to cancel them.
    cancels: BTreeMap<u64, Cancel>,
    last_id: u64,
}

#[derive(Default)]
struct DeploymentQueue {
    count: usize,
    is_running: bool,
    waiting: VecDeque<oneshot::Sender<Turn>>,
}

/// A place in the queue. Released on drop.
pub(super) struct QueuePlace {
    evaluations: Evaluations,
    deployment: Arc<str>,
}

/// A turn to evaluate. The next one starts on drop.
pub(super) struct Turn {
    evaluations: Evaluations,
    deployment: Arc<str>,
    id: u64,
    /// Cancelled when the server stops.
    pub(super) stop: Cancel,
}

impl Evaluations {
    /// Creates a pool for `size` evaluations at a time.
    pub(super) fn new(size: usize) -> Self {
        let state = State {
            size: size.max(1),
            running: 0,
            count: 0,
            of_deployments: BTreeMap::new(),
            next: VecDeque::new(),
            is_closed: false,
            cancels: BTreeMap::new(),
            last_id: 0,
        };
        Self { shared: Arc::new(Mutex::new(state)) }
    }

    /// Enters the queue.
    ///
    /// # Errors
    /// `RateLimited` if the queue is full, for all or for this deployment; `Unavailable` if the server is stopping.
    pub(super) fn enter(&self, deployment: &str) -> Result<QueuePlace> {
        let mut state = self.state();
        if state.is_closed {
            return Err(stopping_error());
        }
        let deployment: Arc<str> = deployment.into();
        let of_deployment = state.of_deployments.get(&deployment).map_or(0, |of| of.count);
        if of_deployment >= MAX_OF_DEPLOYMENT || state.count >= MAX {
            let whose = if of_deployment >= MAX_OF_DEPLOYMENT { " to this deployment" } else { "" };
            return Err(Error::new(ErrorKind::RateLimited, format!("too many pushes{whose} at a time"))
                .retry_after(RETRY_AFTER)
                .help("try again later"));
        }
        state.count += 1;
        state.of_deployments.entry(Arc::clone(&deployment)).or_default().count += 1;
        Ok(QueuePlace { evaluations: self.clone(), deployment })
    }

    /// Refuses further pushes and cancels those that run or wait.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.is_closed = true;
        state.next.clear();
        // A waiting push ends when its sender is dropped.
        state.of_deployments.values_mut().for_each(|of| of.waiting.clear());
        state.cancels.values().for_each(Cancel::cancel);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the turns that are possible.
    fn advance(&self) {
        loop {
            let (waiting, turn) = {
                let mut state = self.state();
                if state.running >= state.size {
                    return;
                }
                let Some(deployment) = state.next.pop_front() else { return };
                let Some(of) = state.of_deployments.get_mut(&deployment) else { continue };
                if of.is_running {
                    continue;
                }
                let Some(waiting) = of.waiting.pop_front() else { continue };
                of.is_running = true;
                (waiting, self.begin(&mut state, deployment))
            };
            // The turn of a push that no longer waits is dropped here, which starts the next one.
            drop(waiting.send(turn));
        }
    }

    fn begin(&self, state: &mut State, deployment: Arc<str>) -> Turn {
        state.running += 1;
        state.last_id += 1;
        let (id, stop) = (state.last_id, Cancel::default());
        state.cancels.insert(id, stop.clone());
        Turn { evaluations: self.clone(), deployment, id, stop }
    }
}

impl QueuePlace {
    /// Waits for the push's turn.
    ///
    /// # Errors
    /// `Unavailable` if the server stops.
    pub(super) async fn turn(&self) -> Result<Turn> {
        let (sender, receiver) = oneshot::channel();
        {
            let mut state = self.evaluations.state();
            if state.is_closed {
                return Err(stopping_error());
            }
            let state = &mut *state;
            let of = state.of_deployments.entry(Arc::clone(&self.deployment)).or_default();
            let is_first = of.waiting.is_empty() && !of.is_running;
            of.waiting.push_back(sender);
            if is_first {
                state.next.push_back(Arc::clone(&self.deployment));
            }
        }
        self.evaluations.advance();
        receiver.await.map_err(|_| stopping_error())
    }
}

impl Drop for QueuePlace {
    fn drop(&mut self) {
        let mut state = self.evaluations.state();
        state.count -= 1;
        if let Some(of) = state.of_deployments.get_mut(&self.deployment) {
            of.count -= 1;
            if of.count == 0 && !of.is_running {
                state.of_deployments.remove(&self.deployment);
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        {
            let mut state = self.evaluations.state();
            let state = &mut *state;
            state.running -= 1;
            state.cancels.remove(&self.id);
            if let Some(of) = state.of_deployments.get_mut(&self.deployment) {
                of.is_running = false;
                if !of.waiting.is_empty() {
                    state.next.push_back(Arc::clone(&self.deployment));
                } else if of.count == 0 {
                    state.of_deployments.remove(&self.deployment);
                }
            }
        }
        self.evaluations.advance();
    }
}

fn stopping_error() -> Error {
    Error::new(ErrorKind::Unavailable, "the server is stopping")
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::{Pin, pin};
    use std::task::Poll;

    use super::*;

    /// Polls a future once.
    async fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
        poll_fn(|context| Poll::Ready(Pin::new(&mut *future).poll(context))).await
    }

    fn enter_all(evaluations: &Evaluations, deployments: &[&str]) -> Vec<QueuePlace> {
        deployments.iter().map(|deployment| evaluations.enter(deployment).unwrap()).collect()
    }

    #[tokio::test]
    async fn deployments_take_turns() {
        let evaluations = Evaluations::new(1);
        let places = enter_all(&evaluations, &["a", "a", "a", "b"]);
        let [one, two, three, other] = &places[..] else { panic!() };
        let first = one.turn().await.unwrap();
        let (mut two, mut three, mut other) = (pin!(two.turn()), pin!(three.turn()), pin!(other.turn()));
        assert!(
            poll(&mut two).await.is_pending()
                && poll(&mut three).await.is_pending()
                && poll(&mut other).await.is_pending()
        );
        drop(first);
        let Poll::Ready(Ok(of_other)) = poll(&mut other).await else { panic!("`b` waits for all pushes of `a`") };
        assert!(poll(&mut two).await.is_pending());
        drop(of_other);
        let Poll::Ready(Ok(second)) = poll(&mut two).await else { panic!() };
        assert!(poll(&mut three).await.is_pending());
        drop(second);
        assert!(poll(&mut three).await.is_ready());
    }

    #[tokio::test]
    async fn deployment_evaluates_once_at_a_time() {
        let evaluations = Evaluations::new(2);
        let places = enter_all(&evaluations, &["a", "a", "b"]);
        let [one, two, other] = &places[..] else { panic!() };
        let _first = one.turn().await.unwrap();
        assert!(poll(&mut pin!(two.turn())).await.is_pending());
        assert!(poll(&mut pin!(other.turn())).await.is_ready());
    }

    #[tokio::test]
    async fn full_queue_refuses_until_a_place_is_given_up() {
        let evaluations = Evaluations::new(1);
        let mut of_one = enter_all(&evaluations, &["a"; MAX_OF_DEPLOYMENT]);
        let error = evaluations.enter("a").err().unwrap();
        assert_eq!((error.kind(), error.info().retry_after_ms), (ErrorKind::RateLimited, Some(5_000)));
        let names: Vec<_> = (MAX_OF_DEPLOYMENT..MAX).map(|n| n.to_string()).collect();
        let _others = enter_all(&evaluations, &names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(evaluations.enter("z").err().unwrap().kind(), ErrorKind::RateLimited);
        of_one.pop();
        assert!(evaluations.enter("z").is_ok());
    }

    #[tokio::test]
    async fn push_that_no_longer_waits_is_passed_over() {
        let evaluations = Evaluations::new(1);
        let places = enter_all(&evaluations, &["a", "b", "c"]);
        let [one, two, three] = &places[..] else { panic!() };
        let first = one.turn().await.unwrap();
        {
            let mut gone = Box::pin(two.turn());
            assert!(poll(&mut gone).await.is_pending());
        }
        let mut three = pin!(three.turn());
        assert!(poll(&mut three).await.is_pending());
        drop(first);
        assert!(poll(&mut three).await.is_ready());
    }

    #[tokio::test]
    async fn closing_cancels_running_and_waiting_pushes() {
        let evaluations = Evaluations::new(1);
        let places = enter_all(&evaluations, &["a", "b"]);
        let [one, two] = &places[..] else { panic!() };
        let first = one.turn().await.unwrap();
        let mut two = pin!(two.turn());
        assert!(poll(&mut two).await.is_pending());
        evaluations.close();
        assert!(first.stop.is_cancelled());
        assert_eq!(two.await.err().unwrap().kind(), ErrorKind::Unavailable);
        assert_eq!(evaluations.enter("c").err().unwrap().kind(), ErrorKind::Unavailable);
    }
}
