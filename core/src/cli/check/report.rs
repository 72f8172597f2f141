//! Writes the report to standard output or to a file.

use std::io::IsTerminal as _;

use super::Args;
use super::args::Color;
use crate::cli::output;
use crate::compat::report::Report;
use crate::compat::report::render::{RenderOptions, ReportFormat, headline, render};
use crate::error::Result;

pub(super) fn write(report: &Report, args: &Args) -> Result<()> {
    let on_terminal = args.output.is_none() && std::io::stdout().is_terminal();
    let text = render(report, &options(args, on_terminal));
    match &args.output {
        None => output::print(&text),
        Some(file) => {
            output::save(file, &text)?;
            // A CI log should show the outcome even if the report goes to a file.
            if !args.inputs.quiet {
                output::say(&format!("{}; the report is in {}", headline(report), file.display()));
            }
            Ok(())
        }
    }
}

fn options(args: &Args, on_terminal: bool) -> RenderOptions {
    let mut options = RenderOptions::new(args.format);
    options.fail_on = args.fail_on;
    options.values = match args.format {
        ReportFormat::Text => on_terminal,
        ReportFormat::Json => args.values,
        _ => false,
    };
    options.color = match args.color {
        Color::Auto => on_terminal && output::wants_color(),
        Color::Always => true,
        Color::Never => false,
    };
    options
}
