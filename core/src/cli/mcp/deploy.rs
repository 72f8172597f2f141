//! The tool `deploy`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::gate::{CheckOutput, describe};
use super::settings::Settings;
use super::tool::{Call, ToolEntry};
use crate::cli::deployment::{Chosen, TargetArgs, choose};
use crate::cli::input::Input;
use crate::cli::{policy, project};
use crate::clock;
use crate::compat::Options;
use crate::compat::report::Report;
use crate::deployment_selection::Command;
use crate::error::{Error, ErrorKind, Result};
use crate::model::DeploymentType;
use crate::release::{Deploy, Deploying as _, GateOptions, GateRefusal, Refused as _};
use crate::threads::runtime;

/// An app and a deployment.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DeployInput {
    /// App: a project folder, a git revision such as `git:main`, or an artifact. `.` by default
    app: Option<String>,
    /// Deployment: `dev`, a reference such as `preview/my-branch`, or a full name. By default, the one that the environment
    /// and `.env.local` choose
    deployment: Option<String>,
    /// Message for the audit log and the releases
    message: Option<String>,
    /// Only checks: leaves no trace on the deployment
    #[serde(default)]
    dry_run: bool,
}

/// Outcome of a deploy.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct DeployOutput {
    /// `deployed`, `refused` by the gate, or `checked` in a dry run
    outcome: String,
    /// Full name of the deployment
    deployment: String,
    /// Number of the release, if it was deployed
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<u32>,
    /// Report of the gate
    report: CheckOutput,
    /// First step of the plan, if the gate refused the app
    #[serde(skip_serializing_if = "Option::is_none")]
    next_step: Option<String>,
}

pub(super) fn tool() -> ToolEntry {
    ToolEntry::changing::<DeployInput, DeployOutput>(
        "deploy",
        "Deploys a Convex app to a preview or development deployment, if the gate lets it pass. A refused app leaves no trace. \
         Production deployments are refused unless the user allowed them when the server was started.",
        |call| deploy(call, &call.read()?),
    )
}

fn deploy(call: &Call, input: &DeployInput) -> Result<Answer> {
    let target = input.deployment.as_deref().map(TargetArgs::named).unwrap_or_default();
    let chosen = runtime().block_on(choose(&target, Command::Other, !input.dry_run))?;
    if !input.dry_run {
        check_allowed(&chosen, &call.settings)?;
    }
    let app = input.app.as_deref().unwrap_or(".");
    if app == "-" {
        // Standard input carries the protocol.
        return Err(Error::invalid_input("cannot read standard input").help("name a folder or a file"));
    }
    let artifact = project::open_artifact(&Input::from(app), call.settings.apps, true, &call.cancel)?;
    let mut check = Options::at(clock::now_ms());
    check.policy = policy::read(None)?;
    let gate = GateOptions {
        check,
        analysis: project::evaluation(call.settings.apps, &call.cancel),
        isolation: project::evaluate::isolation()?,
        cancel: call.cancel.clone(),
        ..GateOptions::default()
    };
    let handle = if input.dry_run { chosen.handle().clone() } else { chosen.handle().confirm(&chosen.name) };
    let mut deploy = handle.deploy(&artifact).gate(gate).store(call.settings.store.clone()).author("convex-ops mcp");
    if let Some(message) = &input.message {
        deploy = deploy.message(message);
    }
    let name = chosen.label();
    let Outcome { kind, release, report, next_step } = run(deploy, input.dry_run)?;
    let text = match (kind, release) {
        ("deployed", Some(number)) => format!("deployed release {number} to {name}"),
        ("refused", _) => format!("refused: nothing was changed on {name}"),
        _ => format!("dry run: nothing was changed on {name}"),
    };
    let next =
        next_step.as_ref().map(|step| format!("\nnext: {step}; the tool `plan` shows all steps")).unwrap_or_default();
    let text = format!("{text}\n{}{next}", describe(&report));
    let output = DeployOutput {
        outcome: kind.to_owned(),
        deployment: name.to_owned(),
        release,
        report: (&report).into(),
        next_step,
    };
    Answer::new(&text, &output)
}

/// Outcome of a deploy or of a dry run.
struct Outcome {
    kind: &'static str,
    release: Option<u32>,
    report: Report,
    next_step: Option<String>,
}

impl Outcome {
    fn refused(refusal: GateRefusal) -> Self {
        let next_step = refusal.plan.steps.first().map(|step| step.title.clone());
        Self { kind: "refused", release: None, report: refusal.report, next_step }
    }
}

/// Runs a deploy, or its dry run.
fn run(deploy: Deploy, dry_run: bool) -> Result<Outcome> {
    if dry_run {
        let checked = runtime().block_on(deploy.dry_run().into_future())?;
        let report = checked.report.clone();
        return Ok(checked
            .into_refusal()
            .map_or_else(|| Outcome { kind: "checked", release: None, report, next_step: None }, Outcome::refused));
    }
    match runtime().block_on(deploy.into_future()) {
        Ok(release) => {
            Ok(Outcome { kind: "deployed", release: Some(release.number), report: release.report, next_step: None })
        }
        Err(error) => error.refusal().map(Outcome::refused).ok_or(error),
    }
}

/// Checks that the user allowed changes of a deployment. The agent cannot confirm them.
fn check_allowed(chosen: &Chosen, settings: &Settings) -> Result<()> {
    let is_open = matches!(chosen.deployment_type, Some(DeploymentType::Dev | DeploymentType::Preview));
    if is_open || settings.allowed.iter().any(|allowed| allowed == chosen.label()) {
        return Ok(());
    }
    let kind = chosen.deployment_type.as_ref().map_or("unknown", |kind| kind.as_str());
    let message = format!("cannot deploy to `{}`: its type is {kind}", chosen.label());
    Err(Error::new(ErrorKind::PermissionDenied, message).with_code("NotAllowed").about_deployment(chosen.label()).help(
        format!(
            "deploy to a preview or a development deployment, or ask the user to start the server with `--allow-production {}`",
            chosen.label()
        ),
    ))
}
