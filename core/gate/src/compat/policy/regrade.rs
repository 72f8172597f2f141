//! Levels of findings at some places.

use serde::{Deserialize, Serialize};

use super::glob::Glob;
use super::place::Place;
use crate::compat::report::{Finding, Level};

/// Level of the findings at a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Override {
    /// Id of the rule, or a pattern (`args-*`). Without it, any rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Glob>,
    /// Path of the component; the root's is empty. Without it, any component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<Glob>,
    /// Name of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Glob>,
    /// Name of the function: `admin/*:list`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Glob>,
    /// Place inside the table's documents, or the function's arguments or results: `.items[].price`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Glob>,
    /// Path of the source file, as reports show it: `convex/admin/**`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Glob>,
    /// Level of the findings.
    pub level: Level,
}

impl Override {
    /// Returns the place of the findings.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            component: self.component.clone(),
            table: self.table.clone(),
            function: self.function.clone(),
            path: self.path.clone(),
            file: self.file.clone(),
        }
    }

    /// Checks if the entry is about a finding.
    #[must_use]
    pub fn applies(&self, finding: &Finding) -> bool {
        self.rule.as_ref().is_none_or(|glob| glob.matches(&finding.rule)) && self.place().contains(finding)
    }
}
