//! Tokens and keys, without their secrets.

mod find;
mod grant;
mod issue;
mod kind;
mod revoke;
mod stored;

pub(in crate::embedded) use find::{FoundToken, TokenRow, find_token, is_valid, note_use};
pub(in crate::embedded) use grant::{Grant, token_of_member};
pub(in crate::embedded) use issue::{NewToken, issue};
pub(in crate::embedded) use kind::TokenKind;
pub(in crate::embedded) use revoke::revoke;
pub(in crate::embedded) use stored::{StoredToken, page_of_tokens, tokens_of_owner};
