//! The SQLite file, or memory, in which the platform keeps everything.
//!
//! WAL with `synchronous=NORMAL`: what was acknowledged survives a killed process; a power failure may cost the last
//! writes, but never leaves one half done. Durable stores wait for the disk with each write instead. Several processes may
//! use one file: readers never wait, writers take turns.

mod changes;
mod error;
mod migrate;
mod place;
mod readers;
#[expect(clippy::module_inception, reason = "the type that the module is named after")]
mod store;
mod work;

pub use changes::Revision;
pub(super) use error::{damaged, is_taken};
pub(super) use place::Place;
pub(super) use store::Store;
