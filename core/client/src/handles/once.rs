//! A value that is read once for all pages of a list.

use std::sync::{Arc, OnceLock};

use crate::error::Result;

/// A value that is read at its first use.
#[derive(Clone, Debug)]
pub(super) struct Once<T>(Arc<OnceLock<T>>);

impl<T: Copy> Once<T> {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    /// Returns the value, and reads it if it was not read before.
    pub(super) async fn get_or(&self, read: impl Future<Output = Result<T>>) -> Result<T> {
        match self.0.get() {
            Some(value) => Ok(*value),
            None => {
                let value = read.await?;
                Ok(*self.0.get_or_init(|| value))
            }
        }
    }
}
