//! Values and ids: round trips, limits, and the corpus of cases.

mod cases;
mod ids;
mod limits;
mod round_trips;
