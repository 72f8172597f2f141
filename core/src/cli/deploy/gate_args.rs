//! The arguments of the gate before a deploy.

use clap::ValueHint;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::cancel::Cancel;
use crate::cli::input::Input;
use crate::cli::policy;
use crate::cli::project::{self, AppArgs};
use crate::clock;
use crate::compat::Options;
use crate::compat::report::Level;
use crate::error::Result;
use crate::release::{Documents, GateOptions};
use crate::source::{DataOptions, check_data, open_data};
use crate::surface::Surface;

/// A level, or none.
#[derive(Clone, Copy, Debug)]
pub(super) struct FailOn(pub(super) Option<Level>);

/// Selects what the gate checks, and what refuses a deploy.
#[derive(Debug, clap::Args)]
pub(super) struct GateArgs {
    /// Minimum level of a finding that refuses the deploy
    #[arg(long, value_name = "LEVEL", value_parser = levels(), default_value = "breaking", help_heading = "Gate")]
    pub(super) fail_on: FailOn,

    /// Deploys although questions are undecided
    #[arg(long, help_heading = "Gate")]
    allow_undecided: bool,

    /// Stored documents to check: `live`, `none`, or an export
    #[arg(long, value_name = "DOCUMENTS", default_value = "live", value_hint = ValueHint::AnyPath, help_heading = "Gate")]
    data: Input,

    /// Policy file that grades findings [default: ./convex-ops.toml, if it exists]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Gate")]
    policy: Option<Input>,
}

fn levels() -> impl clap::builder::TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["breaking", "risky", "info", "none"]).try_map(|name| match name.as_str() {
        "none" => Ok(FailOn(None)),
        level => level.parse::<Level>().map(|level| FailOn(Some(level))),
    })
}

impl GateArgs {
    /// Returns the options of the gate. `candidate` evaluates the app, if an export is checked against it.
    pub(super) fn options(
        &self,
        apps: AppArgs,
        cancel: &Cancel,
        candidate: impl FnOnce() -> Result<Surface>,
    ) -> Result<GateOptions> {
        let documents = match self.data.as_str() {
            "live" => Documents::Live,
            "none" => Documents::None,
            export => {
                let reading = DataOptions { cancel: cancel.clone(), ..DataOptions::default() };
                let mut data = open_data(export, &reading)?;
                Documents::Checked(Box::new(check_data(&mut data, &candidate()?.schemas(), &mut |_| Ok(()))?))
            }
        };
        let mut check = Options::at(clock::now_ms());
        check.policy = policy::read(self.policy.as_ref())?;
        Ok(GateOptions {
            fail_on: self.fail_on.0,
            allow_undecided: self.allow_undecided,
            documents,
            check,
            analysis: project::evaluation(apps, cancel),
            isolation: project::evaluate::isolation()?,
            cancel: cancel.clone(),
            ..GateOptions::default()
        })
    }
}
