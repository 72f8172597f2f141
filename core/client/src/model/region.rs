//! Where deployments are hosted.

use super::Region;

impl Region {
    /// The regions that new deployments can be made in, the default first.
    ///
    /// Source: `production/regions.mdx`. Convex's command knows further ones by name.
    pub const AVAILABLE: [Self; 2] = [Self::UsEast1, Self::EuWest1];

    /// The region as people read it.
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

    /// What stands in the host name of a deployment there, behind its own: nothing in the default region, else the name of
    /// the region without `aws-`, as in `calm-cow-456.eu-west-1.convex.cloud`.
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
    fn hosts_name_their_region() {
        assert_eq!(Region::UsEast1.host_label(), None);
        assert_eq!(Region::EuWest1.host_label(), Some("eu-west-1"));
    }
}
