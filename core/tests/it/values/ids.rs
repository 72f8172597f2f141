//! Document IDs: only canonical ones are read.

use crate::build::id_text;
use convex_ops::value::{DocumentId, IdMatch, Tables};
use proptest::prelude::*;

const ALPHABET: &str = "0123456789abcdefghjkmnpqrstvwxyz";

fn ids() -> impl Strategy<Value = DocumentId> {
    let tables = prop_oneof![1..300u32, 10_000..20_000u32, 1..=u32::MAX, Just(127), Just(128), Just(u32::MAX)];
    (tables, any::<[u8; 16]>()).prop_map(|(table, internal)| DocumentId { table, internal })
}

proptest! {
    #[test]
    fn property_ids_round_trip(id in ids()) {
        let text = id.to_string();
        prop_assert!((31..=37).contains(&text.len()), "{text}");
        prop_assert!(text.chars().all(|letter| ALPHABET.contains(letter)), "{text}");
        prop_assert_eq!(DocumentId::decode(&text), Some(id));
    }

    #[test]
    fn property_changed_letter_is_rejected(id in ids(), at in any::<prop::sample::Index>()) {
        let text = id.to_string();
        let at = at.index(text.len());
        for letter in (0..=127u8).map(char::from).chain(['é']) {
            let mutated = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
            let expected = (mutated == text).then_some(id);
            prop_assert_eq!(DocumentId::decode(&mutated), expected, "{}", mutated);
        }
    }

    #[test]
    fn property_wrong_length_is_rejected(id in ids(), at in any::<prop::sample::Index>(), letter in 0..32usize) {
        let text = id.to_string();
        let at = at.index(text.len());
        let less = format!("{}{}", &text[..at], &text[at + 1..]);
        prop_assert!(DocumentId::decode(&less).is_none_or(|other| other.to_string() == less));
        let more = format!("{}{}{}", &text[..at], &ALPHABET[letter..=letter], &text[at..]);
        prop_assert!(DocumentId::decode(&more).is_none_or(|other| other.to_string() == more));
    }

    #[test]
    fn property_valid_ids_are_canonical(text in "[0-9a-z]{31,37}") {
        prop_assert!(DocumentId::decode(&text).is_none_or(|id| id.to_string() == text));
    }
}

#[test]
fn table_zero_has_no_ids() {
    assert_eq!(DocumentId::decode(&id_text(0, 1)), None);
    assert!(DocumentId::decode(&id_text(1, 1)).is_some());
}

#[test]
fn unused_trailing_bits_must_be_zero() {
    // Twenty bytes of 160 bits fill 32 letters; 19 bytes of 152 bits leave three bits of the 31st letter unused.
    let text = id_text(1, 7);
    assert_eq!(text.len(), 31);
    let (head, last) = text.split_at(30);
    let last = ALPHABET.find(last).unwrap();
    let twins = (1..8).map(|bits| format!("{head}{}", &ALPHABET[last + bits..=last + bits]));
    assert_eq!(twins.filter(|twin| DocumentId::decode(twin).is_some()).count(), 0);
}

#[test]
fn number_belongs_to_one_table() {
    let mut tables = Tables::from_iter([("users", 10_001), ("teams", 10_002)]);
    tables.insert("people", 10_001);
    let id = id_text(10_001, 1);
    assert_eq!(tables.match_id(&id, "people"), IdMatch::Same);
    assert_eq!(tables.match_id(&id, "users"), IdMatch::OtherTable);
    assert_eq!(tables.number("users"), None);
    tables.insert("people", 10_003);
    assert_eq!(tables.match_id(&id, "people"), IdMatch::OtherTable);
    assert_eq!(tables.name(10_001), None);
}

#[test]
fn external_numbers_are_validated() {
    let read = |text| serde_json::from_str::<Tables>(text).map_err(|error| error.to_string());
    assert_eq!(read(r#"{"users": 10001}"#).unwrap().number("users"), Some(10_001));
    assert!(read(r#"{"users": 0}"#).unwrap_err().contains("0"));
    assert!(read(r#"{"users": 10001, "teams": 10001}"#).unwrap_err().contains("10001"));
}
