//! `convex-ops explain` and `completions`, and the help.

use super::*;
use convex_ops::compat::rules::RULES;

#[test]
fn every_rule_is_explained() {
    let list = run("explain", "").stdout;
    for rule in RULES {
        assert!(list.lines().any(|line| line.split_whitespace().next() == Some(rule.id)), "{}", rule.id);
        let outcome = run(&format!("explain {}", rule.id), "");
        assert_eq!(outcome.code, 0);
        assert!(outcome.stdout.starts_with(&format!("# {}\n", rule.id)), "{}", outcome.stdout);
        assert!(outcome.stdout.contains("# Safe rollout"), "{}", outcome.stdout);
    }
}

#[test]
fn unknown_rule_is_bad_input_with_suggestion() {
    let outcome = run("explain args-field-require", "");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    assert!(outcome.stderr.contains("did you mean `args-field-required`?"), "{}", outcome.stderr);
    assert!(!run("explain xyzzy", "").stderr.contains("did you mean"));
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let outcome = run(&format!("completions {shell}"), "");
        assert_eq!(outcome.code, 0);
        assert!(outcome.stdout.contains("fail-on"), "{shell}");
    }
    assert_eq!(run("completions csh", "").code, 2);
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.run("man pages/man1").code, 0);
    let page = |name: &str| std::fs::read_to_string(folder.path("pages/man1").join(name));
    assert!(page("convex-ops.1").unwrap().contains("convex\\-ops\\-check(1)"));
    assert!(page("convex-ops-check.1").unwrap().contains("fail\\-on"));
    assert!(page("convex-ops-policy-check.1").is_ok());
    assert!(page("convex-ops-evaluate.1").is_err());

    let folder = Folder::new(&[("file", "")]);
    let outcome = folder.run("man file");
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("cannot write the manual pages"), "{}", outcome.stderr);
}

#[test]
fn help_lists_exit_codes_and_examples() {
    for command in ["check", "subset", "validate", "explain", "completions"] {
        let outcome = run(&format!("{command} --help"), "");
        assert_eq!(outcome.code, 0);
        assert!(outcome.stdout.contains("Examples:"), "{command}");
        assert!(outcome.stdout.contains("Exit codes:") || ["explain", "completions"].contains(&command), "{command}");
    }
    #[cfg(feature = "client")]
    for command in ["diff", "env", "keys", "backups", "export", "import", "deployments"] {
        let outcome = run(&format!("{command} --help"), "");
        assert!(outcome.stdout.contains("Examples:") && outcome.stdout.contains("Exit codes:"), "{command}");
    }
    assert!(run("init ci --help", "").stdout.contains("Examples:"));
    assert!(run("--help", "").stdout.contains("Exit codes:"));
    assert_eq!(run("", "").code, 2);
    assert_eq!(run("--version", "").stdout, format!("convex-ops {}\n", env!("CARGO_PKG_VERSION")));
}
