//! Generates IDs and creation times for documents without them.

use crate::embedded::context::Context;
use crate::error::Result;

/// Number of distinct creation times per millisecond. A power of two, so that the times are exact.
const PER_MS: f64 = 1024.0;

/// Generates unguessable, increasing IDs, so that documents are stored in the order of their IDs.
pub(in crate::embedded) struct IdMaker {
    now: i64,
    made: u64,
    random: [u8; 6],
}

impl IdMaker {
    /// Creates a generator for documents created at or after `now`.
    pub(in crate::embedded) fn new(context: &Context, now: i64) -> Result<Self> {
        Ok(Self { now, made: 0, random: context.random.bytes()? })
    }

    /// Returns the next ID: the time, a counter, and random bits.
    pub(in crate::embedded) fn next_id(&mut self) -> [u8; 16] {
        self.made += 1;
        let mut id = [0; 16];
        let time = self.now.to_be_bytes().into_iter().skip(2);
        let count = self.made.to_be_bytes().into_iter().skip(4);
        id.iter_mut().zip(time.chain(count).chain(self.random)).for_each(|(to, from)| *to = from);
        id
    }
}

/// Generates increasing creation times.
pub(in crate::embedded) struct CreationTimes {
    now: i64,
    made: u32,
}

impl CreationTimes {
    /// Creates a generator that starts at `now`.
    pub(in crate::embedded) fn new(now: i64) -> Self {
        Self { now, made: 0 }
    }

    /// Returns the next time, in milliseconds since the Unix epoch.
    pub(in crate::embedded) fn next_time(&mut self) -> f64 {
        let time = self.now as f64 + f64::from(self.made) / PER_MS;
        self.made = self.made.saturating_add(1);
        time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_times_increase() {
        let context = Context::deterministic(1, 0);
        let (mut ids, mut times) =
            (IdMaker::new(&context, 1_700_000_000_000).unwrap(), CreationTimes::new(1_700_000_000_000));
        let made: Vec<_> = (0..3_000).map(|_| (ids.next_id(), times.next_time())).collect();
        assert!(made.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        assert_eq!(made[0].1, 1_700_000_000_000.0);
    }
}
