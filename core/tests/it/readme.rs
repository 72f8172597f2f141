//! Commands, links and paths in the documents: each command is run by the test suite or uses files and options that exist.

use crate::support::{files, read, root};

/// Commands of the README that the test suite runs: the command's first words, the file that runs it, the text there.
const RUN: [(&str, &str, &str); 4] = [
    ("cargo run -- check ", "xtask/src/steps/readme.rs", "fn sample"),
    ("cargo xtask test --install", ".ci/run", "cargo xtask test --install"),
    (
        "convex-ops check --baseline git:main --candidate .",
        "conformance/apps/check.test.mjs",
        r#"["check", "--baseline", "git:main", "--candidate", "."]"#,
    ),
    ("convex-ops serve ", "core/tests/it/serve/command.rs", r#"["serve", "--json"]"#),
];

/// The documents outside of `docs/` that name commands and link to files.
const DOCUMENTS: [&str; 5] =
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "conformance/README.md"];

/// The pages that list files in the order in which they are used.
const LIVES: [&str; 2] = ["docs/life-of-a-request.md", "docs/life-of-a-check.md"];

/// Every document, with its text.
fn documents() -> impl Iterator<Item = (String, String)> {
    let named = DOCUMENTS.map(str::to_owned).into_iter().chain(files("docs", &[".md"]));
    named.map(|file| (file.clone(), read(&file)))
}

/// The commands in the `sh` fences of a document, with their continuation lines joined.
fn fenced_commands(text: &str) -> Vec<String> {
    let text = text.replace("\\\n", " ");
    let fences = text.split("```").skip(1).step_by(2).filter_map(|fence| fence.strip_prefix("sh\n"));
    fences.flat_map(str::lines).map(str::to_owned).collect()
}

/// The code spans of a document that are commands of this repository.
fn inline_commands(text: &str) -> Vec<String> {
    let outside = text.split("```").step_by(2);
    let spans = outside.flat_map(str::lines).flat_map(|line| line.split('`').skip(1).step_by(2));
    let is_command =
        |span: &&str| ["cargo ", "npm --prefix ", "pip install "].iter().any(|name| span.starts_with(name));
    spans.filter(is_command).map(str::to_owned).collect()
}

/// The words of a command that must be files or folders of this repository.
fn places(command: &str) -> Vec<&str> {
    let words: Vec<_> = command.split_whitespace().collect();
    // Convex's commands name files that they write.
    let is_ours = words.first() != Some(&"npx");
    let is_after_option = |index: usize| is_ours && index > 0 && ["--path", "--prefix"].contains(&words[index - 1]);
    let is_path = |word: &str| word.starts_with("examples/") || word.starts_with("./") || word.starts_with("core/");
    let found = words.iter().enumerate().filter(|(index, word)| is_after_option(*index) || is_path(word));
    found.map(|(_, word)| *word).collect()
}

#[test]
fn first_command_checks_sample_with_files_that_exist() {
    let commands = fenced_commands(&read("README.md"));
    let sample = commands.first().unwrap();
    assert!(sample.starts_with("cargo run -- check "), "{sample}");
    assert_eq!(places(sample).len(), 4, "{sample}");
}

#[test]
fn second_command_is_what_ci_runs() {
    let commands = fenced_commands(&read("README.md"));
    let tests = commands.get(1).unwrap();
    assert_eq!(tests, "cargo xtask test --install");
    assert!(read(".ci/run").lines().any(|line| line == tests), ".ci/run does not run `{tests}`");
}

#[test]
fn readme_commands_are_run_by_suite_or_name_existing_files() {
    for command in fenced_commands(&read("README.md")) {
        let run = RUN.iter().find(|(start, ..)| command.starts_with(start));
        match run {
            Some((_, file, text)) => assert!(read(file).contains(text), "{file} does not run `{command}`"),
            None => assert!(!places(&command).is_empty(), "`{command}` is neither run nor names a file"),
        }
    }
}

#[test]
fn commands_name_existing_files_and_steps() {
    let steps = read("xtask/src/steps/mod.rs");
    for (file, text) in documents() {
        for command in fenced_commands(&text).into_iter().chain(inline_commands(&text)) {
            for place in places(&command).into_iter().filter(|place| !place.contains('<')) {
                assert!(root().join(place).exists(), "{file}: `{command}` names {place}, which does not exist");
            }
            let only = command.split("--only ").skip(1).filter_map(|rest| rest.split_whitespace().next());
            for step in only {
                assert!(steps.contains(&format!("\"{step}\",")), "{file}: unknown step in `{command}`");
            }
        }
    }
}

/// Subcommands and options, checked against the help of the command.
#[cfg(feature = "cli")]
#[test]
fn commands_have_existing_options() {
    use std::collections::BTreeMap;
    use std::process::Command;

    let mut help: BTreeMap<String, String> = BTreeMap::new();
    for (file, text) in documents() {
        for command in fenced_commands(&text) {
            let prefixes = ["convex-ops ", "cargo run -- "];
            let Some(arguments) = prefixes.iter().find_map(|prefix| command.strip_prefix(prefix)) else { continue };
            let words: Vec<_> = arguments.split_whitespace().collect();
            // `--help` after a subcommand of a subcommand prints its help, and after another word that of the first.
            let named: Vec<_> = words.iter().take(2).take_while(|word| !word.starts_with('-')).copied().collect();
            let help = help.entry(named.join(" ")).or_insert_with(|| {
                let program = env!("CARGO_BIN_EXE_convex-ops");
                let output = Command::new(program).args(&named).arg("--help").output().unwrap();
                assert!(output.status.success(), "{file}: unknown subcommand in `{command}`");
                String::from_utf8(output.stdout).unwrap()
            });
            for option in words.into_iter().filter(|word| word.starts_with("--")) {
                let known = help.split_whitespace().any(|word| word.trim_end_matches(',') == option);
                assert!(known, "{file}: unknown option `{option}` in `{command}`");
            }
        }
    }
}

/// `cargo install` without `--features` installs the command.
#[test]
fn default_features_build_the_command() {
    let manifest: toml::Table = read("core/Cargo.toml").parse().unwrap();
    let names = |value: &toml::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let default = names(&manifest["features"]["default"]);
    for required in names(&manifest["bin"][0]["required-features"]) {
        assert!(default.contains(&required), "`{required}` is not a default feature");
    }
    assert!(default.contains(&"eval".to_owned()) && default.contains(&"serve".to_owned()), "{default:?}");
}

#[test]
fn readme_is_short() {
    assert!(read("README.md").lines().count() <= 130);
}

#[test]
fn links_lead_to_existing_files() {
    for (file, text) in documents() {
        let folder = root().join(&file).parent().unwrap().to_path_buf();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            let path = target.split('#').next().unwrap();
            assert!(folder.join(path).exists(), "{file} links to {target}, which does not exist");
        }
    }
}

#[test]
fn places_in_architecture_exist() {
    let text = read("ARCHITECTURE.md");
    let named = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let places: Vec<_> = named.filter(|place| place.contains('/') && !place.contains('<')).collect();
    assert!(places.len() > 10, "{places:?}");
    for place in places {
        assert!(root().join(place).exists(), "ARCHITECTURE.md names {place}, which does not exist");
    }
}

/// Files and folders in the recipes of CONTRIBUTING.md and in the list of conformance/README.md.
#[test]
fn places_in_recipes_exist() {
    for (file, base) in [("CONTRIBUTING.md", ""), ("conformance/README.md", "conformance")] {
        let text = read(file);
        let spans = text.split("```").step_by(2).flat_map(|part| part.split('`').skip(1).step_by(2));
        let is_place = |span: &&str| span.contains('/') && !span.contains([' ', '<', '*', '…', '=']);
        for place in spans.filter(is_place).filter(|span| !span.starts_with('/') && !span.starts_with("@")) {
            let exists = root().join(place).exists() || root().join(base).join(place).exists();
            assert!(exists, "{file} names {place}, which does not exist");
        }
    }
}

#[test]
fn lives_list_existing_files_once_in_order() {
    for page in LIVES {
        let text = read(page);
        let numbered = text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit()));
        let listed: Vec<_> = numbered.map(|line| line.split('`').nth(1).unwrap_or(line)).collect();
        assert!((10..=25).contains(&listed.len()), "{page} lists {} files", listed.len());
        for (index, place) in listed.iter().enumerate() {
            assert!(root().join(place).is_file(), "{page} names {place}, which does not exist");
            assert!(!listed[..index].contains(place), "{page} names {place} twice");
        }
    }
}

mod self_test {
    use super::*;

    #[test]
    fn commands_are_found_in_fences_and_spans() {
        let text = "a `cargo xtask gen` b\n```sh\ncargo run -- \\\n  check\n```\n`other`";
        assert_eq!(fenced_commands(text), ["cargo run --    check"]);
        assert_eq!(inline_commands(text), ["cargo xtask gen"]);
    }

    #[test]
    fn places_are_paths_of_this_repository() {
        assert_eq!(places("cargo install --locked --path core"), ["core"]);
        assert_eq!(places("cargo run -- check --baseline examples/a.json --candidate git:main"), ["examples/a.json"]);
        assert!(places("convex-ops serve --data platform.db").is_empty());
    }
}
