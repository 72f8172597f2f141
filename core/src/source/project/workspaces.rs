//! Members of npm, pnpm, yarn and bun workspaces, and packages that others name by a path.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

/// Packages of a revision that are in the revision itself.
#[derive(Debug, Default)]
pub(super) struct Workspaces {
    /// Folders of members by name, for each folder that declares a workspace. All are relative to the root.
    pub(super) members: BTreeMap<PathBuf, BTreeMap<String, PathBuf>>,
    /// Folders of packages by name, for each package that names them by a path.
    pub(super) by_path: BTreeMap<PathBuf, BTreeMap<String, PathBuf>>,
}

impl Workspaces {
    /// Returns the folder of a package that another one depends on, if it is in the revision.
    pub(super) fn find(&self, folder: &Path, name: &str) -> Option<&PathBuf> {
        let by_path = self.by_path.get(folder).and_then(|packages| packages.get(name));
        by_path.or_else(|| self.members.get(folder).and_then(|packages| packages.get(name)))
    }

    /// Returns the names of the packages that belong into the `node_modules` of a folder.
    pub(super) fn names(&self, folder: &Path) -> BTreeSet<&str> {
        let members = self.members.get(folder).into_iter().flat_map(BTreeMap::keys);
        let by_path = self.by_path.get(folder).into_iter().flat_map(BTreeMap::keys);
        members.chain(by_path).map(String::as_str).collect()
    }
}

/// The relevant parts of a `package.json`.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Manifest {
    name: Option<String>,
    workspaces: Option<Patterns>,
    dependencies: BTreeMap<String, serde_json::Value>,
    dev_dependencies: BTreeMap<String, serde_json::Value>,
    optional_dependencies: BTreeMap<String, serde_json::Value>,
    peer_dependencies: BTreeMap<String, serde_json::Value>,
}

/// Patterns of the folders of members: a list, or yarn's and bun's object with a list.
#[derive(Deserialize)]
#[serde(untagged)]
enum Patterns {
    List(Vec<String>),
    Object {
        #[serde(default)]
        packages: Vec<String>,
    },
    Other(serde::de::IgnoredAny),
}

/// Reads the packages below `root`, whose folders are relative to it.
pub(super) fn read(root: &Path, folders: &BTreeSet<PathBuf>) -> Workspaces {
    let manifest = |folder: &PathBuf| {
        let text = fs::read_to_string(root.join(folder).join("package.json")).ok()?;
        Some((folder.clone(), serde_json::from_str::<Manifest>(text.trim_start_matches('\u{feff}')).ok()?))
    };
    let manifests: BTreeMap<PathBuf, Manifest> = folders.iter().filter_map(manifest).collect();
    let mut found = Workspaces::default();
    for (folder, manifest) in &manifests {
        let patterns = patterns_of(root, folder, manifest);
        if !patterns.is_empty() {
            let members = manifests
                .iter()
                .filter(|(member, _)| member.strip_prefix(folder).is_ok_and(|below| is_member(below, &patterns)));
            let members = members.filter_map(|(member, of)| Some((of.name.clone()?, member.clone())));
            found.members.insert(folder.clone(), members.collect());
        }
        let by_path: BTreeMap<_, _> = paths_of(manifest)
            .filter_map(|(name, path)| Some((name, resolve(folder, path)?)))
            .filter(|(_, path)| manifests.contains_key(path))
            .collect();
        if !by_path.is_empty() {
            found.by_path.insert(folder.clone(), by_path);
        }
    }
    found.add_workspace_protocol(&manifests);
    found
}

impl Workspaces {
    /// Adds dependencies with the version `workspace:` to the packages that name them, as pnpm and isolated installs of bun
    /// place them there.
    fn add_workspace_protocol(&mut self, manifests: &BTreeMap<PathBuf, Manifest>) {
        let all: BTreeMap<String, PathBuf> =
            self.members.values().flatten().map(|(name, folder)| (name.clone(), folder.clone())).collect();
        for (folder, manifest) in manifests {
            for (name, version) in manifest.versions() {
                if version.starts_with("workspace:")
                    && let Some(member) = all.get(alias(version, name))
                {
                    self.by_path.entry(folder.clone()).or_default().insert(name.to_owned(), member.clone());
                }
            }
        }
    }
}

impl Manifest {
    fn versions(&self) -> impl Iterator<Item = (&str, &str)> {
        let lists = [&self.dependencies, &self.dev_dependencies, &self.optional_dependencies, &self.peer_dependencies];
        lists.into_iter().flatten().filter_map(|(name, version)| Some((name.as_str(), version.as_str()?)))
    }
}

/// Returns the package that a version names: `workspace:other@*` is another one than the dependency's name.
fn alias<'v>(version: &'v str, name: &'v str) -> &'v str {
    let rest = version.strip_prefix("workspace:").unwrap_or(version);
    match rest.rfind('@') {
        Some(at) if at > 0 => rest.get(..at).unwrap_or(name),
        _ => name,
    }
}

/// Returns the dependencies that are named by a path.
fn paths_of(manifest: &Manifest) -> impl Iterator<Item = (String, &str)> {
    const PREFIXES: [&str; 4] = ["file:", "link:", "portal:", "workspace:"];
    manifest.versions().filter_map(|(name, version)| {
        let path = PREFIXES.iter().find_map(|prefix| version.strip_prefix(prefix)).or_else(|| {
            // npm and yarn accept a bare path.
            version.starts_with('.').then_some(version)
        })?;
        Some((name.to_owned(), path))
    })
}

/// Resolves a path from a folder; `None` if it leaves the root.
fn resolve(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut resolved = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => resolved.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !resolved.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(resolved)
}

fn patterns_of(root: &Path, folder: &Path, manifest: &Manifest) -> Vec<String> {
    let mut patterns = match &manifest.workspaces {
        Some(Patterns::List(patterns) | Patterns::Object { packages: patterns }) => patterns.clone(),
        Some(Patterns::Other(_)) | None => Vec::new(),
    };
    if let Ok(text) = fs::read_to_string(root.join(folder).join("pnpm-workspace.yaml")) {
        patterns.extend(pnpm_patterns(&text));
    }
    patterns
}

/// Reads the list `packages` of a `pnpm-workspace.yaml`, in block or flow style.
fn pnpm_patterns(text: &str) -> Vec<String> {
    let unquote = |item: &str| item.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned();
    let mut lines = text.lines().skip_while(|line| !line.starts_with("packages:"));
    let first = lines.next().and_then(|line| line.split_once(':')).map_or("", |(_, rest)| rest.trim());
    if let Some(list) = first.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
        return list.split(',').map(unquote).filter(|item| !item.is_empty()).collect();
    }
    let is_of_list = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '-', '#']);
    let items = lines.take_while(is_of_list).filter_map(|line| line.trim().strip_prefix('-').map(unquote));
    items.filter(|item| !item.is_empty()).collect()
}

/// Checks if a folder is a member: one pattern matches, and no later one excludes it.
fn is_member(folder: &Path, patterns: &[String]) -> bool {
    let steps: Vec<_> = folder.components().filter_map(|part| part.as_os_str().to_str()).collect();
    if steps.is_empty() {
        return false;
    }
    patterns.iter().fold(false, |is_member, pattern| {
        let (excludes, pattern) = pattern.strip_prefix('!').map_or((false, pattern.as_str()), |rest| (true, rest));
        let wanted: Vec<_> = pattern.split('/').filter(|step| !matches!(*step, "" | ".")).collect();
        if matches_steps(&wanted, &steps) { !excludes } else { is_member }
    })
}

fn matches_steps(wanted: &[&str], steps: &[&str]) -> bool {
    match (wanted, steps) {
        ([], []) => true,
        (["**", rest @ ..], _) => {
            (0..=steps.len()).any(|skipped| matches_steps(rest, steps.get(skipped..).unwrap_or_default()))
        }
        ([first, wanted @ ..], [step, steps @ ..]) => matches_step(first, step) && matches_steps(wanted, steps),
        _ => false,
    }
}

/// Matches one name: `*` stands for any text, `{a,b}` for one of several.
fn matches_step(wanted: &str, step: &str) -> bool {
    if let Some((before, rest)) = wanted.split_once('{')
        && let Some((choices, after)) = rest.split_once('}')
    {
        return choices.split(',').any(|choice| matches_step(&format!("{before}{choice}{after}"), step));
    }
    match wanted.split_once('*') {
        None => wanted == step,
        Some((before, after)) => step.strip_prefix(before).is_some_and(|rest| {
            rest.char_indices()
                .map(|(at, _)| at)
                .chain([rest.len()])
                .any(|at| matches_step(after, rest.get(at..).unwrap_or_default()))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_members_match() {
        let of = |patterns: &[&str], folder: &str| {
            is_member(Path::new(folder), &patterns.iter().map(|pattern| (*pattern).to_owned()).collect::<Vec<_>>())
        };
        assert!(of(&["packages/*"], "packages/shared"));
        assert!(of(&["./packages/*/"], "packages/shared"));
        assert!(of(&["packages/shared"], "packages/shared"));
        assert!(of(&["apps/**"], "apps/web/inner"));
        assert!(of(&["{apps,packages}/*"], "apps/web"));
        assert!(!of(&["packages/*"], "packages/shared/inner"));
        assert!(!of(&["packages/*", "!packages/old"], "packages/old"));
        assert!(!of(&["packages/*"], ""));
    }

    #[test]
    fn pnpm_workspace_is_read_in_both_styles() {
        let block = "packages:\n  # members\n  - 'apps/*' # all\n\n  - \"packages/*\"\ncatalog:\n  - no\n";
        assert_eq!(pnpm_patterns(block), ["apps/*", "packages/*"]);
        assert_eq!(pnpm_patterns("packages: [apps/*, 'packages/*']\n"), ["apps/*", "packages/*"]);
        assert!(pnpm_patterns("catalog:\n  a: 1\n").is_empty());
    }

    #[test]
    fn packages_by_path_and_protocol_are_found() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let file = root.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        write("package.json", r#"{"workspaces": {"packages": ["packages/*"]}}"#);
        write("packages/a/package.json", r#"{"name": "@x/a"}"#);
        write(
            "app/package.json",
            r#"{"dependencies": {"a": "workspace:@x/a@*", "@x/a": "workspace:^", "b": "link:../lib/b", "c": "file:../../c",
                "d": "./d", "e": "1.0.0"}}"#,
        );
        write("lib/b/package.json", "{}");
        write("app/d/package.json", "{}");
        let folders = ["", "packages/a", "app", "lib/b", "app/d"].map(PathBuf::from).into();
        let found = read(root.path(), &folders);
        let of = |folder: &str, name: &str| found.find(Path::new(folder), name).map(|path| path.to_str().unwrap());
        assert_eq!(of("", "@x/a"), Some("packages/a"));
        assert_eq!(of("app", "a"), Some("packages/a"));
        assert_eq!(of("app", "@x/a"), Some("packages/a"));
        assert_eq!(of("app", "b"), Some("lib/b"));
        assert_eq!(of("app", "d"), Some("app/d"));
        assert_eq!((of("app", "c"), of("app", "e")), (None, None));
    }
}
