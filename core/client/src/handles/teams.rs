//! The teams of a connection.

use super::{Convex, Team};
use crate::engine::Pager;

/// Teams of a connection.
#[derive(Clone, Debug)]
pub struct Teams {
    convex: Convex,
}

impl Convex {
    /// Returns the teams of the connection.
    ///
    /// ```
    /// # use convex_ops::{Convex, Result};
    /// async fn first(convex: &Convex) -> Result<Option<String>> {
    ///     Ok(convex.teams().list().first().await?.map(|team| team.slug))
    /// }
    /// ```
    #[must_use]
    pub fn teams(&self) -> Teams {
        Teams { convex: self.clone() }
    }
}

impl Teams {
    /// Lists the teams: those of the member, or the one that the token belongs to.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let team = convex.teams().list().all().await?.remove(0);
    /// assert!(team.projects().list().first().await?.is_none());
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Reading fails with `PermissionDenied` if the token belongs to a project or a deployment.
    pub fn list(&self) -> Pager<Team> {
        let convex = self.convex.clone();
        Pager::whole(move || {
            let convex = convex.clone();
            async move { Team::all(&convex).await }
        })
    }
}
