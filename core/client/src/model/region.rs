//! Regions.

use super::Region;

impl Region {
    /// Regions available for new deployments. The first is the default.
    ///
    /// Source: `production/regions.mdx`. Convex's CLI knows further names.
    pub const AVAILABLE: [Self; 2] = [Self::UsEast1, Self::EuWest1];

    /// Returns the display name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        match self {
            Self::UsEast1 => "US East (N. Virginia)",
            Self::EuWest1 => "EU West (Ireland)",
            Self::CaCentral1 => "Canada (Central)",
            Self::ApSoutheast2 => "Asia Pacific (Sydney)",
            Self::Other(name) => name,
        }
    }

    /// Returns the region's label in host names, after the deployment name: nothing in the default region, else the
    /// name of the region without `aws-`, as in `calm-cow-456.eu-west-1.convex.cloud`.
    #[must_use]
    pub fn host_label(&self) -> Option<&str> {
        match self {
            Self::UsEast1 => None,
            other => Some(other.as_str().trim_start_matches("aws-")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_label_contains_non_default_region() {
        assert_eq!(Region::UsEast1.host_label(), None);
        assert_eq!(Region::EuWest1.host_label(), Some("eu-west-1"));
    }
}
