//! Clients without a key. Few may be connected at a time, because their messages are in memory. A further one displaces the
//! one that has been connected for longest, so that they cannot keep out clients that are about to present a key.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// The clients without a key.
#[derive(Clone)]
pub(in crate::serve) struct Anonymous {
    most: usize,
    shared: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    last_id: u64,
    /// Senders of the connected clients, oldest first. A client is displaced when its sender is dropped.
    connected: BTreeMap<u64, oneshot::Sender<()>>,
}

/// The place of a client. It is given up on drop.
pub(super) struct Place {
    anonymous: Anonymous,
    id: u64,
    displaced: oneshot::Receiver<()>,
}

impl Anonymous {
    pub(in crate::serve) fn new(most: usize) -> Self {
        Self { most: most.max(1), shared: Arc::default() }
    }

    /// Gives a client a place, perhaps that of another.
    pub(super) fn enter(&self) -> Place {
        let (sender, displaced) = oneshot::channel();
        let mut state = self.state();
        state.last_id += 1;
        let id = state.last_id;
        state.connected.insert(id, sender);
        if state.connected.len() > self.most {
            state.connected.pop_first();
        }
        Place { anonymous: self.clone(), id, displaced }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Waits until another client takes the place.
    pub(super) async fn displaced(&mut self) {
        let _ = (&mut self.displaced).await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.anonymous.state().connected.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[test]
    fn further_client_displaces_the_oldest() {
        let anonymous = Anonymous::new(2);
        let mut places: Vec<_> = (0..2).map(|_| anonymous.enter()).collect();
        let is_displaced = |place: &mut Place| place.displaced().now_or_never().is_some();
        assert!(!places.iter_mut().any(is_displaced));
        places.push(anonymous.enter());
        assert_eq!(places.iter_mut().map(is_displaced).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn place_is_given_up_on_drop() {
        let anonymous = Anonymous::new(1);
        drop(anonymous.enter());
        let mut place = anonymous.enter();
        assert!(place.displaced().now_or_never().is_none());
        assert_eq!(anonymous.state().connected.len(), 1);
    }
}
