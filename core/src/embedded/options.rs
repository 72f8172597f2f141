//! Options for opening a platform.

use std::sync::Arc;

use super::addresses::{Addresses, CloudAddresses};
use super::encryption_key::EncryptionKey;
use crate::analysis::Isolation;

/// Options for opening a platform. The defaults match Convex Cloud as far as a single process can.
#[derive(Clone)]
#[non_exhaustive]
pub struct EmbeddedOptions {
    /// Makes each write wait for the disk, so that it also survives a power failure.
    pub durable: bool,
    /// Seed and time that make results reproducible. Keys generated this way are not secret.
    pub deterministic: Option<(u64, i64)>,
    /// Lets imports and exports continue after the call that requested them has returned, as in Convex. Otherwise the
    /// call waits for them.
    pub in_background: bool,
    /// Addresses of deployments.
    pub addresses: Arc<dyn Addresses>,
    /// Key that encrypts environment variables, instance secrets and settings of log streams in the file.
    pub encryption_key: Option<EncryptionKey>,
    /// Isolation for evaluating the modules of pushed apps.
    pub isolation: Isolation,
}

impl EmbeddedOptions {
    /// Sets if each write waits for the disk.
    #[must_use]
    pub fn durable(mut self, durable: bool) -> Self {
        self.durable = durable;
        self
    }

    /// Sets if imports and exports continue after the call that requested them has returned.
    #[must_use]
    pub fn in_background(mut self, in_background: bool) -> Self {
        self.in_background = in_background;
        self
    }

    /// Makes results reproducible: random values derive from `seed`, and the clock stands at `start_ms` (milliseconds
    /// since the Unix epoch) unless it is moved.
    #[must_use]
    pub fn deterministic(mut self, seed: u64, start_ms: i64) -> Self {
        self.deterministic = Some((seed, start_ms));
        self
    }

    /// Sets the isolation for evaluating the modules of pushed apps. Use a separate process for untrusted modules.
    #[must_use]
    pub fn isolation(mut self, isolation: Isolation) -> Self {
        self.isolation = isolation;
        self
    }

    /// Sets the key that encrypts secrets in the file. A store that is not encrypted is encrypted when it is opened; later
    /// it can only be opened with the same key.
    #[must_use]
    pub fn encryption_key(mut self, key: EncryptionKey) -> Self {
        self.encryption_key = Some(key);
        self
    }

    /// Sets the addresses of deployments.
    #[must_use]
    pub fn addresses(mut self, addresses: Arc<dyn Addresses>) -> Self {
        self.addresses = addresses;
        self
    }
}

impl Default for EmbeddedOptions {
    fn default() -> Self {
        Self {
            durable: false,
            deterministic: None,
            in_background: false,
            addresses: Arc::new(CloudAddresses),
            encryption_key: None,
            isolation: Isolation::default(),
        }
    }
}
