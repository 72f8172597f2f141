//! The connections for reading: a few, for which callers wait, since more of them than processors read no faster.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::error::Result;

/// How many connections for reading are open at most.
const MOST: usize = 8;

/// Connections for reading.
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

/// Counts one that is lent, and gives it back when dropped: also where the work with it panics.
struct Loan<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Readers {
    /// Runs `work` on a connection: an idle one, a new one made by `connect`, or the first that is given back.
    pub(super) fn with<T>(
        &self,
        connect: impl FnOnce() -> Result<Connection>,
        work: impl FnOnce(&mut Connection) -> Result<T>,
    ) -> Result<T> {
        let mut loan = self.lend();
        let connection = match loan.connection.take() {
            Some(idle) => idle,
            None => connect()?,
        };
        work(loan.connection.insert(connection))
    }

    fn lend(&self) -> Loan<'_> {
        let mut state = self.state();
        while state.idle.is_empty() && state.lent >= MOST {
            state = self.given_back.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.lent += 1;
        Loan { readers: self, connection: state.idle.pop() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Loan<'_> {
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
    fn no_more_than_a_few_are_ever_open() {
        let (readers, opened) = (Readers::default(), AtomicUsize::new(0));
        let connect = || {
            opened.fetch_add(1, Ordering::Relaxed);
            Ok(Connection::open_in_memory().unwrap())
        };
        std::thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| readers.with(connect, |connection| Ok(connection.execute_batch("SELECT 1")?)).unwrap());
            }
        });
        assert!((1..=MOST).contains(&opened.load(Ordering::Relaxed)));
    }

    #[test]
    fn a_failure_to_connect_leaves_room_for_others() {
        let readers = Readers::default();
        for _ in 0..2 * MOST {
            assert!(readers.with(|| Err(Error::invalid_input("no")), |_| Ok(())).is_err());
        }
        readers.with(|| Ok(Connection::open_in_memory().unwrap()), |_| Ok(())).unwrap();
    }
}
