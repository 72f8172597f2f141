//! The commands of the README are there and are those that CI runs, and what the documents name is there.

use crate::support::{read, root};

/// The command lines of the README, with their continuation lines joined.
fn commands() -> Vec<String> {
    let text = read("README.md").replace("\\\n", " ");
    let fences = text.split("```").skip(1).step_by(2).filter(|fence| fence.starts_with("sh\n")).map(str::to_owned);
    fences.flat_map(|fence| fence.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_first_command_runs_the_main_job_on_files_that_exist() {
    let commands = commands();
    let sample = commands.first().unwrap();
    assert!(sample.starts_with("cargo run --features cli -- check "), "{sample}");
    let inputs: Vec<_> = sample.split_whitespace().filter(|word| word.starts_with("examples/")).collect();
    assert_eq!(inputs.len(), 4, "{sample}");
    for input in inputs {
        assert!(root().join(input).exists(), "{input} is not there");
    }
}

#[test]
fn the_second_command_runs_all_tests_and_is_what_ci_runs() {
    let commands = commands();
    let tests = commands.get(1).unwrap();
    assert_eq!(tests, "cargo xtask test --install");
    assert!(read(".ci/run").lines().any(|line| line == tests), ".ci/run does not run `{tests}`");
}

#[test]
fn what_it_links_to_is_there() {
    for file in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = read(file);
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            assert!(root().join(target).exists(), "{file} links to {target}, which is not there");
        }
    }
}

#[test]
fn the_places_that_the_architecture_names_are_there() {
    let text = read("ARCHITECTURE.md");
    let named = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let places: Vec<_> = named.filter(|place| place.contains('/') && !place.contains('<')).collect();
    assert!(places.len() > 10, "{places:?}");
    for place in places {
        assert!(root().join(place).exists(), "ARCHITECTURE.md names {place}, which is not there");
    }
}
