//! Plans, and what a team may do on each.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::DeploymentClass;

/// The plan that a team pays for. It decides limits and features.
///
/// ```
/// use convex_ops::model::{DeploymentClass, Plan};
///
/// assert_eq!(Plan::Starter.max_deployments(), Some(40));
/// assert!(!Plan::Professional.allows_class(&DeploymentClass::D1024));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Plan {
    /// Free, with hard caps.
    Free,
    /// Paid by use, with the limits of the free plan.
    Starter,
    /// For professional teams.
    Professional,
    /// For businesses.
    Business,
    /// By contract.
    Enterprise,
}

impl Plan {
    /// Every plan, from the smallest.
    pub const ALL: [Self; 5] = [Self::Free, Self::Starter, Self::Professional, Self::Business, Self::Enterprise];

    /// Reads a plan by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plan| plan.as_str() == name)
    }

    /// The plan's name.
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

    /// How many deployments the team may have at a time; `None` without a limit.
    #[must_use]
    pub fn max_deployments(self) -> Option<u64> {
        match self {
            Self::Free | Self::Starter => Some(40),
            Self::Professional => Some(300),
            Self::Business | Self::Enterprise => None,
        }
    }

    /// How many members the team may have; `None` without a limit.
    #[must_use]
    pub fn max_members(self) -> Option<u64> {
        match self {
            Self::Free | Self::Starter => Some(6),
            Self::Professional => Some(20),
            Self::Business => Some(50),
            Self::Enterprise => None,
        }
    }

    /// The classes that the team's deployments may be of. The first is the default (assumed for business and enterprise).
    #[must_use]
    pub fn classes(self) -> &'static [DeploymentClass] {
        match self {
            Self::Free | Self::Starter => &[DeploymentClass::S16],
            Self::Professional => &[DeploymentClass::S256],
            Self::Business | Self::Enterprise => DeploymentClass::KNOWN,
        }
    }

    /// Whether a deployment of the team may be of `class`.
    #[must_use]
    pub fn allows_class(self, class: &DeploymentClass) -> bool {
        self.classes().contains(class)
    }

    /// Whether the class of a deployment can be chosen.
    #[must_use]
    pub fn selects_class(self) -> bool {
        self.classes().len() > 1
    }

    /// The days after which a preview is deleted, and the longest time that any deployment may be set to expire in.
    #[must_use]
    pub fn preview_retention_days(self) -> u32 {
        if self.is_professional() { 14 } else { 5 }
    }

    /// How many backups of a deployment may be kept at a time; `None` without a limit.
    #[must_use]
    pub fn max_backups(self) -> Option<u64> {
        if self.is_professional() { None } else { Some(2) }
    }

    /// Whether backups can be made periodically.
    #[must_use]
    pub fn has_periodic_backups(self) -> bool {
        self.is_professional()
    }

    /// Whether deployments can have custom domains.
    #[must_use]
    pub fn has_custom_domains(self) -> bool {
        self.is_professional()
    }

    /// Whether logs can be streamed to other services.
    #[must_use]
    pub fn has_log_streams(self) -> bool {
        self.is_professional()
    }

    /// Whether data can be read as a stream: `data/sync`.
    #[must_use]
    pub fn has_streaming_export(self) -> bool {
        self.is_professional()
    }

    /// Whether the team's audit log and those of its deployments can be read.
    #[must_use]
    pub fn has_audit_log(self) -> bool {
        self.is_professional()
    }

    /// Whether the team can define roles of its own.
    #[must_use]
    pub fn has_custom_roles(self) -> bool {
        matches!(self, Self::Business | Self::Enterprise)
    }

    fn is_professional(self) -> bool {
        !matches!(self, Self::Free | Self::Starter)
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_plan_decides() {
        #[rustfmt::skip]
        let table = [
            // plan, deployments, members, default class, all classes, preview days, periodic backups, domains, custom roles
            (Plan::Free,         Some(40),  Some(6),  DeploymentClass::S16,  1, 5,  false, false),
            (Plan::Starter,      Some(40),  Some(6),  DeploymentClass::S16,  1, 5,  false, false),
            (Plan::Professional, Some(300), Some(20), DeploymentClass::S256, 1, 14, true,  false),
            (Plan::Business,     None,      Some(50), DeploymentClass::S16,  4, 14, true,  true),
            (Plan::Enterprise,   None,      None,     DeploymentClass::S16,  4, 14, true,  true),
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
            assert_eq!(Plan::from_name(plan.as_str()), Some(plan));
        }
        assert_eq!(Plan::from_name("Free"), None);
    }
}
