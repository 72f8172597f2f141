//! The configurations of packages and of TypeScript above a folder, which bundlers read too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Configurations that bundlers look for in each folder.
const NAMES: [&str; 6] = ["package.json", "tsconfig.json", "jsconfig.json", ".pnp.cjs", ".pnp.js", ".pnp.data.json"];

/// Maximum number of configurations that extend each other.
const MAX_EXTENDED: usize = 100;

/// Returns the configurations in the folders above these, and those that they extend.
pub(super) fn above<'p>(folders: impl IntoIterator<Item = &'p Path>) -> BTreeSet<PathBuf> {
    let above: BTreeSet<&Path> = folders.into_iter().flat_map(|folder| folder.ancestors().skip(1)).collect();
    let named = above.into_iter().flat_map(|folder| NAMES.map(|name| folder.join(name)));
    let mut found: BTreeSet<PathBuf> = named.filter(|file| file.is_file()).collect();
    let mut waiting: Vec<PathBuf> = found.iter().filter(|file| is_extending(file)).cloned().collect();
    let mut left = MAX_EXTENDED;
    while let Some(file) = waiting.pop() {
        for extended in extended_by(&file) {
            if left > 0 && found.insert(extended.clone()) {
                left -= 1;
                waiting.push(extended);
            }
        }
    }
    found
}

fn is_extending(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == "tsconfig.json" || name == "jsconfig.json")
}

/// Returns the files that a configuration names in `extends`, by a relative path. Its text may have comments.
fn extended_by(file: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let Some((_, rest)) = text.split_once("\"extends\"") else { return Vec::new() };
    let Some(rest) = rest.trim_start().strip_prefix(':').map(str::trim_start) else { return Vec::new() };
    let value = match rest.strip_prefix('[') {
        Some(list) => list.split(']').next().unwrap_or_default(),
        None => rest.split(['\n', '}']).next().unwrap_or_default().split(',').next().unwrap_or_default(),
    };
    let names = value.split('"').skip(1).step_by(2).filter(|name| name.starts_with('.'));
    let folder = file.parent().unwrap_or(file);
    let found = names.flat_map(|name| [folder.join(name), folder.join(format!("{name}.json"))]);
    // The rights are those of the file that a path leads to.
    found.filter(|file| file.is_file()).filter_map(|file| file.canonicalize().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_configurations_are_found() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        let write = |path: &str, text: &str| {
            let file = root.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        write("tsconfig.json", "{ // a comment\n \"extends\": [\"./config/base\", \"@tsconfig/node20\"] }");
        write("config/base.json", r#"{"extends": "./more.json", "compilerOptions": {}}"#);
        write("config/more.json", "{}");
        write("config/secret.json", "{}");
        let found = above([root.join("apps/web").as_path()]);
        let inside: Vec<_> = found.iter().filter_map(|file| file.strip_prefix(&root).ok()?.to_str()).collect();
        assert_eq!(inside, ["config/base.json", "config/more.json", "tsconfig.json"]);
    }
}
