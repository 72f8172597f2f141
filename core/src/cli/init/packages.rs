//! The package manager of a project.

use std::path::Path;

/// Lock files, and the commands that install their packages.
const MANAGERS: [(&str, &str); 5] = [
    ("pnpm-lock.yaml", "corepack enable && pnpm install --frozen-lockfile"),
    ("yarn.lock", "corepack enable && yarn install --immutable"),
    ("bun.lock", "npx --yes bun install --frozen-lockfile"),
    ("bun.lockb", "npx --yes bun install --frozen-lockfile"),
    ("package-lock.json", "npm ci"),
];

/// Returns the command that installs the packages of the project in a folder.
pub(super) fn install_command(folder: &Path) -> &'static str {
    let found = MANAGERS.iter().find(|(file, _)| folder.join(file).is_file());
    found.map_or("npm install", |(_, command)| command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_file_names_the_package_manager() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(install_command(folder.path()), "npm install");
        std::fs::write(folder.path().join("package-lock.json"), "{}").unwrap();
        assert_eq!(install_command(folder.path()), "npm ci");
        std::fs::write(folder.path().join("pnpm-lock.yaml"), "").unwrap();
        assert!(install_command(folder.path()).ends_with("pnpm install --frozen-lockfile"));
    }
}
