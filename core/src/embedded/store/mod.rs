//! SQLite store of the platform, in a file or in memory.
//!
//! WAL mode with `synchronous=NORMAL`: committed writes survive a killed process. A power failure may lose the last
//! writes but never leaves a partial one. Durable stores wait for the disk at each write instead. Several processes may
//! use one file: readers never wait, and writers take turns.

mod changes;
mod error;
mod migrate;
mod place;
mod private;
mod readers;
mod reserve;
mod seal;
#[expect(clippy::module_inception, reason = "the type that the module is named after")]
mod store;
mod work;

pub use changes::Revision;
pub(super) use error::{damaged, is_taken};
pub(super) use place::Place;
pub(super) use seal::KEY;
pub(super) use store::Store;
pub(super) use work::WorkLock;
