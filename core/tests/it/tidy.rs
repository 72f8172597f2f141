//! The shape of the files: where `unsafe` and target `cfg`s may stand, and how long a file may be.

use crate::rust_source::{Token, tokens, without_tests};
use crate::support::{CORE, files, read};

/// The files in which `unsafe_code` is lifted. Each block in them states its invariant after `SAFETY:`.
const UNSAFE: [&str; 0] = [];

/// What differs between targets: the only files that ask for the target.
const BY_TARGET: [&str; 2] = ["core/client/src/rt.rs", "core/src/os.rs"];

/// The folders with source code of this project.
const FOLDERS: [&str; 5] = ["core", "bindings-python", "bindings-node", "bindings-wasm", "xtask"];

const LONGEST: usize = 600;

fn rust_files() -> Vec<String> {
    FOLDERS.iter().flat_map(|folder| files(folder, &[".rs"])).collect()
}

#[test]
fn unsafe_code_is_lifted_only_where_it_is_listed() {
    let lifted: Vec<_> = rust_files().into_iter().filter(|file| lifts_unsafe(&tokens(&read(file)))).collect();
    assert_eq!(lifted, UNSAFE, "the files that lift `unsafe_code`, and the list of this test");
    for file in UNSAFE {
        let text = read(file);
        let blocks = tokens(&text).iter().filter(|token| token.is("unsafe")).count();
        assert!(text.matches("SAFETY:").count() >= blocks, "{file}: an unsafe block without its invariant");
    }
}

fn lifts_unsafe(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.is("unsafe_code"))
}

#[test]
fn target_cfgs_stand_in_one_file() {
    for file in
        CORE.iter().flat_map(|folder| files(folder, &[".rs"])).filter(|file| !BY_TARGET.contains(&file.as_str()))
    {
        let line = target_cfg(&tokens(&read(&file)));
        assert_eq!(line, None, "{file}: a target `cfg`; it belongs into one of {BY_TARGET:?}");
    }
}

/// The line of the first `cfg` that asks for the target.
fn target_cfg(tokens: &[Token]) -> Option<usize> {
    let asks = |token: &&Token| token.text.starts_with("target_") || token.is("unix") || token.is("windows");
    let of_cfg = |(start, _): (usize, &Token)| {
        let condition = tokens[start..].iter().take_while(|token| !token.is("]") && !token.is(";"));
        condition.skip(1).find(asks).map(|token| token.line)
    };
    tokens.iter().enumerate().filter(|(_, token)| token.is("cfg") || token.is("cfg_attr")).find_map(of_cfg)
}

#[test]
fn no_function_body_depends_on_a_cfg() {
    for file in CORE.iter().flat_map(|folder| files(folder, &[".rs"])) {
        let line = cfg_in_body(&without_tests(&tokens(&read(&file))));
        assert_eq!(line, None, "{file}: a `cfg` inside a function; give each case a function of its own");
    }
}

/// The line of the first `cfg` inside a function's body.
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

/// The tokens from an opening brace to its closing one.
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
    let long: Vec<_> =
        written.filter(|file| !is_generated(&read(file)) && read(file).lines().count() > LONGEST).collect();
    assert_eq!(long, [""; 0], "files of more than {LONGEST} lines");
}

fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.contains("do not edit"))
}

mod self_test {
    use super::*;

    #[test]
    fn lifting_unsafe_is_seen_and_naming_it_in_a_comment_is_not() {
        assert!(lifts_unsafe(&tokens("#![expect(unsafe_code, reason = \"…\")]")));
        assert!(!lifts_unsafe(&tokens("// #![expect(unsafe_code)]\nfn unsafe_coding() {}")));
    }

    #[test]
    fn a_target_cfg_is_seen_and_a_feature_is_not() {
        assert_eq!(target_cfg(&tokens("\n#[cfg(not(target_arch = \"wasm32\"))] fn f() {}")), Some(2));
        assert_eq!(target_cfg(&tokens("let a = cfg!(windows);")), Some(1));
        assert_eq!(target_cfg(&tokens("#[cfg(feature = \"cli\")] fn windows() {} let windows = 1;")), None);
    }

    #[test]
    fn a_cfg_in_a_body_is_seen_and_one_on_a_function_is_not() {
        assert_eq!(cfg_in_body(&tokens("fn f() -> A {\n#[cfg(a)] b(); }")), Some(2));
        assert_eq!(cfg_in_body(&tokens("fn f(); fn g() { if cfg!(a) {} }")), Some(1));
        assert_eq!(cfg_in_body(&tokens("fn f() { b(); } #[cfg(a)] fn g() {}")), None);
    }
}
