//! The documents of deployments: their tables, and how they are written and read.
//!
//! A table that is filled by an import is hidden until all of it is there, and becomes active in one transaction, in place
//! of the one before it. That one is gone for all who read, and is kept for a while for those who follow the data.

mod batch;
mod clock;
mod ids;
mod piece;
mod read;
mod table;
mod write;

pub(in crate::embedded) use batch::{Batch, Target, prepare};
pub(in crate::embedded) use clock::{NS_PER_MS, current_ts, last_change, next_range, next_ts};
pub(in crate::embedded) use ids::{CreationTimes, IdMaker};
pub(in crate::embedded) use piece::{next_piece, put_piece};
pub(in crate::embedded) use read::{
    Change, Order, Place, Stored, after_id, by_creation_time, changes_by_id, changes_by_ts, gone_between, has,
    moments_between,
};
pub(in crate::embedded) use table::{NewTable, STORAGE, State, TableRow, free_number, is_system, numbers_of};
pub(in crate::embedded) use write::{KEPT_NS, activate, discard, insert, moments, move_into, remove_gone};
