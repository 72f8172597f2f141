//! Addresses of deployments.

use crate::error::Result;
use crate::model::Region;

/// Source of the addresses of deployments.
pub trait Addresses: Send + Sync {
    /// Returns the URL of a deployment that was requested individually. May set up access to it.
    ///
    /// # Errors
    /// The reason why it cannot be set up.
    fn of_one(&self, name: &str, region: &Region) -> Result<String>;

    /// Returns the URL of a deployment in a list, without setting anything up.
    fn in_list(&self, name: &str, region: &Region) -> String;

    /// Returns the URL of the deployment's HTTP actions.
    fn of_site(&self, name: &str, region: &Region) -> String;
}

/// Addresses of Convex Cloud: `https://happy-otter-123.convex.cloud`.
pub struct CloudAddresses;

impl Addresses for CloudAddresses {
    fn of_one(&self, name: &str, region: &Region) -> Result<String> {
        Ok(self.in_list(name, region))
    }

    fn in_list(&self, name: &str, region: &Region) -> String {
        format!("https://{}.convex.cloud", host_of(name, region))
    }

    fn of_site(&self, name: &str, region: &Region) -> String {
        format!("https://{}.convex.site", host_of(name, region))
    }
}

fn host_of(name: &str, region: &Region) -> String {
    match region.host_label() {
        Some(label) => format!("{name}.{label}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_contains_non_default_region() {
        assert_eq!(CloudAddresses.in_list("calm-cow-456", &Region::UsEast1), "https://calm-cow-456.convex.cloud");
        assert_eq!(
            CloudAddresses.of_site("calm-cow-456", &Region::EuWest1),
            "https://calm-cow-456.eu-west-1.convex.site"
        );
    }
}
