//! Errors of projects that cannot be bundled.

use std::process::Command;

use super::{CODE, Project};

#[test]
fn unresolved_import_is_reported_with_its_location() {
    for import in ["./nowhere", "not-installed"] {
        let project = Project::of(&[("convex/dir/a.ts", &format!("{CODE}\nimport \"{import}\";"))]);
        let message = project.error();
        assert!(message.contains(&format!("'{import}' in convex/dir/a.ts")), "{message}");
        assert!(message.contains("convex/dir/a.ts:2:8"), "{message}");
        assert!(!message.contains("use node"), "{message}");
    }
}

/// A file beside the project, named by an absolute path, by a relative one, or through a link.
#[test]
fn import_from_outside_of_the_given_folders_is_refused() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.json");
    std::fs::write(&secret, r#"{"key": "s3cret"}"#).unwrap();
    let project = Project::of(&[("convex/inside.json", r#"{"key": "inside"}"#)]);
    let link = project.path("convex/link.json");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, &link).unwrap();
    #[cfg(not(unix))]
    std::fs::write(&link, "").unwrap();
    let name = outside.path().file_name().unwrap().to_str().unwrap();
    let imports = [secret.to_str().unwrap().to_owned(), format!("../../{name}/secret.json"), "./link.json".to_owned()];
    let output = outside.path().join("request.json");
    let bundle = |import: &str| {
        project.write("convex/a.ts", &format!("import data from {import:?};\nexport const key = data.key;"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_convex-ops-bundle"));
        command.arg(project.path("")).arg("--output").arg(&output).arg("--within").arg(project.path(""));
        command.output().unwrap()
    };
    for import in imports {
        let message = String::from_utf8(bundle(&import).stderr).unwrap();
        assert!(message.contains("leads out of the project"), "{import}: {message}");
        assert!(!message.contains("s3cret") && !output.exists(), "{import}: {message}");
    }
    assert!(bundle("./inside.json").status.success());
    assert!(std::fs::read_to_string(&output).unwrap().contains("inside"));
}

#[test]
fn built_in_packages_of_node_require_the_directive() {
    for import in ["node:fs", "fs/promises", "crypto"] {
        let code = format!("import * as own from \"{import}\";\nexport const a = own;");
        let project = Project::of(&[("convex/a.ts", &code)]);
        let message = project.error();
        assert!(message.contains("with \"use node\""), "{message}");
        project.write("convex/a.ts", &format!("\"use node\";\n{code}"));
        project.request();
    }
}

#[test]
fn syntax_error_is_reported_with_its_location() {
    let message = Project::of(&[("convex/a.ts", "export const = 3;")]).error();
    assert!(message.contains("convex/a.ts:1:14"), "{message}");
}

#[test]
fn component_in_node_is_refused() {
    let project = Project::of(&[
        ("convex/convex.config.ts", "import counter from \"./counter/convex.config\";\nexport default counter;"),
        ("convex/counter/convex.config.ts", "export default 1;"),
        ("convex/counter/send.ts", "\"use node\";\nexport {};"),
    ]);
    let message = project.error();
    assert!(message.contains("`convex/counter/send.ts` of a component"), "{message}");
}

#[test]
fn incomplete_project_is_refused() {
    let twice = [("convex/auth.config.ts", CODE), ("convex/auth.config.js", CODE)];
    assert!(Project::of(&twice).error().contains("exist: remove one"));
    assert!(Project::of(&[]).error().contains("folder `convex/` not found"));
    let broken = [("convex/a.ts", CODE), ("convex.json", "{")];
    assert!(Project::of(&broken).error().contains("error: invalid `"));
    let project = Project::of(&[("convex/a.ts", CODE)]);
    std::fs::remove_dir_all(project.path("node_modules/convex")).unwrap();
    assert!(project.error().contains("the package `convex` is not installed"));
}

#[test]
fn invalid_arguments_print_usage() {
    for arguments in
        [&[][..], &["app"], &["app", "--output"], &["app", "other", "-o", "a"], &["app", "--minify", "-o", "a"]]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_convex-ops-bundle")).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("--output <FILE>"), "{arguments:?}: {message}");
    }
}
