//! `yarn.lock`, of yarn 1 and of its later versions.

use super::packages::{Packages, insert, split};

pub(super) fn read(text: &str) -> Option<Packages> {
    let mut found = Packages::new();
    let (mut name, mut version) = (None, String::new());
    let mut content = String::new();
    let mut is_known = text.contains("yarn lockfile") || text.contains("__metadata:");
    for line in text.lines().chain(["end:"]) {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with(' ') {
            if let Some(name) = name.take().filter(|_| !version.is_empty()) {
                insert(&mut found, name, &version, &content);
            }
            (version, content) = (String::new(), String::new());
            name = name_of(line);
            continue;
        }
        // Members of an entry; what they contain is indented further.
        let Some((key, value)) =
            line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')).and_then(|rest| rest.split_once(' '))
        else {
            continue;
        };
        let value = value.trim().trim_matches('"');
        match key.trim_end_matches(':') {
            "version" => version = value.to_owned(),
            "integrity" | "checksum" => content = value.to_owned(),
            "resolved" if content.is_empty() => content = value.to_owned(),
            // A member of the workspace.
            "resolution" if value.contains("@workspace:") => name = None,
            _ => {}
        }
        is_known |= !version.is_empty();
    }
    is_known.then_some(found)
}

/// Parses the first of the requests at the start of an entry: `"a@npm:^1.0.0", a@^1.1.0:`.
fn name_of(line: &str) -> Option<&str> {
    let first = line.trim_end_matches(':').split(',').next()?.trim().trim_matches('"');
    split(first).map(|(name, _)| name)
}
