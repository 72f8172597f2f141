//! Documents of deployments: tables, reading and writing.
//!
//! An import fills a hidden table, which replaces the previous one in a single transaction. Readers no longer see the
//! previous table, but it is kept for a while for clients that stream changes.

mod batch;
mod clock;
mod ids;
mod piece;
mod read;
mod served;
mod table;
mod write;

pub(in crate::embedded) use batch::{Batch, Target, prepare};
pub(in crate::embedded) use clock::{NS_PER_MS, current_ts, last_change, next_range, next_ts};
pub(in crate::embedded) use ids::{CreationTimes, IdMaker};
pub(in crate::embedded) use piece::{PIECE_LEN, next_piece, put_piece};
pub(in crate::embedded) use read::{
    Change, Order, Place, Stored, after_id, by_creation_time, changes_by_id, changes_by_ts, gone_between, has,
    moments_between,
};
pub(in crate::embedded) use served::{by_uuid, put_uuid, stored_len};
pub(in crate::embedded) use table::{NewTable, STORAGE, State, TableRow, free_number, is_system, numbers_of};
pub(in crate::embedded) use write::{
    RETENTION_NS, activate, discard, empty_some, insert, moments, move_into, remove_gone,
};
