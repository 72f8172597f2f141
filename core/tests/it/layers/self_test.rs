//! Tests of the check: samples that offend, each beside a near miss.

use super::*;

const TABLE: &str = "
| Module | May import | Pure |
|---|---|---|
| `wire` | `shop`, `value`, `error` | |
| `till` | `shop::goods`, `value` | |
| `shop` | `value`, `error` | |
| `shop::sale` | `shop::goods`, `value` | |
| `shop::sale::price` | `value` | |
| `shop::goods` | `error` | |
| `value` | `error` | yes |
| `keys` | `error` | yes |
| `error` | | yes |
";

/// The context of each sample.
const CRATE: [(&str, &str); 8] = [
    ("lib.rs", "mod error; mod value; pub use error::{Error, Result}; pub use value::Value;"),
    ("error/mod.rs", "pub struct Error;"),
    ("value/mod.rs", "pub use crate::error::Error; pub struct Value;"),
    (
        "shop/mod.rs",
        "//! A shop.\n#[cfg(a)]\nmod goods;\npub(crate) mod sale;\npub use goods::Goods;\npub use sale::Sale;",
    ),
    ("shop/goods/mod.rs", "pub struct Goods;"),
    ("shop/sale/mod.rs", "pub struct Sale;"),
    ("shop/sale/price/mod.rs", "pub struct Price;"),
    ("wire/mod.rs", "pub use crate::value::Value;"),
];

/// Offences in a sample, besides rows without a file.
fn offences_of(path: &str, text: &str) -> Vec<String> {
    let others = CRATE.into_iter().filter(|(other, _)| *other != path);
    let offences = offences(&Crate::new(others.chain([(path, text)])), &Layers::read(TABLE));
    offences.into_iter().filter(|offence| !offence.starts_with("ARCHITECTURE.md")).collect()
}

#[track_caller]
fn offends(path: &str, text: &str, because: &str) {
    let found = offences_of(path, text);
    assert!(found.len() == 1 && found[0].contains(because), "{found:?}");
}

#[track_caller]
fn passes(path: &str, text: &str) {
    assert_eq!(offences_of(path, text), [""; 0]);
}

#[test]
fn upward_import_offends_and_downward_passes() {
    offends("value/id.rs", "use crate::wire::call;", "core/src/value/id.rs:1: `value` may not import `wire`");
    passes("wire/mod.rs", "use crate::value::Value;");
}

#[test]
fn sideways_import_offends_and_internal_passes() {
    offends("value/id.rs", "\nuse crate::{error::Error, keys::Key};", "core/src/value/id.rs:2: `value` may not");
    passes("value/id.rs", "use crate::{error::Error, value::keys};");
}

#[test]
fn path_in_code_offends_and_in_comment_or_string_passes() {
    offends("value/id.rs", "fn f() { crate::wire::call(); }", "(`crate::wire::call`)");
    passes("value/id.rs", "/// crate::wire::call\nfn f() { \"crate::wire::call\"; }");
}

#[test]
fn super_path_offends_and_parent_of_same_name_passes() {
    offends("value/id.rs", "use super::super::wire::call;", "may not import `wire`");
    passes("value/id/text.rs", "use super::super::wire::call;");
}

#[test]
fn root_export_belongs_to_its_module() {
    passes("value/id.rs", "use crate::{Error, Result};");
    offends("error/kind.rs", "use crate::Value;", "`error` may not import `value`");
    offends("error/kind.rs", "use crate::Unknown;", "`error` may not import `Unknown`");
}

#[test]
fn reexport_by_higher_module_offends_and_by_lower_passes() {
    offends("value/id.rs", "use crate::wire::Value;", "`value` may not import `wire`");
    passes("wire/call.rs", "use crate::shop::Goods;");
    passes("till/mod.rs", "use crate::value::Error;");
}

#[test]
fn level_imports_only_lower_levels() {
    passes("shop/sale/bill.rs", "use crate::shop::goods::Goods; use super::Sale;");
    offends("shop/goods/box.rs", "use crate::shop::sale::Sale;", "`shop::goods` may not import `shop::sale`");
    offends("shop/goods/box.rs", "use super::super::sale::Sale;", "`shop::goods` may not import `shop::sale`");
    offends(
        "shop/sale/price/tax.rs",
        "use crate::shop::goods::Goods;",
        "`shop::sale::price` may not import `shop::goods`",
    );
    offends(
        "shop/sale/bill.rs",
        "use super::price::Price; pub struct Bill;",
        "`shop::sale` may not import `shop::sale::price`",
    );
}

#[test]
fn reexported_name_belongs_to_defining_level() {
    passes("shop/sale/bill.rs", "use crate::shop::Goods;");
    offends("shop/goods/box.rs", "use crate::shop::Sale;", "`shop::goods` may not import `shop::sale`");
    offends("shop/goods/box.rs", "use crate::shop; fn f() { shop::Sale; }", "(`shop::Sale`)");
    passes("shop/sale/bill.rs", "use crate::shop; fn f() { shop::Goods; }");
}

#[test]
fn modules_may_import_whole_module_or_level() {
    passes("wire/call.rs", "use crate::shop::{Goods, sale::price::Price};");
    passes("till/mod.rs", "use crate::shop::{self, Goods}; fn f() { shop::Goods; }");
    offends(
        "till/mod.rs",
        "use crate::shop::{self, Goods}; fn f() { shop::Sale; }",
        "`till` may not import `shop::sale`",
    );
    offends("value/id.rs", "use crate::shop;", "`value` may not import `shop`");
}

#[test]
fn file_outside_levels_offends_and_reexports_pass() {
    offends("shop/stray.rs", "pub struct Stray;", "core/src/shop/stray.rs: it is in no level of `shop`");
    offends("shop/mod.rs", "mod goods; pub fn f() {}", "core/src/shop/mod.rs: it is in no level of `shop`");
    passes("shop/mod.rs", "mod goods; pub(in crate::shop) use goods::Goods; #[cfg(a)] pub use sale::Sale;");
}

#[test]
fn rows_stay_within_module_and_have_no_cycles() {
    let offences = |rows: &str| {
        let layers = Layers::read(&format!("| Module | May import | Pure |\n|---|---|---|\n{rows}"));
        let circles = circles(&layers.graph()).into_iter().map(|circle| circle.join(" "));
        layers.offences().into_iter().chain(circles).collect::<Vec<_>>()
    };
    let below = "| `a` | `b` | yes |\n| `b` | | |";
    assert_eq!(offences(&format!("{below}\n| `a::x` | `a::y`, `b` | yes |\n| `a::y` | | yes |")), [""; 0]);
    assert_eq!(
        offences(&format!("{below}\n| `b::x` | `c` | |\n| `c` | | |")),
        ["`b::x` may import `c`, and `b` may not"]
    );
    assert_eq!(offences(&format!("{below}\n| `a::x` | | |")), ["`a` is pure, and its level `a::x` is not"]);
    assert_eq!(offences("| `a` | `d` | |"), ["`a` may import `d`, which has no row"]);
    assert_eq!(offences("| `a::x` | | |"), ["`a::x` is a level of `a`, which has no row"]);
    assert_eq!(offences(&format!("{below}\n| `a::x` | `a::y` | yes |\n| `a::y` | `a::x` | yes |")), ["a::x a::y"]);
    assert_eq!(
        offences(&format!("{below}\n| `b::x` | `a` | |")),
        ["`b::x` may import `a`, and `b` may not", "a b b::x"]
    );
}

#[test]
fn clock_offends_in_pure_modules_only() {
    offends("value/id.rs", "use std::time::{Duration, SystemTime};", "may not name `std::time::SystemTime`");
    offends("value/id.rs", "let now = Instant::now();", "may not name `Instant::now`");
    passes("value/id.rs", "use std::time::Duration;");
    passes("wire/mod.rs", "use std::time::SystemTime;");
}

#[test]
fn files_network_and_randomness_offend_and_readers_pass() {
    offends("value/id.rs", "use std::{fs::File, io};", "may not name `std::fs::File`");
    offends("value/id.rs", "std::net::lookup()", "may not name `std::net::lookup`");
    offends("value/id.rs", "rand::random()", "may not name `rand::random`");
    passes("value/id.rs", "use std::io::BufRead; let rand = 4; let fs = rand;");
}

#[test]
fn module_tests_may_import_anything() {
    passes("value/id.rs", "#[cfg(test)] mod tests { use crate::wire; use std::fs; }");
    passes("value/tests.rs", "use crate::wire; use std::fs;");
    offends("value/id.rs", "#[cfg(test)] mod tests {} use crate::wire;", "may not import `wire`");
}

#[test]
fn module_without_row_offends() {
    offends("client/mod.rs", "", "`client` has no row in ARCHITECTURE.md");
}

#[test]
fn row_without_file_offends() {
    let missing = offences(&Crate::new(CRATE), &Layers::read(TABLE));
    assert_eq!(missing.len(), 2, "{missing:?}");
    assert!(missing[0].contains("`keys`") && missing[1].contains("`till`"), "{missing:?}");
}
