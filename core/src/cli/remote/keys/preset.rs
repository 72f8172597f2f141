//! Permissions of a new key.

use clap::ValueEnum;

use crate::error::{Error, Result};
use crate::handles::KeyPreset;
use crate::model::Action;

/// Purpose of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Preset {
    /// Checks pull requests: reads what is live
    PrGate,
    /// Deploys, with the gate
    Deployer,
    /// Creates and downloads backups
    Backup,
    /// All permissions of deploy keys
    Full,
}

/// Selects the permissions.
#[derive(Debug, clap::Args)]
pub(super) struct PresetArgs {
    /// Purpose of the key
    #[arg(long, value_name = "PRESET", required_unless_present = "allow", conflicts_with = "allow")]
    preset: Option<Preset>,

    /// Exactly these permissions: `deployment:data:view`
    #[arg(long, value_name = "ACTIONS", value_delimiter = ',', value_parser = action)]
    allow: Vec<Action>,
}

impl PresetArgs {
    pub(super) fn preset(&self) -> KeyPreset {
        match self.preset {
            Some(Preset::PrGate) => KeyPreset::PrGate,
            Some(Preset::Deployer) => KeyPreset::Deployer,
            Some(Preset::Backup) => KeyPreset::Backup,
            Some(Preset::Full) => KeyPreset::Full,
            None => KeyPreset::Only(self.allow.clone()),
        }
    }
}

fn action(text: &str) -> Result<Action> {
    let action = Action::from(text);
    if Action::OF_DEPLOY_KEYS.contains(&action) {
        return Ok(action);
    }
    Err(Error::invalid_input(format!("unknown permission `{}`", text.escape_debug()))
        .help("use one such as `deployment:data:view`; docs/permissions.md lists all"))
}
