//! The output of the commands that deploy.

use std::io::IsTerminal as _;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::cli::deployment::Chosen;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::compat::report::render::{RenderOptions, ReportFormat, inert, render};
use crate::compat::report::{Level, Report};
use crate::error::Result;
use crate::plan::Plan;
use crate::release::{DeployEvent, DryRun, GateRefusal, Refused as _, Release};

/// Selects the output.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// Prints each step and the outcome as a line of JSON
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    pub(super) json: bool,

    /// Format of the report of a refusal
    #[arg(long, value_parser = formats(), default_value = "text", help_heading = "Output")]
    pub(super) format: ReportFormat,

    /// Prints no progress
    #[arg(long, short, help_heading = "Output")]
    pub(super) quiet: bool,
}

fn formats() -> impl clap::builder::TypedValueParser<Value = ReportFormat> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(ReportFormat::ALL.map(ReportFormat::as_str))
        .try_map(|name| name.parse::<ReportFormat>())
}

impl OutputArgs {
    /// Announces the deployment that was chosen.
    pub(super) fn announce(self, chosen: &Chosen) -> Result<()> {
        if let Some(warning) = &chosen.warning {
            self.say(&format!("warning: {warning}"));
        }
        let kind = chosen.deployment_type.as_ref().map(|kind| kind.as_str().to_owned());
        let project = chosen.project.as_ref().map(|(team, project)| format!("{team}:{project}"));
        if self.json {
            return line(&json!({
                "event": "chosen", "deployment": chosen.name, "url": chosen.url, "type": kind, "project": project,
                "chosenBy": chosen.chosen_by(),
            }));
        }
        let details: Vec<String> = [kind, project].into_iter().flatten().collect();
        let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
        self.say(&format!("deployment {}{details}, chosen by {}", chosen.label(), chosen.chosen_by()));
        Ok(())
    }

    /// Returns a receiver that prints the steps.
    pub(super) fn events(self) -> impl FnMut(&DeployEvent) + Send + 'static {
        let last = Arc::new(Mutex::new(String::new()));
        move |event| {
            if self.json {
                // A closed pipe does not stop a deploy.
                let _ = line(&json!(event));
                return;
            }
            let text = describe(event);
            let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if !text.is_empty() && *last != text {
                self.say(&text);
                *last = text;
            }
        }
    }

    /// Prints a line for people on standard error.
    pub(super) fn say(self, text: &str) {
        if !self.quiet && !self.json {
            output::say(text);
        }
    }

    /// Prints the result of a deploy and returns the exit code. `print_url` prints the address alone.
    pub(super) fn deployed(
        self,
        name: &str,
        deployed: Result<Release>,
        fail_on: Option<Level>,
        print_url: bool,
    ) -> Result<Exit> {
        let release = match deployed {
            Ok(release) => release,
            Err(error) => {
                return match error.refusal() {
                    Some(refusal) => self.refused(&refusal, fail_on),
                    None => {
                        if self.json {
                            line(&json!({ "event": "failed", "deployment": name, "error": error.info() }))?;
                        }
                        Err(error)
                    }
                };
            }
        };
        if self.json {
            let report = &release.report;
            line(&json!({ "event": "deployed", "deployment": name, "release": release, "report": report }))?;
        } else if print_url {
            output::print(&format!("{}\n", release.url))?;
        } else {
            output::print(&format!("{}\n", deployed_line(&release)))?;
        }
        Ok(Exit::Clean)
    }

    /// Prints the result of a dry run and returns the exit code.
    pub(super) fn dry_run(self, name: &str, dry_run: DryRun, fail_on: Option<Level>) -> Result<Exit> {
        if dry_run.is_refused() {
            return dry_run.into_refusal().map_or(Ok(Exit::Findings), |refusal| self.refused(&refusal, fail_on));
        }
        if self.json {
            line(&json!({ "event": "dryRun", "deployment": name, "report": dry_run.report.without_values() }))?;
        } else {
            output::print(&self.render(&dry_run.report, fail_on))?;
            self.say("dry run: nothing was changed");
        }
        Ok(Exit::Clean)
    }

    /// Prints a refusal of the gate and returns the exit code. Values of documents are private, so JSON lacks them.
    fn refused(self, refusal: &GateRefusal, fail_on: Option<Level>) -> Result<Exit> {
        let name = &refusal.deployment;
        if self.json {
            let next = refusal.plan.steps.first().map(|step| &step.title);
            let report = refusal.report.clone().without_values();
            line(&json!({ "event": "refused", "deployment": name, "report": report, "nextStep": next }))?;
        } else {
            output::print(&self.render(&refusal.report, fail_on))?;
            self.say(&format!("refused: nothing was changed on {name}"));
            self.say(&next_step(&refusal.plan));
        }
        Ok(match Exit::of_report(&refusal.report, fail_on.unwrap_or(Level::Breaking)) {
            Exit::Clean => Exit::Findings,
            exit => exit,
        })
    }

    fn render(self, report: &Report, fail_on: Option<Level>) -> String {
        let on_terminal = std::io::stdout().is_terminal();
        let mut options = RenderOptions::new(self.format);
        options.fail_on = fail_on.unwrap_or(Level::Breaking);
        options.values = self.format == ReportFormat::Text && on_terminal;
        options.color = on_terminal && output::wants_color();
        render(report, &options)
    }
}

fn deployed_line(release: &Release) -> String {
    let number = if release.number == 0 { String::new() } else { format!(" release {}", release.number) };
    format!("deployed{number} to {} ({})", inert(&release.deployment), inert(&release.url))
}

/// Describes the first step of a plan.
fn next_step(plan: &Plan) -> String {
    match plan.steps.as_slice() {
        [] => {
            plan.blocked.first().map_or_else(String::new, |blocked| format!("no safe way is known: {}", blocked.reason))
        }
        [first, rest @ ..] => {
            let more = if rest.is_empty() { String::new() } else { format!(" of {}", rest.len() + 1) };
            let waits = first.waits_for.as_ref().map(|wait| format!(", once {wait}")).unwrap_or_default();
            format!(
                "next: step 1{more} of the plan: {}{waits}; `convex-ops plan --live --candidate …` shows all",
                first.title
            )
        }
    }
}

/// Describes a step in one line, or with nothing if it is not worth one.
fn describe(event: &DeployEvent) -> String {
    match event {
        DeployEvent::Bundling { app } => format!("bundling {app}"),
        DeployEvent::Announced(announcement) => announcement.to_string(),
        DeployEvent::Checked { verdict, findings } => {
            format!("the gate: {}, {findings} {}", verdict.as_str(), plural(*findings, "finding"))
        }
        DeployEvent::Costly { changes } => {
            changes.iter().map(|change| format!("warning: {change}")).collect::<Vec<_>>().join("\n")
        }
        DeployEvent::BackedUp { backup } => format!("backed up: {backup}"),
        DeployEvent::Pushed { sent, unchanged } => {
            format!("pushed {sent} {}, {unchanged} unchanged", plural(*sent, "module"))
        }
        DeployEvent::Waiting(work) => {
            let (built, all) = work.count_indexes();
            let validating = if work.validating.is_empty() { "" } else { "validating documents, " };
            format!("waiting: {validating}{built} of {all} indexes built")
        }
        DeployEvent::Finished => "finished: reading what is live".to_owned(),
        DeployEvent::Verified { proofs } => format!("verified by {} {}", proofs.len(), plural(proofs.len(), "proof")),
        DeployEvent::Resolved { number, is_live: true } => format!("release {number} had no end: it is live"),
        DeployEvent::Resolved { number, is_live: false } => format!("release {number} had no end: it is not live"),
        _ => String::new(),
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

/// Prints a line of JSON.
pub(super) fn line(value: &Value) -> Result<()> {
    output::print(&format!("{value}\n"))
}
