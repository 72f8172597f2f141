//! Rotation of deploy keys.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::times::date;
use super::{DeployKey, DeployKeys, KeyPreset, NewDeployKey};
use crate::error::{Error, ErrorKind, Result};
use crate::future::{BoxFuture, MaybeSend};
use crate::keys::Secret;
use crate::model::Timestamp;

/// A rotation that was started: the new key, and the keys that it replaces.
///
/// [`DeployKeys::rotate`] carries out all of it. The two steps are for callers that install the key elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Rotation {
    /// The new key.
    pub key: NewDeployKey,
    /// Names of the keys that it replaces.
    pub replaces: Vec<String>,
}

/// Rotates a deploy key; see [`DeployKeys::rotate`].
#[must_use = "nothing is rotated until this is awaited"]
pub struct RotateKey<F> {
    keys: DeployKeys,
    name: String,
    install: F,
    expires_in: Option<Duration>,
}

impl DeployKeys {
    /// Replaces a key: creates a new one named `NAME` and the date, installs it, and deletes the previous one only after
    /// that. If `install` fails, the new key is deleted and the previous one is kept.
    ///
    /// The new key has the permissions of the previous one and, unless set, its lifetime. The previous key is the one
    /// with this name, or with the name that an earlier rotation gave it.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, NewDeployKey, Result};
    /// # async fn store(secret: &str) -> Result<()> { Ok(()) }
    /// async fn rotate(production: &DeploymentHandle) -> Result<NewDeployKey> {
    ///     production.deploy_keys().rotate("ci", async |key| store(key.expose()).await).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the key does not exist. Errors of `install`. Other errors of the calls.
    pub fn rotate<F, R>(&self, name: impl Into<String>, install: F) -> RotateKey<F>
    where
        F: FnOnce(Secret) -> R + MaybeSend + 'static,
        R: Future<Output = Result<()>> + MaybeSend + 'static,
    {
        RotateKey { keys: self.clone(), name: name.into(), install, expires_in: None }
    }

    /// Creates the new key of a rotation. [`finish_rotation`](Self::finish_rotation) deletes the previous one once the
    /// new one is installed, [`undo_rotation`](Self::undo_rotation) deletes the new one.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// # fn install(secret: &str) -> Result<()> { Ok(()) }
    /// async fn rotate(production: &DeploymentHandle) -> Result<()> {
    ///     let keys = production.deploy_keys();
    ///     let rotation = keys.start_rotation("ci", None).await?;
    ///     match install(rotation.key.secret.expose()) {
    ///         Ok(()) => keys.finish_rotation(&rotation).await,
    ///         Err(error) => keys.undo_rotation(&rotation).await.and(Err(error)),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the key does not exist. Other errors of the calls.
    pub async fn start_rotation(&self, name: &str, expires_in: Option<Duration>) -> Result<Rotation> {
        let keys = self.read().await?;
        let previous: Vec<_> = keys.iter().filter(|key| is_of(name, &key.name)).collect();
        let newest = previous.iter().max_by_key(|key| key.created);
        let newest = newest.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("deploy key `{name}` not found")).help("create it first")
        })?;
        let preset = newest.allowed_actions.clone().map_or(KeyPreset::Full, KeyPreset::Only);
        let mut create = self.create(free_name(name, &keys), preset);
        if let Some(time) = expires_in.or_else(|| newest.expires?.duration_since(newest.created)) {
            create = create.expires_in(time);
        }
        let key = create.await?;
        Ok(Rotation { key, replaces: previous.into_iter().map(|key| key.name.clone()).collect() })
    }

    /// Deletes the keys that a rotation replaces.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result, Rotation};
    /// async fn finish(production: &DeploymentHandle, rotation: &Rotation) -> Result<()> {
    ///     production.deploy_keys().finish_rotation(rotation).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the calls. It can be called again.
    pub async fn finish_rotation(&self, rotation: &Rotation) -> Result<()> {
        for name in &rotation.replaces {
            self.delete(name).await?;
        }
        Ok(())
    }

    /// Deletes the new key of a rotation, and keeps the previous one.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result, Rotation};
    /// async fn undo(production: &DeploymentHandle, rotation: &Rotation) -> Result<()> {
    ///     production.deploy_keys().undo_rotation(rotation).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn undo_rotation(&self, rotation: &Rotation) -> Result<()> {
        self.delete(&rotation.key.name).await.map(|_| ())
    }
}

impl<F> RotateKey<F> {
    /// Sets the lifetime of the new key: at least 30 minutes. By default, it is that of the previous key.
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }
}

impl<F, R> IntoFuture for RotateKey<F>
where
    F: FnOnce(Secret) -> R + MaybeSend + 'static,
    R: Future<Output = Result<()>> + MaybeSend + 'static,
{
    type Output = Result<NewDeployKey>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { keys, name, install, expires_in } = self;
        Box::pin(async move {
            let rotation = keys.start_rotation(&name, expires_in).await?;
            if let Err(error) = install(rotation.key.secret.clone()).await {
                // The reason matters more than a key that is left over, which expires or can be deleted later.
                let _ = keys.undo_rotation(&rotation).await;
                return Err(error);
            }
            keys.finish_rotation(&rotation).await?;
            Ok(rotation.key)
        })
    }
}

impl<F> std::fmt::Debug for RotateKey<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RotateKey").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Checks if a key's name is `name`, or `name` with the date of an earlier rotation.
fn is_of(name: &str, key: &str) -> bool {
    let Some(rest) = key.strip_prefix(name) else { return false };
    let parts: Vec<_> = rest.split('-').skip(1).collect();
    let is_number = |part: &&str, len| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [] => rest.is_empty(),
        [year, month, day, more @ ..] => {
            rest.starts_with('-')
                && is_number(year, 4)
                && is_number(month, 2)
                && is_number(day, 2)
                && match more {
                    [] => true,
                    [number] => number.parse::<u32>().is_ok(),
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Returns the name of the new key: `ci-2026-11-29`, with a number if that is taken.
fn free_name(name: &str, keys: &[DeployKey]) -> String {
    let dated = format!("{name}-{}", date(Timestamp::now()));
    let numbered = (2..).map(|number: u32| format!("{dated}-{number}"));
    let mut names = std::iter::once(dated.clone()).chain(numbered);
    names.find(|name| keys.iter().all(|key| key.name != *name)).unwrap_or_else(|| dated.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_of_an_earlier_rotation_is_recognised() {
        for key in ["ci", "ci-2026-11-29", "ci-2026-11-29-2"] {
            assert!(is_of("ci", key), "{key}");
        }
        for key in [
            "cix",
            "ci-2026-11",
            "ci-eu",
            "ci-eu-2026-11-29",
            "ci-2026-11-29-b",
            "xci",
            "ci2026-11-29",
            "c",
            "ci-26-11-29",
        ] {
            assert!(!is_of("ci", key), "{key}");
        }
        assert!(is_of("ci-eu", "ci-eu-2026-11-29"));
    }
}
