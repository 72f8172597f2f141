//! Which rules there are, without the rules themselves: what grades or lists findings needs no more.

mod family;
mod known;
mod list;

pub use family::Family;
pub(super) use known::{check_id, unknown};
pub(super) use list::RULE_IDS;
