//! The ports on which deployments were served, so that they can be the same after a restart.

use super::platform::Platform;
use super::records::DeploymentRow;
use crate::error::Result;
use crate::model::Region;

impl Platform {
    /// The deployment with this name: its name and its region, where it is there.
    ///
    /// # Errors
    /// `Io` when the store can't be read.
    pub fn find_deployment(&self, name: &str) -> Result<Option<(String, Region)>> {
        self.runtime.with_time(false, |tx, _| Ok(DeploymentRow::by_name(tx, name)?.map(|row| (row.name, row.region))))
    }

    /// The deployments that were given a port, with it.
    ///
    /// # Errors
    /// `Io` when the store can't be read.
    pub fn kept_ports(&self) -> Result<Vec<(String, u16)>> {
        self.runtime.with_time(false, |tx, _| {
            let mut statement =
                tx.prepare_cached("SELECT name, port FROM deployments WHERE port IS NOT NULL ORDER BY id")?;
            let kept = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(kept.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Keeps the port of a deployment. One that is gone is passed over.
    ///
    /// # Errors
    /// `Io` when the store can't be written.
    pub fn keep_port(&self, name: &str, port: u16) -> Result<()> {
        self.runtime.with_time(true, |tx, _| {
            tx.prepare_cached("UPDATE deployments SET port = ?2 WHERE name = ?1")?.execute((name, port))?;
            Ok(())
        })
    }
}
