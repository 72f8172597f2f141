//! Checks that the core's files have no import cycles, so that each can be read after those that it imports. An import
//! counts towards the file that defines the name, not those that re-export it.

use std::collections::BTreeMap;

use crate::graph::circles;
use crate::rust_source::Crate;

#[test]
fn core_files_have_no_import_cycles() {
    let found = found(&Crate::of_the_core());
    assert!(found.is_empty(), "circles of files in core/src:\n\n{}", found.join("\n"));
}

/// Import cycles of a crate, each with its edges.
fn found(sources: &Crate) -> Vec<String> {
    let imports: BTreeMap<&str, BTreeMap<String, String>> =
        sources.paths().map(|path| (path, imports(sources, path))).collect();
    let graph = imports.iter().map(|(path, imports)| (*path, imports.keys().map(String::as_str).collect()));
    let circles = circles(&graph.collect());
    circles.iter().map(|circle| describe(circle, &imports)).collect()
}

/// Files that a file imports, each with one of the places that import it.
fn imports(sources: &Crate, path: &str) -> BTreeMap<String, String> {
    let mut imports = BTreeMap::new();
    for reference in sources.references(path).into_iter().filter(|reference| !reference.handed_on) {
        // A module is named only to reach its items.
        for found in reference.found.into_iter().filter(|found| !found.is_module && found.file != path) {
            imports.entry(found.file).or_insert_with(|| format!("{}: `{}`", reference.line, reference.written));
        }
    }
    imports
}

fn describe(circle: &[&str], imports: &BTreeMap<&str, BTreeMap<String, String>>) -> String {
    let mut text = format!("{} files:\n", circle.len());
    for path in circle {
        for (other, place) in imports[path].iter().filter(|(other, _)| circle.contains(&other.as_str())) {
            text.push_str(&format!("  {path} -> {other} (line {place})\n"));
        }
    }
    text
}

/// Tests of the check: samples that offend, each beside a near miss.
mod self_test {
    use super::*;

    /// Cycles of some files, each as its edges.
    fn edges(files: &[(&str, &str)]) -> Vec<String> {
        let edges = |circle: String| {
            let edges =
                circle.lines().skip(1).map(|line| line.trim().split(" (").next().unwrap_or_default().to_owned());
            edges.collect::<Vec<_>>().join(", ")
        };
        found(&Crate::new(files.iter().copied())).into_iter().map(edges).collect()
    }

    #[track_caller]
    fn offends(files: &[(&str, &str)], expected: &str) {
        assert_eq!(edges(files), [expected]);
    }

    #[track_caller]
    fn passes(files: &[(&str, &str)]) {
        assert_eq!(edges(files), [""; 0]);
    }

    const ROOT: (&str, &str) = ("lib.rs", "mod a; mod b; pub use a::A; pub use b::B;");

    #[test]
    fn mutual_imports_offend_and_one_way_imports_pass() {
        let a = ("a.rs", "use crate::b::B; pub struct A;");
        offends(&[ROOT, a, ("b.rs", "use crate::a::A; pub struct B;")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, a, ("b.rs", "pub struct B;")]);
    }

    #[test]
    fn root_reexport_belongs_to_defining_file() {
        let a = ("a.rs", "use crate::B; pub struct A;");
        offends(&[ROOT, a, ("b.rs", "use crate::A; pub struct B;")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, a, ("b.rs", "use crate::Other; pub struct B;")]);
    }

    #[test]
    fn reexporting_module_passes_and_using_module_offends() {
        let leaf = ("a/leaf.rs", "use super::Beside; pub struct Leaf;");
        let beside = ("a/beside.rs", "pub struct Beside;");
        passes(&[("a/mod.rs", "mod beside; mod leaf; pub use beside::Beside; pub use leaf::Leaf;"), leaf, beside]);
        let declares = "mod leaf; pub use leaf::Leaf; pub struct Beside";
        passes(&[("a/mod.rs", &format!("{declares};")), leaf]);
        offends(&[("a/mod.rs", &format!("{declares}(Leaf);")), leaf], "a/leaf.rs -> a/mod.rs, a/mod.rs -> a/leaf.rs");
    }

    #[test]
    fn qualified_calls_count_and_bare_modules_do_not() {
        let a = ("a.rs", "use crate::b; pub fn f() { b::g() }");
        offends(&[ROOT, a, ("b.rs", "pub fn g() { crate::a::f() }")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, ("a.rs", "use crate::b; pub fn f() {}"), ("b.rs", "pub fn g() { crate::a::f() }")]);
    }

    #[test]
    fn child_path_counts_and_type_of_same_name_does_not() {
        let child = ("a/child.rs", "use super::f; pub fn g() {}");
        offends(
            &[("a/mod.rs", "mod child; pub fn f() { child::g() }"), child],
            "a/child.rs -> a/mod.rs, a/mod.rs -> a/child.rs",
        );
        passes(&[("a/mod.rs", "mod child; pub fn f(x: X) { x.child() }"), child]);
    }

    #[test]
    fn glob_imports_count_and_tests_do_not() {
        let a = ("a.rs", "use crate::b::*; pub struct A;");
        offends(&[ROOT, a, ("b.rs", "use crate::a::A; pub struct B;")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, a, ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }")]);
        passes(&[ROOT, a, ("b.rs", "pub struct B; #[cfg(test)] mod tests;"), ("b/tests.rs", "use crate::a::A;")]);
    }

    #[test]
    fn longer_cycles_offend() {
        let root = ("lib.rs", "mod a; mod b; mod c;");
        let (a, b) = (("a.rs", "use crate::b::B; pub struct A;"), ("b.rs", "use crate::{c::C as D}; pub struct B;"));
        let c = ("c.rs", "pub struct C; impl C { fn f(self) -> crate::a::A { crate::a::A } }");
        offends(&[root, a, b, c], "a.rs -> b.rs, b.rs -> c.rs, c.rs -> a.rs");
        passes(&[root, a, b, ("c.rs", "pub struct C;")]);
    }
}
