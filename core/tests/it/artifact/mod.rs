//! What modules say of themselves when they are evaluated.

mod captured;
mod hostile;
mod modules;
