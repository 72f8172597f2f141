//! Where deployments are reached.

use crate::error::Result;
use crate::model::Region;

/// Says where deployments are reached.
pub trait Addresses: Send + Sync {
    /// The URL of a deployment that somebody asked for by itself. What is needed to reach it may be set up now.
    ///
    /// # Errors
    /// What stands in the way of setting it up.
    fn of_one(&self, name: &str, region: &Region) -> Result<String>;

    /// The URL of a deployment in a list. Nothing is set up for it.
    fn in_list(&self, name: &str, region: &Region) -> String;

    /// The URL of the deployment's HTTP actions.
    fn of_site(&self, name: &str, region: &Region) -> String;
}

/// The addresses of Convex Cloud: `https://happy-otter-123.convex.cloud`.
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
    fn regions_other_than_the_first_stand_in_the_host() {
        assert_eq!(CloudAddresses.in_list("calm-cow-456", &Region::UsEast1), "https://calm-cow-456.convex.cloud");
        assert_eq!(
            CloudAddresses.of_site("calm-cow-456", &Region::EuWest1),
            "https://calm-cow-456.eu-west-1.convex.site"
        );
    }
}
