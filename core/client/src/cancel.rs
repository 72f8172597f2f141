//! Telling long work to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, ErrorKind, Result};

/// A token by which whoever started long work can stop it, from any thread. All clones of a token are one.
///
/// The work looks at it often enough to stop within a tenth of a second, and then fails with
/// [`ErrorKind::Cancelled`].
///
/// ```
/// use convex_ops::{Cancel, ErrorKind};
///
/// let cancel = Cancel::default();
/// assert!(cancel.check().is_ok());
/// cancel.clone().cancel();
/// assert_eq!(cancel.check().unwrap_err().kind(), ErrorKind::Cancelled);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops the work that was given this token. There is no way back.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work is to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on only while the work is not to stop.
    ///
    /// # Errors
    /// `Cancelled` once it is.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() { Err(Error::new(ErrorKind::Cancelled, "cancelled before the end")) } else { Ok(()) }
    }
}
