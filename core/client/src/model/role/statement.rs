//! Statements of custom roles.

use super::{Resource, ResourceKind, Specifier};
use crate::error::{Error, Result};
use crate::model::refusal::refused;
use crate::model::{Action, MemberId};

/// Effect of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Allows, unless another statement of the role denies.
    Allow,
    /// Denies, even if other statements of the role allow.
    Deny,
}

/// Actions of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actions {
    /// All actions of the kind of resource.
    All,
    /// These actions.
    These(Vec<Action>),
}

/// Allows or denies actions on resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    effect: Effect,
    actions: Actions,
    resource: Specifier,
}

impl Statement {
    /// Creates a statement.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if `resource` is not a specifier, the list of actions is empty, or an action does not apply to
    /// the kind of resource.
    pub fn new(effect: Effect, actions: Actions, resource: &str) -> Result<Self> {
        let specifier = Specifier::parse(resource)?;
        if let Actions::These(listed) = &actions {
            if listed.is_empty() {
                return Err(invalid_statement("expected at least one action, or `*`"));
            }
            if let Some(other) = listed.iter().find(|action| !applies_to(action, &specifier)) {
                return Err(invalid_statement(&format!("`{other}` does not apply to `{resource}`")));
            }
        }
        Ok(Self { effect, actions, resource: specifier })
    }

    fn is_about(&self, action: &Action, resource: &Resource<'_>, actor: Option<MemberId>) -> bool {
        let names = match &self.actions {
            Actions::All => true,
            Actions::These(listed) => listed.contains(action),
        };
        names && self.resource.matches(resource, actor)
    }
}

/// Returns `true` if an action applies to the resources of a specifier. Actions on tokens start with the kind of the
/// tokens' owner.
fn applies_to(action: &Action, specifier: &Specifier) -> bool {
    let kinds: Vec<_> = specifier.kinds().collect();
    match kinds.as_slice() {
        [.., owner, ResourceKind::Token] => {
            let prefix = format!("{}:token:", owner.as_str());
            action.is_known() && action.as_str().starts_with(&prefix)
        }
        _ => ResourceKind::of(action).is_some() && ResourceKind::of(action) == specifier.kind(),
    }
}

/// Checks the statements of a role.
///
/// # Errors
///
/// `InvalidInput` if the list is empty.
pub fn check_statements(statements: &[Statement]) -> Result<()> {
    if statements.is_empty() { Err(invalid_statement("expected at least one statement")) } else { Ok(()) }
}

/// Returns `true` if a role with these statements allows `action` on `resource` for the member `actor`.
#[must_use]
pub fn role_allows(
    statements: &[Statement],
    action: &Action,
    resource: &Resource<'_>,
    actor: Option<MemberId>,
) -> bool {
    if ResourceKind::of(action).is_none() || ResourceKind::of(action) != resource.kind() {
        return false;
    }
    let about = |effect| move |s: &&Statement| s.effect == effect && s.is_about(action, resource, actor);
    !statements.iter().any(|s| about(Effect::Deny)(&s)) && statements.iter().any(|s| about(Effect::Allow)(&s))
}

fn invalid_statement(why: &str) -> Error {
    refused("InvalidRoleStatement", why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DeploymentId, DeploymentType, ProjectId};

    fn allow(action: Action, resource: &str) -> Statement {
        Statement::new(Effect::Allow, Actions::These(vec![action]), resource).unwrap()
    }

    fn deny(action: Action, resource: &str) -> Statement {
        Statement::new(Effect::Deny, Actions::These(vec![action]), resource).unwrap()
    }

    #[test]
    fn deny_overrides_allow_in_any_order() {
        let prod =
            Resource::deployment(ProjectId(7), "todo", Some(DeploymentId(9)), &DeploymentType::Prod, Some(MemberId(5)));
        let dev =
            Resource::deployment(ProjectId(7), "todo", Some(DeploymentId(9)), &DeploymentType::Dev, Some(MemberId(5)));
        let mut statements = vec![
            allow(Action::DeploymentDeploy, "project:*:deployment:*"),
            deny(Action::DeploymentDeploy, "project:*:deployment:type=prod"),
        ];
        for _ in 0..2 {
            assert!(!role_allows(&statements, &Action::DeploymentDeploy, &prod, None));
            assert!(role_allows(&statements, &Action::DeploymentDeploy, &dev, None));
            assert!(!role_allows(&statements, &Action::DeploymentView, &dev, None));
            statements.reverse();
        }
        assert!(!role_allows(&[], &Action::DeploymentDeploy, &dev, None));
    }

    #[test]
    fn star_allows_every_action_of_the_kind() {
        let everything = [Statement::new(Effect::Allow, Actions::All, "project:*").unwrap()];
        let project = Resource::project(ProjectId(7), "todo");
        assert!(role_allows(&everything, &Action::ProjectDelete, &project, None));
        assert!(!role_allows(&everything, &Action::DeploymentDelete, &project, None));
        assert!(!role_allows(&everything, &Action::Other("project:dance".into()), &project, None));
    }

    #[test]
    fn actions_of_other_kinds_are_rejected() {
        for (action, resource) in [
            (Action::ProjectView, "project:*:deployment:*"),
            (Action::DeploymentView, "project:*"),
            (Action::TeamTokenView, "project:*:token:*"),
            (Action::DeploymentTokenView, "team:*:token:*"),
            (Action::Other("project:dance".into()), "project:*"),
        ] {
            let statement = Statement::new(Effect::Allow, Actions::These(vec![action]), resource);
            assert!(statement.is_err(), "{resource}");
        }
        assert!(Statement::new(Effect::Allow, Actions::These(Vec::new()), "project:*").is_err());
        allow(Action::ProjectTokenView, "project:*:token:*");
        check_statements(&[]).unwrap_err();
    }
}
