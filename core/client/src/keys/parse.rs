//! The grammar of keys.
//!
//! No error repeats any part of its input: whoever pastes a key wrongly may have put the secret anywhere in it.

use std::str::FromStr;

use super::secret::{is_admin_secret, is_cloud_token, is_hexadecimal, is_surely_secret};
use super::{DeployKey, DeploymentType, Scope};
use crate::error::{Error, Result};

const NEW_KEY: &str = "copy the whole key from the dashboard again";
const KINDS: &str =
    "a key starts with `prod:`, `dev:`, `preview:`, `custom:` or `project:`, or with a deployment's name";

/// Parses a key.
///
/// # Errors
/// [`InvalidInput`](crate::error::ErrorKind::InvalidInput) says what is wrong with the key, and repeats nothing of it.
pub fn parse_key(text: &str) -> Result<DeployKey> {
    check_characters(text)?;
    let Some((prefix, secret)) = text.split_once('|') else {
        return parse_without_bar(text);
    };
    if secret.is_empty() {
        return Err(Error::invalid_input("the key has nothing after its `|`").help(NEW_KEY));
    }
    if prefix.split(':').any(is_surely_secret) {
        return Err(Error::invalid_input("the key has a secret before its `|`").help(NEW_KEY));
    }
    Ok(DeployKey::new(parse_scope(prefix, secret)?, Some(prefix), secret))
}

impl FromStr for DeployKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse_key(text)
    }
}

fn check_characters(text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::invalid_input("the key is empty").help(NEW_KEY));
    }
    if text.starts_with(['"', '\'']) || text.ends_with(['"', '\'']) {
        return Err(Error::invalid_input("the key is in quotes").help("give the key without its quotes"));
    }
    if text.contains(char::is_whitespace) {
        return Err(Error::invalid_input("the key has a space or a line break in it").help("give the key alone"));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::invalid_input("the key has characters that no key has").help(NEW_KEY));
    }
    Ok(())
}

fn parse_without_bar(text: &str) -> Result<DeployKey> {
    if is_cloud_token(text) {
        return Err(Error::invalid_input("this is an access token and no deploy key")
            .help("an access token has no `|`; make a deploy key in the deployment's settings"));
    }
    if !is_hexadecimal(text) {
        return Err(Error::invalid_input("the key has no `|`")
            .help("quote the key: a shell takes an unquoted `|` for the end of the command"));
    }
    Ok(DeployKey::new(Scope::Unnamed, None, text))
}

fn parse_scope(prefix: &str, secret: &str) -> Result<Scope> {
    let parts: Vec<&str> = prefix.split(':').collect();
    if parts.iter().any(|part| part.is_empty()) {
        return Err(Error::invalid_input("the key has an empty part before its `|`").help(NEW_KEY));
    }
    if !parts.iter().all(|part| is_name(part)) {
        return Err(Error::invalid_input("the key has characters before its `|` that no name has").help(NEW_KEY));
    }
    match *parts.as_slice() {
        [name] => Ok(Scope::Instance { name: name.to_owned() }),
        ["project", team, project] => Ok(Scope::Project { team: team.to_owned(), project: project.to_owned() }),
        ["preview", team, project] => Ok(Scope::ProjectPreviews { team: team.to_owned(), project: project.to_owned() }),
        ["project", ..] => Err(Error::invalid_input("a project key names a team and a project")
            .help("a project key starts with `project:<team>:<project>|`")),
        ["preview", _, _, ..] => {
            Err(Error::invalid_input("a preview key names one deployment, or a team and a project")
                .help("a preview key starts with `preview:<deployment>|` or `preview:<team>:<project>|`"))
        }
        [deployment_type, name] => parse_deployment(deployment_type, name, secret),
        _ => Err(Error::invalid_input("the key has too many parts before its `|`").help(KINDS)),
    }
}

/// Whether it can be a type, a slug or the name of a deployment. Self-hosted names are free, but none is like a secret.
fn is_name(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn parse_deployment(prefix: &str, name: &str, secret: &str) -> Result<Scope> {
    if let Some(deployment_type) = DeploymentType::from_prefix(prefix) {
        return Ok(Scope::Deployment { deployment_type, name: name.to_owned() });
    }
    // A deployment takes any type in front of its own admin key's name and ignores it: `local:<name>|01…`.
    if is_admin_secret(secret) {
        return Ok(Scope::Instance { name: name.to_owned() });
    }
    Err(Error::invalid_input("the key is of an unknown type").help(KINDS))
}
