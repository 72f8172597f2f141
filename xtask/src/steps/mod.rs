//! The steps of the test suite, and those that are too slow for it.

mod bundle;
mod commits;
mod conformance;
mod dashboard;
mod fuzz;
mod node;
pub(crate) mod python;
mod readme;
mod ruby;
mod rust;
mod slow;
mod wasm;

use crate::tools::Tool::{self, Chromium, Clippy, Cxx, Deny, Git, Musl, Node, Python, Ruby, Rustfmt, WasmStd};

/// A step: its name, description and tools.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) needs: &'static [Tool],
    pub(crate) run: fn() -> anyhow::Result<()>,
}

macro_rules! steps {
    ($($name:literal, $what:literal, [$($tool:ident),*], $run:expr;)*) => {
        vec![$(Step { name: $name, what: $what, needs: &[$($tool),*], run: $run }),*]
    };
}

/// The steps that every change must pass, fast ones first.
#[rustfmt::skip]
pub(crate) fn test_suite() -> Vec<Step> {
    steps! {
        "commits",      "the form of commit subjects",                         [Git],               commits::subjects;
        "fmt",          "the code is formatted",                               [Rustfmt],           rust::format;
        "clippy",       "no lint fires in any crate",                          [Clippy],            rust::lints;
        "gen",          "the generated files are up to date",                  [Rustfmt],           || crate::generate::files(true);
        "rust",         "tests of the Rust crates",                            [],                  rust::tests;
        "doc",          "documentation examples",                              [],                  rust::documentation;
        "pure",         "the pure core builds for wasm32",                     [WasmStd],           wasm::pure_core;
        "readme",       "the README's first command and its output",           [],                  readme::sample;
        "examples",     "the example scripts in Node",                         [Node],              node::examples;
        "python",       "tests of the Python package, and its examples",       [Python],            python::tests;
        "node",         "tests of the Node package",                           [Node],              node::tests;
        "ruby",         "tests of the UniFFI binding, in Ruby",                [Ruby],              ruby::tests;
        "wasm",         "tests of the WASM package",                           [WasmStd, Node, Chromium], wasm::tests;
        "dashboard",    "the dashboard in Chromium: tasks, errors, accessibility",  [WasmStd, Node, Chromium], dashboard::tests;
        "differential", "results compared with Convex's npm packages",         [Node],              conformance::differential;
        "platform",     "Convex's clients, unmodified, against the server",    [Node],              conformance::platform;
        "clients",      "the two newest versions of Convex's command",         [Node, Git],         conformance::clients;
        "apps",         "apps from folders and git, bundled by Convex's command, compared with Node", [Node, Git], conformance::apps;
        "automation",   "tools for agents, files for CI and a team's workflow", [Node, Git],        conformance::automation;
        "bundle",       "the bundler without Node, compared with Convex's command", [Rustfmt, Clippy, Node, Git], bundle::without_node;
        "openapi",      "requests generated from Convex's OpenAPI descriptions", [Python],          conformance::openapi;
    }
}

/// The test suite and the slow steps. A release must pass all of them.
#[rustfmt::skip]
pub(crate) fn all() -> Vec<Step> {
    let slow = steps! {
        "deny",         "licences, sources and duplicates of dependencies",    [Deny],              slow::deny;
        "features",     "each feature alone, and no feature",                  [Clippy],            slow::features;
        "properties",   "property tests with many cases, optimised",           [],                  fuzz::properties;
        "spark",        "the example on Apache Spark",                         [Python],            python::spark;
        "clients-all",  "every supported version of Convex's command",         [Node, Git],         conformance::all_clients;
        "selection",    "the deployment that Convex's command selects, as recorded", [Node],        conformance::selection;
        "walk",         "the last commits of public apps, in the folder CONVEX_OPS_APPS", [Node, Git], conformance::walk;
        "openapi-long", "many more generated requests",                        [Python],            conformance::openapi_at_length;
        "fuzz",         "the fuzz targets under libFuzzer",                    [Cxx],               fuzz::targets;
        "bench",        "benches",                                             [],                  || crate::bench::run_benches(None, false).map(drop);
        "packages",     "release packages, each installed on its own",         [WasmStd, Musl, Git, Node, Python], crate::package::run;
    };
    test_suite().into_iter().chain(slow).collect()
}
