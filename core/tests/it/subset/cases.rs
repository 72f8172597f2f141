//! The corpus of cases, also read by the command and every binding: `conformance/subset/*.jsonl`.

use crate::support::{files, read};
use convex_ops::compat::{DEFAULT_BUDGET, Inclusion, subset};
use convex_ops::schema::Validator;
use convex_ops::schema::check::{Checker, Reader};
use convex_ops::value::Tables;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    a: Validator,
    b: Validator,
    #[serde(default)]
    reader: Reader,
    #[serde(default)]
    tables: Tables,
    answer: Answer,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Yes,
    No,
}

#[test]
fn cases_have_expected_answers() {
    let mut names = BTreeSet::new();
    for file in files("conformance/subset", &[".jsonl"]) {
        for (index, line) in read(&file).lines().enumerate() {
            let place = format!("{file}:{}", index + 1);
            let case: Case = serde_json::from_str(line).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(answer(&case, &place), case.answer, "{place}: {}: {} in {}", case.name, case.a, case.b);
            assert!(names.insert(case.name.clone()), "{place}: duplicate case `{}`", case.name);
        }
    }
    assert!(names.len() > 100, "{} cases", names.len());
}

fn answer(case: &Case, place: &str) -> Answer {
    match subset(&case.a, &case.b, case.reader, &case.tables, DEFAULT_BUDGET) {
        Inclusion::Yes => Answer::Yes,
        Inclusion::No(witness) => {
            let named = case.a.tables().is_empty() && case.b.tables().is_empty();
            let refused = |reader, validator| !Checker::new(&case.tables, reader).accepts(validator, &witness);
            let confirmed = !refused(Reader::Closed, &case.a) && refused(case.reader, &case.b);
            assert!(confirmed || !named, "{place}: {witness:?} is not a witness");
            Answer::No
        }
        Inclusion::Undecided => panic!("{place}: {} is undecided", case.name),
    }
}
