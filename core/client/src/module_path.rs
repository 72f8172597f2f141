//! The paths of modules that Convex accepts.

/// Maximum length of a folder's or module's name in a path, with its extension, in bytes.
pub const MAX_COMPONENT_LEN: usize = 64;

/// Checks a path such as `dir/file.js`, relative to the functions folder.
///
/// ```
/// use convex_ops::module_path::check;
///
/// assert!(check("lib/price_format.js").is_ok() && check("auth.config.js").is_ok());
/// assert!(check("lib/price-format.js").is_err());
/// ```
///
/// # Errors
/// The reason why Convex refuses the path, such as "`a-b.js` contains `-`".
pub fn check(path: &str) -> Result<(), String> {
    if path.starts_with('/') {
        return Err("it is absolute".to_owned());
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension != "js" => {
            return Err(format!("`{name}` has the extension `{extension}` instead of `js`"));
        }
        _ => {}
    }
    path.split('/').try_for_each(check_component)?;
    // Convex later splits the path without its extension, and refuses `__.js` then.
    path.strip_suffix(".js").unwrap_or(path).split('/').try_for_each(check_component)
}

fn check_component(name: &str) -> Result<(), String> {
    if matches!(name, "" | "." | "..") {
        return Err(format!("`{name}` names no file or folder"));
    }
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    if let Some(refused) = name.chars().find(|c| !is_allowed(*c)) {
        return Err(format!("`{name}` contains `{}`", refused.escape_debug()));
    }
    if name.len() > MAX_COMPONENT_LEN {
        return Err(format!("`{name}` has {} characters, more than {MAX_COMPONENT_LEN}", name.len()));
    }
    if !name.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Err(format!("`{name}` has neither a letter nor a digit"));
    }
    Ok(())
}

/// Returns a path that Convex accepts, similar to a refused one.
#[must_use]
pub fn suggest(path: &str) -> String {
    let replace = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/') { c } else { '_' };
    path.chars().map(replace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_accepted_and_refused_as_by_convex() {
        let longest = format!("{}.js", "a".repeat(MAX_COMPONENT_LEN - 3));
        for path in ["a.js", "dir/file.js", "auth.config.js", "_deps/ABC123.js", "_x/9.js", "a.b/c.js", &longest] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
        let too_long = format!("a{longest}");
        let folder = format!("{}/a.js", "b".repeat(MAX_COMPONENT_LEN + 1));
        for (path, reason) in [
            ("lib/price-format.js", "`price-format.js` contains `-`"),
            ("my-dir/a.js", "`my-dir` contains `-`"),
            ("a b.js", "contains ` `"),
            ("[id].js", "contains `[`"),
            ("ünder.js", "contains `ü`"),
            ("/a.js", "absolute"),
            ("a//b.js", "names no file"),
            ("../a.js", "names no file"),
            ("___/a.js", "neither a letter"),
            ("__.js", "neither a letter"),
            ("a.mjs", "extension `mjs`"),
            (too_long.as_str(), "65 characters"),
            (folder.as_str(), "65 characters"),
            ("", "names no file"),
        ] {
            let refused = check(path).unwrap_err();
            assert!(refused.contains(reason), "{path}: {refused}");
        }
        assert_eq!(suggest("my-dir/price format.js"), "my_dir/price_format.js");
    }
}
