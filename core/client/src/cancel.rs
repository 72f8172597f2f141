//! Cancellation of long operations.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, ErrorKind, Result};

/// A token that cancels a long operation from any thread. All clones share its state.
///
/// The operation checks it often enough to stop within a tenth of a second, and then fails with
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
pub struct Cancel {
    flag: Arc<AtomicBool>,
    parent: Option<Arc<Self>>,
}

impl Cancel {
    /// Cancels the operation that uses this token. This cannot be undone.
    pub fn cancel(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Returns `true` if the operation was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.flag.load(Ordering::Relaxed) || self.parent.as_ref().is_some_and(|parent| parent.is_cancelled())
    }

    /// Creates a token for a part of the operation. It is cancelled by itself or with this one.
    ///
    /// ```
    /// use convex_ops::Cancel;
    ///
    /// let whole = Cancel::default();
    /// let (first, second) = (whole.child(), whole.child());
    /// first.cancel();
    /// assert!(first.is_cancelled() && !second.is_cancelled() && !whole.is_cancelled());
    /// whole.cancel();
    /// assert!(second.is_cancelled());
    /// ```
    #[must_use]
    pub fn child(&self) -> Self {
        Self { flag: Arc::default(), parent: Some(Arc::new(self.clone())) }
    }

    /// Creates a guard that cancels the operation when it is dropped, such as with the future that waits for the operation.
    ///
    /// ```
    /// use convex_ops::Cancel;
    ///
    /// let cancel = Cancel::default();
    /// let guard = cancel.drop_guard();
    /// assert!(!cancel.is_cancelled());
    /// drop(guard);
    /// assert!(cancel.is_cancelled());
    /// ```
    pub fn drop_guard(&self) -> DropGuard {
        DropGuard(self.clone())
    }

    /// Checks that the operation was not cancelled.
    ///
    /// # Errors
    ///
    /// `Cancelled` if it was.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() { Err(Error::new(ErrorKind::Cancelled, "cancelled")) } else { Ok(()) }
    }
}

/// Cancels an operation when it is dropped; see [`Cancel::drop_guard`].
#[derive(Debug)]
#[must_use = "the operation is cancelled as soon as this is dropped"]
pub struct DropGuard(Cancel);

impl Drop for DropGuard {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
