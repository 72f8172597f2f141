//! Plans and their limits.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::DeploymentClass;

/// Plan of a team. It determines limits and features.
///
/// ```
/// use convex_ops::model::{DeploymentClass, TeamPlan};
///
/// assert_eq!(TeamPlan::Starter.max_deployments(), Some(40));
/// assert!(!TeamPlan::Professional.allows_class(&DeploymentClass::D1024));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TeamPlan {
    /// Free, with hard limits.
    Free,
    /// Pay as you go, with the limits of the free plan.
    Starter,
    /// Professional.
    Professional,
    /// Business.
    Business,
    /// Enterprise, by contract.
    Enterprise,
}

impl TeamPlan {
    /// All plans, smallest first.
    pub const ALL: [Self; 5] = [Self::Free, Self::Starter, Self::Professional, Self::Business, Self::Enterprise];

    /// Parses the name of a plan.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plan| plan.as_str() == name)
    }

    /// Returns the name of the plan.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Starter => "starter",
            Self::Professional => "professional",
            Self::Business => "business",
            Self::Enterprise => "enterprise",
        }
    }

    /// Returns the maximum number of deployments. `None` if unlimited.
    #[must_use]
    pub fn max_deployments(self) -> Option<u64> {
        match self {
            Self::Free | Self::Starter => Some(40),
            Self::Professional => Some(300),
            Self::Business | Self::Enterprise => None,
        }
    }

    /// Returns the maximum number of members. `None` if unlimited.
    #[must_use]
    pub fn max_members(self) -> Option<u64> {
        match self {
            Self::Free | Self::Starter => Some(6),
            Self::Professional => Some(20),
            Self::Business => Some(50),
            Self::Enterprise => None,
        }
    }

    /// Returns the available deployment classes. The first is the default (assumed for business and enterprise).
    #[must_use]
    pub fn classes(self) -> &'static [DeploymentClass] {
        match self {
            Self::Free | Self::Starter => &[DeploymentClass::S16],
            Self::Professional => &[DeploymentClass::S256],
            Self::Business | Self::Enterprise => DeploymentClass::KNOWN,
        }
    }

    /// Returns `true` if `class` is available.
    #[must_use]
    pub fn allows_class(self, class: &DeploymentClass) -> bool {
        self.classes().contains(class)
    }

    /// Returns `true` if the class of a deployment can be chosen.
    #[must_use]
    pub fn selects_class(self) -> bool {
        self.classes().len() > 1
    }

    /// Returns the preview retention in days, which is also the maximum time until any deployment expires.
    #[must_use]
    pub fn preview_retention_days(self) -> u32 {
        if self.is_professional() { 14 } else { 5 }
    }

    /// Returns the maximum number of backups per deployment. `None` if unlimited.
    #[must_use]
    pub fn max_backups(self) -> Option<u64> {
        if self.is_professional() { None } else { Some(2) }
    }

    /// Returns `true` if periodic backups are available.
    #[must_use]
    pub fn has_periodic_backups(self) -> bool {
        self.is_professional()
    }

    /// Returns `true` if custom domains are available.
    #[must_use]
    pub fn has_custom_domains(self) -> bool {
        self.is_professional()
    }

    /// Returns `true` if log streams are available.
    #[must_use]
    pub fn has_log_streams(self) -> bool {
        self.is_professional()
    }

    /// Returns `true` if streaming export is available: `data/sync`.
    #[must_use]
    pub fn has_streaming_export(self) -> bool {
        self.is_professional()
    }

    /// Returns `true` if audit logs of the team and its deployments are available.
    #[must_use]
    pub fn has_audit_log(self) -> bool {
        self.is_professional()
    }

    /// Returns `true` if custom roles are available.
    #[must_use]
    pub fn has_custom_roles(self) -> bool {
        matches!(self, Self::Business | Self::Enterprise)
    }

    fn is_professional(self) -> bool {
        !matches!(self, Self::Free | Self::Starter)
    }
}

impl fmt::Display for TeamPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plan_limits_match_documentation() {
        #[rustfmt::skip]
        let table = [
            // plan, deployments, members, default class, all classes, preview days, periodic backups, domains, custom roles
            (TeamPlan::Free,         Some(40),  Some(6),  DeploymentClass::S16,  1, 5,  false, false),
            (TeamPlan::Starter,      Some(40),  Some(6),  DeploymentClass::S16,  1, 5,  false, false),
            (TeamPlan::Professional, Some(300), Some(20), DeploymentClass::S256, 1, 14, true,  false),
            (TeamPlan::Business,     None,      Some(50), DeploymentClass::S16,  4, 14, true,  true),
            (TeamPlan::Enterprise,   None,      None,     DeploymentClass::S16,  4, 14, true,  true),
        ];
        for (plan, deployments, members, class, classes, days, professional, roles) in table {
            assert_eq!(plan.max_deployments(), deployments, "{plan}");
            assert_eq!(plan.max_members(), members, "{plan}");
            assert_eq!(plan.classes().first(), Some(&class), "{plan}");
            assert_eq!(plan.classes().len(), classes, "{plan}");
            assert_eq!(plan.preview_retention_days(), days, "{plan}");
            let features = [
                plan.has_periodic_backups(),
                plan.has_custom_domains(),
                plan.has_log_streams(),
                plan.has_streaming_export(),
                plan.has_audit_log(),
            ];
            assert_eq!(features, [professional; 5], "{plan}");
            assert_eq!(plan.max_backups(), (!professional).then_some(2), "{plan}");
            assert_eq!(plan.has_custom_roles(), roles, "{plan}");
            assert_eq!(TeamPlan::from_name(plan.as_str()), Some(plan));
        }
        assert_eq!(TeamPlan::from_name("Free"), None);
    }
}
