//! Ids and creation times for documents that come without.

use crate::embedded::context::Context;
use crate::error::Result;

/// How many documents may be created in one millisecond and still have times of their own. A power of two, so that the
/// times are exact.
const PER_MS: f64 = 1024.0;

/// Makes ids that nobody can guess, each greater than the one before it: so documents are stored in their order.
pub(in crate::embedded) struct IdMaker {
    now: i64,
    made: u64,
    random: [u8; 6],
}

impl IdMaker {
    /// Ids for documents that are created from `now` on.
    pub(in crate::embedded) fn new(context: &Context, now: i64) -> Result<Self> {
        Ok(Self { now, made: 0, random: context.random.bytes()? })
    }

    /// The next id: the time, a count, and what is random.
    pub(in crate::embedded) fn next_id(&mut self) -> [u8; 16] {
        self.made += 1;
        let mut id = [0; 16];
        let time = self.now.to_be_bytes().into_iter().skip(2);
        let count = self.made.to_be_bytes().into_iter().skip(4);
        id.iter_mut().zip(time.chain(count).chain(self.random)).for_each(|(to, from)| *to = from);
        id
    }
}

/// Makes creation times, each later than the one before it.
pub(in crate::embedded) struct CreationTimes {
    now: i64,
    made: u32,
}

impl CreationTimes {
    /// Times from `now` on.
    pub(in crate::embedded) fn new(now: i64) -> Self {
        Self { now, made: 0 }
    }

    /// The next time, in milliseconds since the Unix epoch.
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
    fn each_is_greater_than_the_one_before_it() {
        let context = Context::deterministic(1, 0);
        let (mut ids, mut times) =
            (IdMaker::new(&context, 1_700_000_000_000).unwrap(), CreationTimes::new(1_700_000_000_000));
        let made: Vec<_> = (0..3_000).map(|_| (ids.next_id(), times.next_time())).collect();
        assert!(made.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        assert_eq!(made[0].1, 1_700_000_000_000.0);
    }
}
