//! The access tokens of a team.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::TeamHandle;
use super::carrying::awaited;
use super::deletion::is_deleted;
use super::once::Once;
use super::times::from_now;
use crate::api::access_tokens::{CreateTeamAccessToken, DeleteTeamAccessToken, ListTeamAccessTokens, TeamAccessToken};
use crate::engine::Pager;
use crate::error::Result;
use crate::keys::Secret;
use crate::model::{AccessTokenId, Timestamp};

/// Access tokens of a team. Convex lists only those that the caller created.
#[derive(Clone, Debug)]
pub struct Tokens {
    team: TeamHandle,
}

/// An access token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Token {
    /// Token ID.
    pub id: AccessTokenId,
    /// Name.
    pub name: String,
    /// Creation time.
    pub created: Timestamp,
    /// Time of the last use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<Timestamp>,
    /// Expiration time. Absent if it never expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
}

/// Creates an access token; see [`Tokens::create`].
#[derive(Clone, Debug)]
#[must_use = "nothing is created until this is awaited"]
pub struct CreateToken {
    team: TeamHandle,
    name: String,
    expires_in: Option<Duration>,
}

impl TeamHandle {
    /// Returns the access tokens of the team.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn names(team: &TeamHandle) -> Result<Vec<String>> {
    ///     Ok(team.tokens().list().all().await?.into_iter().map(|token| token.name).collect())
    /// }
    /// ```
    #[must_use]
    pub fn tokens(&self) -> Tokens {
        Tokens { team: self.clone() }
    }
}

impl Tokens {
    /// Lists the tokens that the caller created.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn without_end(team: &TeamHandle) -> Result<usize> {
    ///     let tokens = team.tokens().list().all().await?;
    ///     Ok(tokens.iter().filter(|token| token.expires.is_none()).count())
    /// }
    /// ```
    pub fn list(&self) -> Pager<Token> {
        let (team, id) = (self.team.clone(), Once::new());
        Pager::new(move |page| {
            let (team, id) = (team.clone(), id.clone());
            async move {
                let list = ListTeamAccessTokens { team_id: id.get_or(team.id()).await?, cursor: None, limit: None };
                Ok(team.connection().pages(list).page_at(page).await?.filter_map(|token| Some(token.into())))
            }
        })
    }

    /// Creates a token. Awaiting returns its secret, which cannot be read again later.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// # use convex_ops::keys::Secret;
    /// use std::time::Duration;
    ///
    /// async fn create(team: &TeamHandle) -> Result<Secret> {
    ///     team.tokens().create("nightly").expires_in(Duration::from_secs(90 * 86_400)).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if it expires within 30 minutes. Other errors of the call.
    pub fn create(&self, name: impl Into<String>) -> CreateToken {
        CreateToken { team: self.team.clone(), name: name.into(), expires_in: None }
    }

    /// Deletes the token with a name. Returns `false` if it did not exist.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn delete(team: &TeamHandle) -> Result<bool> {
    ///     team.tokens().delete("nightly").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn delete(&self, name: &str) -> Result<bool> {
        let team_id = self.team.id().await?;
        is_deleted(
            self.team.connection().call(DeleteTeamAccessToken { team_id, id: name.into() }).await,
            Some("TeamNotFound"),
        )
    }
}

impl CreateToken {
    /// Sets the lifetime: at least 30 minutes. By default, the token never expires.
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }

    async fn run(self) -> Result<Secret> {
        let create = CreateTeamAccessToken {
            team_id: self.team.id().await?,
            name: Some(self.name),
            expires_at: self.expires_in.map(from_now),
        };
        Ok(self.team.connection().call(create).await?.access_token)
    }
}

awaited!(CreateToken => Secret);

impl From<TeamAccessToken> for Token {
    fn from(token: TeamAccessToken) -> Self {
        let TeamAccessToken { id, name, creation_time, last_used_time, expires_at, .. } = token;
        Self { id, name, created: creation_time, last_used: last_used_time, expires: expires_at }
    }
}
