//! The folder of a project's functions, as `convex.json` names it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::json;

/// Default folder of the functions.
const FUNCTIONS: &str = "convex";

/// The relevant parts of a project's `convex.json`.
#[derive(Deserialize)]
struct Config {
    functions: Option<String>,
}

/// Finds the folder of a project's functions.
pub(super) fn find_functions(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("convex.json");
    let config = match fs::read_to_string(&path) {
        Ok(text) => json::from_str(&text).map_err(|error| error.in_file(path.display().to_string()))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config { functions: None },
        Err(error) => return Err(Error::io("cannot read the file", &error).in_file(path.display().to_string())),
    };
    let name = config.functions.as_deref().unwrap_or(FUNCTIONS);
    if Path::new(name).is_absolute() || name.starts_with(['/', '\\']) {
        // Convex's command reads it as relative, and finds an empty app.
        return Err(Error::invalid_input(format!("invalid functions folder `{name}`: it is absolute"))
            .help("use a path relative to the project's folder, such as `convex/`")
            .in_file(path.display().to_string())
            .at_path(".functions"));
    }
    let functions = folder.join(name);
    if functions.is_dir() {
        return Ok(functions);
    }
    Err(Error::new(ErrorKind::NotFound, format!("folder `{name}` not found"))
        .help("use the folder of a Convex project: the one with `convex/` and `package.json` in it"))
}
