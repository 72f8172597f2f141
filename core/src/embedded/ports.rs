//! Ports of deployments, saved so that a restarted server can use the same ones.

use super::platform::Platform;
use super::records::DeploymentRow;
use crate::error::Result;
use crate::model::Region;

impl Platform {
    /// Returns the name and region of the deployment with this name, if it exists.
    ///
    /// # Errors
    /// `Io` if the store cannot be read.
    pub fn find_deployment(&self, name: &str) -> Result<Option<(String, Region)>> {
        self.runtime.with_time(false, |tx, _| Ok(DeploymentRow::by_name(tx, name)?.map(|row| (row.name, row.region))))
    }

    /// Returns the deployments that have a saved port, with the port.
    ///
    /// # Errors
    /// `Io` if the store cannot be read.
    pub fn saved_ports(&self) -> Result<Vec<(String, u16)>> {
        self.runtime.with_time(false, |tx, _| {
            let mut statement =
                tx.prepare_cached("SELECT name, port FROM deployments WHERE port IS NOT NULL ORDER BY id")?;
            let saved = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(saved.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Saves the port of a deployment. Does nothing if the deployment does not exist.
    ///
    /// # Errors
    /// `Io` if the store cannot be written.
    pub fn save_port(&self, name: &str, port: u16) -> Result<()> {
        self.runtime.with_time(true, |tx, _| {
            tx.prepare_cached("UPDATE deployments SET port = ?2 WHERE name = ?1")?.execute((name, port))?;
            Ok(())
        })
    }
}
