//! Grammar of keys.
//!
//! Errors never contain any part of the input: the secret of a malformed key may be anywhere in it.

use std::str::FromStr;

use super::secret::{is_admin_secret, is_cloud_token, is_hexadecimal, is_surely_secret};
use super::{ParsedKey, Scope, TypePrefix};
use crate::error::{Error, Result};

const NEW_KEY: &str = "copy the whole key from the dashboard again";
const KINDS: &str =
    "use a key that starts with `prod:`, `dev:`, `preview:`, `custom:`, `project:` or a deployment name";

/// Parses a key.
///
/// # Errors
///
/// [`InvalidInput`](crate::error::ErrorKind::InvalidInput) with the reason. The message contains no part of the key.
pub fn parse_key(text: &str) -> Result<ParsedKey> {
    check_characters(text)?;
    let Some((prefix, secret)) = text.split_once('|') else {
        return parse_without_bar(text);
    };
    if secret.is_empty() {
        return Err(Error::invalid_input("invalid key: no secret after the `|`").help(NEW_KEY));
    }
    if prefix.split(':').any(is_surely_secret) {
        return Err(Error::invalid_input("invalid key: secret before the `|`").help(NEW_KEY));
    }
    Ok(ParsedKey::new(parse_scope(prefix, secret)?, Some(prefix), secret))
}

impl FromStr for ParsedKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse_key(text)
    }
}

fn check_characters(text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::invalid_input("invalid key: empty text").help(NEW_KEY));
    }
    if text.starts_with(['"', '\'']) || text.ends_with(['"', '\'']) {
        return Err(Error::invalid_input("invalid key: it is quoted").help("remove the quotes"));
    }
    if text.contains(char::is_whitespace) {
        return Err(Error::invalid_input("invalid key: it contains whitespace").help("pass only the key"));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::invalid_input("invalid key: unexpected characters").help(NEW_KEY));
    }
    Ok(())
}

fn parse_without_bar(text: &str) -> Result<ParsedKey> {
    if is_cloud_token(text) {
        return Err(Error::invalid_input("invalid key: expected a deploy key, found an access token")
            .help("create a deploy key in the deployment's settings"));
    }
    if !is_hexadecimal(text) {
        return Err(Error::invalid_input("invalid key: missing `|`")
            .help("quote the key: a shell interprets an unquoted `|` as a pipe"));
    }
    Ok(ParsedKey::new(Scope::Unnamed, None, text))
}

fn parse_scope(prefix: &str, secret: &str) -> Result<Scope> {
    let parts: Vec<&str> = prefix.split(':').collect();
    if parts.iter().any(|part| part.is_empty()) {
        return Err(Error::invalid_input("invalid key: empty part before the `|`").help(NEW_KEY));
    }
    if !parts.iter().all(|part| is_name(part)) {
        return Err(Error::invalid_input("invalid key: unexpected characters before the `|`").help(NEW_KEY));
    }
    match *parts.as_slice() {
        [name] => Ok(Scope::Instance { name: name.to_owned() }),
        ["project", team, project] => Ok(Scope::Project { team: team.to_owned(), project: project.to_owned() }),
        ["preview", team, project] => Ok(Scope::ProjectPreviews { team: team.to_owned(), project: project.to_owned() }),
        ["project", ..] => Err(Error::invalid_input("invalid project key: expected a team and a project")
            .help("use `project:<team>:<project>|<secret>`")),
        ["preview", _, _, ..] => {
            Err(Error::invalid_input("invalid preview key: expected a deployment, or a team and a project")
                .help("use `preview:<deployment>|<secret>` or `preview:<team>:<project>|<secret>`"))
        }
        [deployment_type, name] => parse_deployment(deployment_type, name, secret),
        _ => Err(Error::invalid_input("invalid key: too many parts before the `|`").help(KINDS)),
    }
}

/// Returns `true` for text that may be a type, a slug or a deployment name. Self-hosted names are arbitrary, but never
/// look like a secret.
fn is_name(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn parse_deployment(prefix: &str, name: &str, secret: &str) -> Result<Scope> {
    if let Some(deployment_type) = TypePrefix::from_prefix(prefix) {
        return Ok(Scope::Deployment { deployment_type, name: name.to_owned() });
    }
    // A deployment accepts and ignores any type before the name in its own admin keys: `local:<name>|01…`.
    if is_admin_secret(secret) {
        return Ok(Scope::Instance { name: name.to_owned() });
    }
    Err(Error::invalid_input("invalid key: unknown type").help(KINDS))
}
