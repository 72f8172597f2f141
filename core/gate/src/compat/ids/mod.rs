//! Rule ids without the rules themselves, which is all that grading and listing findings needs.

mod family;
mod known;
mod list;

pub use family::Family;
pub(super) use known::{check_id, unknown};
pub(super) use list::RULE_IDS;
