//! The invitations to a team.

use super::TeamHandle;
use super::deletion::is_deleted;
use crate::api::teams::{CancelTeamMemberInvite, Invitation, InviteTeamMember, ListPendingTeamInvites};
use crate::engine::Pager;
use crate::error::Result;
use crate::model::Role;

/// Pending invitations to a team. They require a member's token.
#[derive(Clone, Debug)]
pub struct Invitations {
    team: TeamHandle,
}

impl TeamHandle {
    /// Returns the pending invitations to the team.
    ///
    /// ```
    /// # use convex_ops::{Result, Role, TeamHandle};
    /// async fn invite(team: &TeamHandle) -> Result<()> {
    ///     team.invitations().create("new@acme.example", Role::Developer).await
    /// }
    /// ```
    #[must_use]
    pub fn invitations(&self) -> Invitations {
        Invitations { team: self.clone() }
    }
}

impl Invitations {
    /// Lists the pending invitations.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn pending(team: &TeamHandle) -> Result<usize> {
    ///     Ok(team.invitations().list().all().await?.len())
    /// }
    /// ```
    pub fn list(&self) -> Pager<Invitation> {
        let team = self.team.clone();
        Pager::whole(move || {
            let team = team.clone();
            async move {
                let team_id = team.id().await?;
                Ok(team.connection().call(ListPendingTeamInvites { team_id }).await?.items)
            }
        })
    }

    /// Invites a person by email, with the role `admin` or `developer`.
    ///
    /// ```
    /// # use convex_ops::{Result, Role, TeamHandle};
    /// async fn invite(team: &TeamHandle) -> Result<()> {
    ///     team.invitations().create("new@acme.example", Role::Admin).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the address or the role is invalid. Other errors of the call.
    pub async fn create(&self, email: impl Into<String>, role: Role) -> Result<()> {
        let team_id = self.team.id().await?;
        let invite = InviteTeamMember { team_id, email: email.into(), role, custom_roles: None };
        self.team.connection().call(invite).await
    }

    /// Cancels an invitation. Returns `false` if it did not exist.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn cancel(team: &TeamHandle) -> Result<bool> {
    ///     team.invitations().cancel("new@acme.example").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn cancel(&self, email: impl Into<String>) -> Result<bool> {
        let team_id = self.team.id().await?;
        is_deleted(
            self.team.connection().call(CancelTeamMemberInvite { team_id, email: email.into() }).await,
            Some("TeamNotFound"),
        )
    }
}
