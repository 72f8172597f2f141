//! Paths as modules and definitions name them.

use std::path::Path;

use anyhow::{Context as _, Result};
use sugar_path::SugarPath as _;

/// The way from one folder to another file, with `/` between its parts.
pub(crate) fn between(folder: &Path, file: &Path) -> Result<String> {
    let way = file.relative(folder);
    let way = way.try_to_slash().with_context(|| format!("`{}` is no Unicode", way.display()))?;
    Ok(if way == "." { String::new() } else { way.into_owned() })
}

/// A path as text, which is how modules are known.
pub(crate) fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("`{}` is no Unicode", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_goes_up_and_down() {
        let way = |folder: &str, file: &str| between(Path::new(folder), Path::new(file)).unwrap();
        assert_eq!(way("/app/convex", "/app/convex/dir/a.ts"), "dir/a.ts");
        assert_eq!(way("/app/convex", "/app/node_modules/counter"), "../node_modules/counter");
        assert_eq!(way("/app/convex", "/app/convex"), "");
    }
}
