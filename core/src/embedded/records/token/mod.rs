//! Tokens and keys, but for their secrets.

mod found;
mod grant;
mod issue;
mod kept;
mod kind;
mod revoke;

pub(in crate::embedded) use found::{FoundToken, TokenRow, find_token, note_use};
pub(in crate::embedded) use grant::{Grant, token_of_member};
pub(in crate::embedded) use issue::{NewToken, issue};
pub(in crate::embedded) use kept::{KeptToken, page_of_tokens, tokens_of_owner};
pub(in crate::embedded) use kind::TokenKind;
pub(in crate::embedded) use revoke::revoke;
