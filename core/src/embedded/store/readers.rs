//! Pool of connections for reading. It is small, because more connections than processors add no speed.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::error::Result;

/// Maximum number of open connections.
const MOST: usize = 8;

/// Pool of connections for reading.
#[derive(Default)]
pub(super) struct Readers {
    state: Mutex<State>,
    given_back: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Connection>,
    lent: usize,
}

/// A connection for reading that is in use. It returns to the others when dropped, also if the work with it panics.
pub(super) struct Reader<'a> {
    readers: &'a Readers,
    /// `None` until it is connected.
    connection: Option<Connection>,
}

impl Readers {
    /// Waits for a connection: an idle one, a new one made by `connect`, or the first that another reader returns.
    pub(super) fn get(&self, connect: impl FnOnce() -> Result<Connection>) -> Result<Reader<'_>> {
        let mut reader = self.reserve();
        if reader.connection.is_none() {
            reader.connection = Some(connect()?);
        }
        Ok(reader)
    }

    fn reserve(&self) -> Reader<'_> {
        let mut state = self.state();
        while state.idle.is_empty() && state.lent >= MOST {
            state = self.given_back.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.lent += 1;
        Reader { readers: self, connection: state.idle.pop() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader<'_> {
    /// The connection. There is always one once [`Readers::get`] has returned the reader.
    pub(super) fn connection(&mut self) -> Option<&mut Connection> {
        self.connection.as_mut()
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut state = self.readers.state();
        state.lent -= 1;
        state.idle.extend(self.connection.take());
        drop(state);
        self.readers.given_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::error::Error;

    #[test]
    fn pool_limits_open_connections() {
        let (readers, opened) = (Readers::default(), AtomicUsize::new(0));
        let connect = || {
            opened.fetch_add(1, Ordering::Relaxed);
            Ok(Connection::open_in_memory().unwrap())
        };
        std::thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| {
                    let mut reader = readers.get(connect).unwrap();
                    reader.connection().unwrap().execute_batch("SELECT 1").unwrap();
                });
            }
        });
        assert!((1..=MOST).contains(&opened.load(Ordering::Relaxed)));
    }

    #[test]
    fn failed_connect_frees_its_slot() {
        let readers = Readers::default();
        for _ in 0..2 * MOST {
            assert!(readers.get(|| Err(Error::invalid_input("no"))).is_err());
        }
        readers.get(|| Ok(Connection::open_in_memory().unwrap())).unwrap();
    }
}
