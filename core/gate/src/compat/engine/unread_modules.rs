//! Modules that could not be evaluated.

use crate::compat::report::NotChecked;
use crate::compat::rule::PartName;
use crate::compat::rules::RULES;
use crate::surface::Component;

/// Lists the modules of a component that could not be evaluated, with the rules that need them.
pub(super) fn unread_modules(side: &str, path: &str, component: &Component) -> Vec<NotChecked> {
    let unread = component.problems.iter().filter(|problem| component.unread(&problem.module).is_some());
    let note = |module: &str, message: &str| {
        let part = part_of(module);
        let needs = |parts: &[PartName]| parts.contains(&part);
        let needing = RULES.iter().filter(|rule| {
            let declaration = &rule.declaration;
            needs(if side == "baseline" { declaration.baseline } else { declaration.candidate })
        });
        NotChecked {
            what: format!("`{module}` in the {side}: {message}"),
            component: path.to_owned(),
            rules: needing.map(|rule| rule.id.to_owned()).collect(),
        }
    };
    unread.map(|problem| note(&problem.module, &problem.message)).collect()
}

/// Returns the part of a surface that a module describes.
fn part_of(module: &str) -> PartName {
    match module {
        "schema.js" => PartName::Schema,
        "auth.config.js" => PartName::AuthProviders,
        "convex.config.js" => PartName::Components,
        "crons.js" => PartName::Crons,
        _ => PartName::Functions,
    }
}
