//! Public types: no two have one name, and those that Convex may extend can grow.

use crate::rust_source::{Token, tokens, without_tests};
use crate::support::{CORE, files, read};
use std::collections::{BTreeMap, BTreeSet};

/// Words that begin the declaration of a type.
const KINDS: [&str; 5] = ["struct", "enum", "trait", "type", "union"];

/// Returns the names of the types that a file declares as public. The lint `unreachable_pub` refuses those that users
/// cannot reach.
fn declared(tokens: &[Token]) -> BTreeSet<String> {
    let declares = |window: &&[Token]| {
        // `pub(crate)` and names that a macro substitutes are not matched.
        window[0].is("pub")
            && KINDS.iter().any(|kind| window[1].is(kind))
            && window[2].text.starts_with(char::is_uppercase)
    };
    tokens.windows(3).filter(declares).map(|window| window[2].text.clone()).collect()
}

/// Returns the names that several files declare, with the files.
fn shared(files: impl Iterator<Item = (String, String)>) -> Vec<(String, Vec<String>)> {
    let mut declarations: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in files {
        for name in declared(&without_tests(&tokens(&text))) {
            declarations.entry(name).or_default().push(file.clone());
        }
    }
    declarations.into_iter().filter(|(_, files)| files.len() > 1).collect()
}

fn sources() -> impl Iterator<Item = (String, String)> {
    let is_code = |file: &String| !file.ends_with("/tests.rs");
    CORE.iter().flat_map(|folder| files(folder, &[".rs"])).filter(is_code).map(|file| {
        let text = read(&file);
        (file, text)
    })
}

#[test]
fn no_two_public_types_have_one_name() {
    let shared = shared(sources());
    assert!(shared.is_empty(), "types of one name; name the more specific one after its subject: {shared:#?}");
}

#[test]
fn same_names_are_found_and_private_ones_pass() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let found = shared(
        [
            file("a.rs", "pub struct Limits; pub struct A; #[cfg(x)] pub trait B {} #[cfg(not(x))] pub trait B {}"),
            file(
                "b.rs",
                "open! { pub enum Limits { A } } pub(crate) struct A; #[cfg(test)] mod tests { pub struct B; }",
            ),
            file("c.rs", "pub use a::A; pub type C = A; macro_rules! m { ($n:ident) => { pub struct $n; } }"),
        ]
        .into_iter(),
    );
    assert_eq!(found, [("Limits".to_owned(), vec!["a.rs".to_owned(), "b.rs".to_owned()])]);
}

/// Declarations of a module of TypeScript, by name.
fn typescript(text: &str) -> BTreeMap<String, String> {
    let declarations = text.split("\nexport ").skip(1).map(|declaration| {
        let end = declaration.find("\n\n").unwrap_or(declaration.len());
        let name = declaration.split_whitespace().nth(1).unwrap_or_default();
        (name.trim_end_matches(['=', ';']).to_owned(), declaration[..end].trim_end().to_owned())
    });
    declarations.collect()
}

#[test]
fn types_of_one_name_are_the_same_in_other_languages() {
    let [one, other] = ["types", "operation-types"].map(|module| {
        let file = format!("bindings-node/ts/generated/{module}.ts");
        typescript(&read(&file))
    });
    assert!(one.len() > 50 && other.len() > 50);
    // Operations return documents of an app, whose fields a caller reads without a cast.
    for (name, declaration) in one.iter().filter(|(name, _)| *name != "Json") {
        assert!(other.get(name).is_none_or(|same| same == declaration), "two types `{name}` in TypeScript");
    }
}

/// Returns the names of responses without `#[non_exhaustive]`: structs with public fields that are read from JSON.
fn closed(text: &str) -> Vec<String> {
    let tokens = without_tests(&tokens(text));
    let mut closed = Vec::new();
    for (at, window) in tokens.windows(3).enumerate() {
        if !(window[0].is("pub") && window[1].is("struct")) {
            continue;
        }
        // Attributes are between the previous item and this one.
        let before = tokens[..at].iter().rposition(|token| token.is("}") || token.is(";")).map_or(0, |end| end + 1);
        let attributes = &tokens[before..at];
        let has = |word: &str| attributes.iter().any(|token| token.is(word));
        let body = tokens[at..].iter().take_while(|token| !token.is("}") && !token.is(";"));
        // A newtype has one field for good.
        let has_fields =
            tokens.get(at + 3).is_some_and(|next| !next.is("(")) && body.filter(|token| token.is("pub")).count() > 1;
        if has("Deserialize") && has_fields && !has("non_exhaustive") {
            closed.push(window[2].text.clone());
        }
    }
    closed
}

#[test]
fn requests_and_responses_can_grow() {
    for file in files("core/client/src/api", &[".rs"]) {
        assert_eq!(closed(&read(&file)), [""; 0], "{file}: add `#[non_exhaustive]`");
    }
}

#[test]
fn closed_responses_are_found() {
    let open = "#[derive(Deserialize)] #[non_exhaustive] pub struct Open { pub a: u32 }";
    let found = closed(&format!("{open} #[derive(Deserialize)] pub struct Closed {{ pub a: u32 }} pub struct Other;"));
    assert_eq!(found, ["Closed"]);
}
