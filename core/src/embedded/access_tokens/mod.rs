//! What the operations on access tokens do.

mod get_token_details;
mod personal;
mod team;
