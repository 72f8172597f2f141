//! How a platform is opened.

use std::sync::Arc;

use super::addresses::{Addresses, CloudAddresses};
use crate::analysis::Isolation;

/// How a platform is opened. The defaults are those of Convex Cloud, as far as a process can be like it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// Whether each write waits for the disk, so that it survives a power failure too.
    pub durable: bool,
    /// A seed and a time: the same calls then give the same answers. Keys made so are no secrets.
    pub deterministic: Option<(u64, i64)>,
    /// Whether imports and exports go on after the call that began them was answered, as in Convex. Otherwise they are done
    /// then.
    pub in_background: bool,
    /// Where deployments are reached.
    pub addresses: Arc<dyn Addresses>,
    /// Where the modules of apps that are pushed are evaluated.
    pub isolation: Isolation,
}

impl Options {
    /// Whether each write waits for the disk.
    #[must_use]
    pub fn durable(mut self, durable: bool) -> Self {
        self.durable = durable;
        self
    }

    /// Whether imports and exports go on after the call that began them was answered.
    #[must_use]
    pub fn in_background(mut self, in_background: bool) -> Self {
        self.in_background = in_background;
        self
    }

    /// The same answers to the same calls: randomness follows from `seed`, and the clock stands at `start_ms` (milliseconds
    /// since the Unix epoch) unless it is moved.
    #[must_use]
    pub fn deterministic(mut self, seed: u64, start_ms: i64) -> Self {
        self.deterministic = Some((seed, start_ms));
        self
    }

    /// Where the modules of apps that are pushed are evaluated: in a process of their own, where they come from strangers.
    #[must_use]
    pub fn isolation(mut self, isolation: Isolation) -> Self {
        self.isolation = isolation;
        self
    }

    /// Where deployments are reached.
    #[must_use]
    pub fn addresses(mut self, addresses: Arc<dyn Addresses>) -> Self {
        self.addresses = addresses;
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            durable: false,
            deterministic: None,
            in_background: false,
            addresses: Arc::new(CloudAddresses),
            isolation: Isolation::default(),
        }
    }
}
