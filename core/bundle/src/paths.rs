//! Relative paths of modules and definitions.

use std::path::Path;

use anyhow::{Context as _, Result};
use sugar_path::SugarPath as _;

/// Returns the path of a file relative to a folder, separated by `/`.
pub(crate) fn between(folder: &Path, file: &Path) -> Result<String> {
    let path = file.relative(folder);
    let path = path.try_to_slash().with_context(|| format!("`{}` is not valid Unicode", path.display()))?;
    Ok(if path == "." { String::new() } else { path.into_owned() })
}

/// Returns a path as text.
pub(crate) fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("`{}` is not valid Unicode", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_go_up_and_down() {
        let relative = |folder: &str, file: &str| between(Path::new(folder), Path::new(file)).unwrap();
        assert_eq!(relative("/app/convex", "/app/convex/dir/a.ts"), "dir/a.ts");
        assert_eq!(relative("/app/convex", "/app/node_modules/counter"), "../node_modules/counter");
        assert_eq!(relative("/app/convex", "/app/convex"), "");
    }
}
