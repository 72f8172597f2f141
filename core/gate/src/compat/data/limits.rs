//! How much of what is wrong is kept.

/// How much of what is wrong is kept. Counts are exact in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// How many groups of violations are kept for each table: those that come first.
    pub groups: usize,
    /// How many samples are kept in each group: those of the smallest document ids.
    pub samples: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { groups: 200, samples: 5 }
    }
}
