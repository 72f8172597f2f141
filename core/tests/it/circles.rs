//! No files of the core import each other in a circle: each can be read once those that it imports have been. What counts
//! is the file that defines a name, however many others hand it on.

use std::collections::BTreeMap;

use crate::graph::circles;
use crate::rust_source::Crate;

#[test]
fn no_files_import_each_other_in_a_circle() {
    let found = found(&Crate::of_the_core());
    assert!(found.is_empty(), "circles of files in core/src:\n\n{}", found.join("\n"));
}

/// Each circle of the files of a crate, with what makes it one.
fn found(sources: &Crate) -> Vec<String> {
    let imports: BTreeMap<&str, BTreeMap<String, String>> =
        sources.paths().map(|path| (path, imports(sources, path))).collect();
    let graph = imports.iter().map(|(path, imports)| (*path, imports.keys().map(String::as_str).collect()));
    let circles = circles(&graph.collect());
    circles.iter().map(|circle| describe(circle, &imports)).collect()
}

/// The files that a file imports, each with one of the places where it does.
fn imports(sources: &Crate, path: &str) -> BTreeMap<String, String> {
    let mut imports = BTreeMap::new();
    for reference in sources.references(path).into_iter().filter(|reference| !reference.handed_on) {
        // A module is named for what is taken from it.
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

/// The test of the test: samples that offend, each beside a near miss.
mod self_test {
    use super::*;

    /// The circles of some files, each as its edges.
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
    fn imports_of_each_other_offend_and_one_way_does_not() {
        let a = ("a.rs", "use crate::b::B; pub struct A;");
        offends(&[ROOT, a, ("b.rs", "use crate::a::A; pub struct B;")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, a, ("b.rs", "pub struct B;")]);
    }

    #[test]
    fn what_the_root_hands_on_is_of_the_file_that_defines_it() {
        let a = ("a.rs", "use crate::B; pub struct A;");
        offends(&[ROOT, a, ("b.rs", "use crate::A; pub struct B;")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, a, ("b.rs", "use crate::Other; pub struct B;")]);
    }

    #[test]
    fn a_module_that_hands_names_on_is_in_no_circle_and_one_that_uses_them_is() {
        let leaf = ("a/leaf.rs", "use super::Beside; pub struct Leaf;");
        let beside = ("a/beside.rs", "pub struct Beside;");
        passes(&[("a/mod.rs", "mod beside; mod leaf; pub use beside::Beside; pub use leaf::Leaf;"), leaf, beside]);
        let declares = "mod leaf; pub use leaf::Leaf; pub struct Beside";
        passes(&[("a/mod.rs", &format!("{declares};")), leaf]);
        offends(&[("a/mod.rs", &format!("{declares}(Leaf);")), leaf], "a/leaf.rs -> a/mod.rs, a/mod.rs -> a/leaf.rs");
    }

    #[test]
    fn functions_that_are_called_through_their_module_count_and_the_module_alone_does_not() {
        let a = ("a.rs", "use crate::b; pub fn f() { b::g() }");
        offends(&[ROOT, a, ("b.rs", "pub fn g() { crate::a::f() }")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, ("a.rs", "use crate::b; pub fn f() {}"), ("b.rs", "pub fn g() { crate::a::f() }")]);
    }

    #[test]
    fn a_path_into_a_child_counts_and_a_type_of_the_same_name_does_not() {
        let child = ("a/child.rs", "use super::f; pub fn g() {}");
        offends(
            &[("a/mod.rs", "mod child; pub fn f() { child::g() }"), child],
            "a/child.rs -> a/mod.rs, a/mod.rs -> a/child.rs",
        );
        passes(&[("a/mod.rs", "mod child; pub fn f(x: X) { x.child() }"), child]);
    }

    #[test]
    fn everything_of_a_module_counts_and_tests_do_not() {
        let a = ("a.rs", "use crate::b::*; pub struct A;");
        offends(&[ROOT, a, ("b.rs", "use crate::a::A; pub struct B;")], "a.rs -> b.rs, b.rs -> a.rs");
        passes(&[ROOT, a, ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }")]);
        passes(&[ROOT, a, ("b.rs", "pub struct B; #[cfg(test)] mod tests;"), ("b/tests.rs", "use crate::a::A;")]);
    }

    #[test]
    fn longer_ways_round_offend_too() {
        let root = ("lib.rs", "mod a; mod b; mod c;");
        let (a, b) = (("a.rs", "use crate::b::B; pub struct A;"), ("b.rs", "use crate::{c::C as D}; pub struct B;"));
        let c = ("c.rs", "pub struct C; impl C { fn f(self) -> crate::a::A { crate::a::A } }");
        offends(&[root, a, b, c], "a.rs -> b.rs, b.rs -> c.rs, c.rs -> a.rs");
        passes(&[root, a, b, ("c.rs", "pub struct C;")]);
    }
}
