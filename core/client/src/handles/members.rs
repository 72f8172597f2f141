//! The members of a team.

use super::TeamHandle;
use crate::api::teams::{ListTeamMembers, Member, UpdateTeamMemberRole};
use crate::engine::Pager;
use crate::error::Result;
use crate::model::{CustomRoleId, MemberId, Role};

/// Members of a team. They require a member's token.
#[derive(Clone, Debug)]
pub struct Members {
    team: TeamHandle,
}

impl TeamHandle {
    /// Returns the members of the team.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn addresses(team: &TeamHandle) -> Result<Vec<String>> {
    ///     Ok(team.members().list().all().await?.into_iter().map(|member| member.email).collect())
    /// }
    /// ```
    #[must_use]
    pub fn members(&self) -> Members {
        Members { team: self.clone() }
    }
}

impl Members {
    /// Lists the members.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// for member in convex.team("first-team").members().list().all().await? {
    ///     println!("{} {}", member.email, member.role);
    /// }
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn list(&self) -> Pager<Member> {
        let team = self.team.clone();
        Pager::whole(move || {
            let team = team.clone();
            async move {
                let team_id = team.id().await?;
                Ok(team.connection().call(ListTeamMembers { team_id }).await?.items)
            }
        })
    }

    /// Changes the role of a member to `admin` or `developer`. Removes custom roles.
    ///
    /// ```
    /// # use convex_ops::{Member, Result, Role, TeamHandle};
    /// async fn promote(team: &TeamHandle, member: &Member) -> Result<()> {
    ///     team.members().set_role(member.id, Role::Admin).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` for another role, or if the last admin would be removed. Other errors of the call.
    pub async fn set_role(&self, member_id: MemberId, role: Role) -> Result<()> {
        self.update(member_id, Some(role), None).await
    }

    /// Gives custom roles to a member, in place of the previous role.
    ///
    /// ```
    /// # use convex_ops::{Member, Result, TeamHandle};
    /// # use convex_ops::model::CustomRoleId;
    /// async fn restrict(team: &TeamHandle, member: &Member, role: CustomRoleId) -> Result<()> {
    ///     team.members().set_custom_roles(member.id, [role]).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` without a role. Other errors of the call.
    pub async fn set_custom_roles(
        &self,
        member_id: MemberId,
        roles: impl IntoIterator<Item = CustomRoleId>,
    ) -> Result<()> {
        self.update(member_id, None, Some(roles.into_iter().collect())).await
    }

    async fn update(
        &self,
        member_id: MemberId,
        role: Option<Role>,
        custom_roles: Option<Vec<CustomRoleId>>,
    ) -> Result<()> {
        let team_id = self.team.id().await?;
        self.team.connection().call(UpdateTeamMemberRole { team_id, member_id, role, custom_roles }).await
    }
}
