//! Limits for kept violations.

/// Limits for kept violations. Counts are always exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataLimits {
    /// Maximum number of groups of violations for each table; the first ones are kept.
    pub groups: usize,
    /// Maximum number of samples in each group; those with the smallest document ids are kept.
    pub samples: usize,
}

impl Default for DataLimits {
    fn default() -> Self {
        Self { groups: 200, samples: 5 }
    }
}
