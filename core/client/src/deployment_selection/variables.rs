//! Environment variables, from the process and from files.

use std::collections::BTreeMap;

use super::env_file::parse_env_file;
use super::inputs::Inputs;
use crate::error::{Error, Result};
use crate::keys::Secret;

/// Access token that takes precedence over keys and the login.
pub(super) const OVERRIDE: &str = "CONVEX_OVERRIDE_ACCESS_TOKEN";

/// Variables of a command, each with the place that set it.
#[derive(Debug)]
pub(super) struct Variables {
    /// Variables that choose the deployment.
    choosing: BTreeMap<String, (Secret, String)>,
    /// Variables of the process, with those of the project's files.
    process: BTreeMap<String, Secret>,
}

impl Variables {
    /// Reads the variables. With `--env-file`, that file alone chooses the deployment. Otherwise `.env.local` and `.env` set
    /// what the environment lacks; an empty variable of the environment is not set by them.
    pub(super) fn read(inputs: &Inputs) -> Result<Self> {
        let environment = inputs.environment.clone();
        if let Some(file) = &inputs.flags.env_file {
            let text = file.text.as_ref().ok_or_else(|| {
                Error::invalid_input("env file does not exist")
                    .in_file(&file.path)
                    .help("check the path in `--env-file`")
            })?;
            let placed = |(name, value)| (name, (value, format!(" in {}", file.path)));
            let choosing = parse_env_file(text.expose()).into_iter().map(placed).collect();
            return Ok(Self { choosing, process: environment });
        }
        let mut choosing: BTreeMap<_, _> =
            environment.into_iter().map(|(name, value)| (name, (value, String::new()))).collect();
        for (text, name) in [(&inputs.env_local, ".env.local"), (&inputs.env, ".env")] {
            for (variable, value) in text.iter().flat_map(|text| parse_env_file(text.expose())) {
                choosing.entry(variable).or_insert_with(|| (value, format!(" in {name}")));
            }
        }
        let process = choosing.iter().map(|(name, (value, _))| (name.clone(), value.clone())).collect();
        Ok(Self { choosing, process })
    }

    /// Returns a variable that chooses the deployment, unless it is empty.
    pub(super) fn choosing(&self, name: &str) -> Option<&Secret> {
        self.choosing.get(name).map(|(value, _)| value).filter(|value| !value.expose().is_empty())
    }

    /// Returns a variable with the place that set it: `CONVEX_DEPLOYMENT in .env.local`.
    pub(super) fn place(&self, name: &str) -> String {
        format!("{name}{}", self.choosing.get(name).map_or("", |(_, place)| place))
    }

    /// Returns a variable of the process, unless it is empty.
    pub(super) fn process(&self, name: &str) -> Option<&str> {
        self.process.get(name).map(Secret::expose).filter(|value| !value.is_empty())
    }

    /// Returns a variable of the process, even if it is empty.
    pub(super) fn set(&self, name: &str) -> Option<&str> {
        self.process.get(name).map(Secret::expose)
    }
}
