//! The requirements of a step as a checklist, and as comments.

use std::fmt::Write as _;

use super::super::step::{Plan, Step};
use super::syntax::comment;

/// Returns comments for the files of a component: the step and its obligations.
pub(super) fn comments(step: &Step, component: &str) -> String {
    let mut text = comment(&format!("Step {}: {}.", step.number, step.title)) + "\n";
    let obligations = step.obligations.iter().filter(|obligation| obligation.subject.component == component);
    for (index, obligation) in obligations.enumerate() {
        if index == 0 {
            text.push_str("// While this step is deployed:\n");
        }
        let _ = writeln!(text, "{}", comment(&format!("- {}", obligation.text)));
    }
    text.push('\n');
    text
}

/// Returns the problems of a plan without steps as a checklist in Markdown.
pub(super) fn blocked(plan: &Plan) -> String {
    let line = |text: &str| text.replace(['\n', '\r'], " ");
    let mut text = String::from(
        "# No plan\n\nNo steps are planned, because each of them would have these problems. Correct them, and plan again.\n\n",
    );
    for blocked in &plan.blocked {
        let _ = writeln!(text, "- [ ] {} (`{}`): {}", line(&blocked.message), blocked.rule, line(&blocked.reason));
        if let Some(fix) = &blocked.fix {
            let _ = writeln!(text, "  - {}", line(fix));
        }
    }
    text
}

/// Returns a checklist in Markdown.
pub(super) fn markdown(step: &Step) -> String {
    let mut text = format!("# Step {}: {}\n", step.number, step.title);
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = write!(text, "\n## {title}\n\n");
            for line in &lines {
                let _ = writeln!(text, "- [ ] {}", line.replace(['\n', '\r'], " "));
            }
        }
    };
    section("Wait until", step.preconditions.iter().map(super::super::Precondition::describe).collect());
    section("Deploy", step.obligations.iter().map(|obligation| obligation.text.clone()).collect());
    let migrations = step.migrations.iter().flat_map(|of| {
        let table = &of.table;
        of.operations.iter().map(move |operation| format!("`{table}`: {}", operation.describe()))
    });
    section("Migrate", migrations.collect());
    if let Some(point) = &step.point_of_no_return {
        let _ = write!(text, "\nPoint of no return: {}.\n", point.because);
    }
    text
}
