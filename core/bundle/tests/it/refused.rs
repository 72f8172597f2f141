//! What can't be bundled, and what is said of it.

use std::process::Command;

use super::{CODE, Project};

#[test]
fn an_import_that_leads_nowhere_is_named_with_its_place() {
    for import in ["./nowhere", "not-installed"] {
        let project = Project::of(&[("convex/dir/a.ts", &format!("{CODE}\nimport \"{import}\";"))]);
        let complaint = project.complaint();
        assert!(complaint.contains(&format!("'{import}' in convex/dir/a.ts")), "{complaint}");
        assert!(complaint.contains("convex/dir/a.ts:2:8"), "{complaint}");
        assert!(!complaint.contains("use node"), "{complaint}");
    }
}

#[test]
fn nodes_own_packages_need_the_directive() {
    for import in ["node:fs", "fs/promises", "crypto"] {
        let code = format!("import * as own from \"{import}\";\nexport const a = own;");
        let project = Project::of(&[("convex/a.ts", &code)]);
        let complaint = project.complaint();
        assert!(complaint.contains("begins with \"use node\""), "{complaint}");
        project.write("convex/a.ts", &format!("\"use node\";\n{code}"));
        project.request();
    }
}

#[test]
fn code_that_does_not_parse_is_named_with_its_place() {
    let complaint = Project::of(&[("convex/a.ts", "export const = 3;")]).complaint();
    assert!(complaint.contains("convex/a.ts:1:14"), "{complaint}");
}

#[test]
fn a_component_does_not_run_in_node() {
    let project = Project::of(&[
        ("convex/convex.config.ts", "import counter from \"./counter/convex.config\";\nexport default counter;"),
        ("convex/counter/convex.config.ts", "export default 1;"),
        ("convex/counter/send.ts", "\"use node\";\nexport {};"),
    ]);
    let complaint = project.complaint();
    assert!(complaint.contains("`convex/counter/send.ts` is of a component"), "{complaint}");
}

#[test]
fn a_project_that_is_not_whole_is_told_what_it_lacks() {
    let twice = [("convex/auth.config.ts", CODE), ("convex/auth.config.js", CODE)];
    assert!(Project::of(&twice).complaint().contains("are both there: keep one"));
    assert!(Project::of(&[]).complaint().contains("there is no folder `convex/`"));
    let broken = [("convex/a.ts", CODE), ("convex.json", "{")];
    assert!(Project::of(&broken).complaint().contains("convex.json` is not as it should be"));
    let project = Project::of(&[("convex/a.ts", CODE)]);
    std::fs::remove_dir_all(project.path("node_modules/convex")).unwrap();
    assert!(project.complaint().contains("the package `convex` is not installed"));
}

#[test]
fn wrong_arguments_are_told_with_the_right_ones() {
    for arguments in
        [&[][..], &["app"], &["app", "--output"], &["app", "other", "-o", "a"], &["app", "--minify", "-o", "a"]]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_convex-ops-bundle")).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(complaint.contains("--output <FILE>"), "{arguments:?}: {complaint}");
    }
}
