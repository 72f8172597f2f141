//! Email addresses of members.

use crate::embedded::refusals::bad_request;
use crate::error::Result;

/// Checks an email address: a local part, an `@`, and a domain.
pub(in crate::embedded) fn check_email(email: &str) -> Result<&str> {
    let email = email.trim();
    let well_formed = email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.len() > 2)
        && email.len() <= 254
        && email.matches('@').count() == 1
        && !email.chars().any(|c| c.is_whitespace() || c.is_control());
    if well_formed { Ok(email) } else { Err(bad_request("InvalidEmail", "invalid `email`")) }
}
