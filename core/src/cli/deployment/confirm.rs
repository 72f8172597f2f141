//! Confirmation of changes to a production deployment.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use super::choose::Chosen;
use crate::compat::report::render::inert;
use crate::error::{Error, Result};
use crate::handles::{ChangeKind, DeploymentHandle};
use crate::model::DeploymentType;

/// Returns the handle for a change. A production deployment that was found by name or default, or that is changed as a whole,
/// needs its name: by `--confirm`, or typed on a terminal.
pub(in crate::cli) fn confirm(chosen: &Chosen, given: &[String], change: ChangeKind) -> Result<DeploymentHandle> {
    let name = &chosen.name;
    if given.iter().any(|given| given == name) {
        return Ok(chosen.handle().confirm(name));
    }
    if let Some(other) = given.first() {
        let message = format!("cannot change deployment `{name}`: it was confirmed as `{}`", other.escape_debug());
        return Err(Error::invalid_input(message).with_code("ConfirmationMismatch").about_deployment(name));
    }
    let is_production = chosen.deployment_type == Some(DeploymentType::Prod);
    if !is_production || (chosen.is_explicit && change == ChangeKind::Ordinary) {
        return Ok(chosen.handle().clone());
    }
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && ask(chosen)? {
        return Ok(chosen.handle().confirm(name));
    }
    let message = format!("cannot change deployment `{name}` without confirmation: it is a production deployment");
    Err(Error::invalid_input(message)
        .with_code("ConfirmationRequired")
        .about_deployment(name)
        .help(format!("check the name, then use `--confirm {name}`")))
}

/// Asks for the name on the terminal.
fn ask(chosen: &Chosen) -> Result<bool> {
    let failed = |error: std::io::Error| Error::io("cannot read the confirmation", &error);
    let mut stderr = std::io::stderr().lock();
    let name = inert(&chosen.name);
    write!(
        stderr,
        "{name} is a production deployment, chosen by {}.\nType its name to continue: ",
        inert(chosen.chosen_by())
    )
    .and_then(|()| stderr.flush())
    .map_err(failed)?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(line.trim() == chosen.name)
}
