//! Checks the files: the places of `unsafe` and target `cfg`s, and the length of files.

use crate::rust_source::{Token, tokens, without_tests};
use crate::support::{CORE, files, read};

/// Files that may use `unsafe_code`. Each block in them states its invariant after `SAFETY:`.
const UNSAFE_FILES: [&str; 0] = [];

/// The only files that may check for the target.
const TARGET_FILES: [&str; 7] = [
    "core/client/src/clock.rs",
    "core/client/src/future.rs",
    "core/client/src/random.rs",
    "core/client/src/threads/mod.rs",
    "core/src/os.rs",
    "core/src/os/process.rs",
    "core/src/os/rights.rs",
];

/// Folders with source code of this project.
const FOLDERS: [&str; 5] = ["core", "bindings-python", "bindings-node", "bindings-wasm", "xtask"];

const MAX_LINES: usize = 600;

fn rust_files() -> Vec<String> {
    FOLDERS.iter().flat_map(|folder| files(folder, &[".rs"])).collect()
}

#[test]
fn unsafe_code_is_allowed_only_in_listed_files() {
    let lifted: Vec<_> = rust_files().into_iter().filter(|file| lifts_unsafe(&tokens(&read(file)))).collect();
    assert_eq!(lifted, UNSAFE_FILES, "files that allow `unsafe_code`");
    for file in UNSAFE_FILES {
        let text = read(file);
        let blocks = tokens(&text).iter().filter(|token| token.is("unsafe")).count();
        assert!(text.matches("SAFETY:").count() >= blocks, "{file}: an unsafe block without its invariant");
    }
}

fn lifts_unsafe(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.is("unsafe_code"))
}

#[test]
fn target_cfgs_are_only_in_listed_files() {
    for file in
        CORE.iter().flat_map(|folder| files(folder, &[".rs"])).filter(|file| !TARGET_FILES.contains(&file.as_str()))
    {
        let line = target_cfg(&tokens(&read(&file)));
        assert_eq!(line, None, "{file}: a target `cfg`; move it to one of {TARGET_FILES:?}");
    }
}

/// Line of the first `cfg` on the target.
fn target_cfg(tokens: &[Token]) -> Option<usize> {
    let asks = |token: &&Token| token.text.starts_with("target_") || token.is("unix") || token.is("windows");
    let of_cfg = |(start, _): (usize, &Token)| {
        let condition = tokens[start..].iter().take_while(|token| !token.is("]") && !token.is(";"));
        condition.skip(1).find(asks).map(|token| token.line)
    };
    tokens.iter().enumerate().filter(|(_, token)| token.is("cfg") || token.is("cfg_attr")).find_map(of_cfg)
}

#[test]
fn function_bodies_have_no_cfg() {
    for file in CORE.iter().flat_map(|folder| files(folder, &[".rs"])) {
        let line = cfg_in_body(&without_tests(&tokens(&read(&file))));
        assert_eq!(line, None, "{file}: a `cfg` inside a function; use a function per case");
    }
}

/// Line of the first `cfg` in a function's body.
fn cfg_in_body(tokens: &[Token]) -> Option<usize> {
    let mut rest = tokens;
    while let Some(start) = rest.iter().position(|token| token.is("fn")) {
        rest = &rest[start + 1..];
        let Some(open) = rest.iter().position(|token| token.is("{") || token.is(";")) else { break };
        let body = if rest[open].is("{") { block(&rest[open..]) } else { &[] };
        if let Some(token) = body.iter().find(|token| token.is("cfg")) {
            return Some(token.line);
        }
    }
    None
}

/// Tokens from an opening brace to its closing one.
fn block(tokens: &[Token]) -> &[Token] {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        depth += i32::from(token.is("{")) - i32::from(token.is("}"));
        if depth == 0 {
            return &tokens[..index];
        }
    }
    tokens
}

#[test]
fn files_are_short() {
    let written = FOLDERS.iter().chain(&["examples", "conformance"]);
    let written = written.flat_map(|folder| files(folder, &[".rs", ".ts", ".mjs", ".py", ".sh"]));
    // Declarations that a build writes beside the sources.
    let is_built = |file: &String| file.ends_with(".d.ts");
    let written = written.filter(|file| !is_built(file) && !is_generated(&read(file)));
    let long: Vec<_> = written.filter(|file| read(file).lines().count() > MAX_LINES).collect();
    assert_eq!(long, [""; 0], "files of more than {MAX_LINES} lines");
}

fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.contains("do not edit"))
}

mod self_test {
    use super::*;

    #[test]
    fn unsafe_attribute_is_found_and_comment_ignored() {
        assert!(lifts_unsafe(&tokens("#![expect(unsafe_code, reason = \"…\")]")));
        assert!(!lifts_unsafe(&tokens("// #![expect(unsafe_code)]\nfn unsafe_coding() {}")));
    }

    #[test]
    fn target_cfg_is_found_and_feature_ignored() {
        assert_eq!(target_cfg(&tokens("\n#[cfg(not(target_arch = \"wasm32\"))] fn f() {}")), Some(2));
        assert_eq!(target_cfg(&tokens("let a = cfg!(windows);")), Some(1));
        assert_eq!(target_cfg(&tokens("#[cfg(feature = \"cli\")] fn windows() {} let windows = 1;")), None);
    }

    #[test]
    fn cfg_in_body_is_found_and_on_function_ignored() {
        assert_eq!(cfg_in_body(&tokens("fn f() -> A {\n#[cfg(a)] b(); }")), Some(2));
        assert_eq!(cfg_in_body(&tokens("fn f(); fn g() { if cfg!(a) {} }")), Some(1));
        assert_eq!(cfg_in_body(&tokens("fn f() { b(); } #[cfg(a)] fn g() {}")), None);
    }
}
