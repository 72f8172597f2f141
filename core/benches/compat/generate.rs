//! Generates function specs of any size, reproducibly.

use std::fmt::Write as _;

use super::dice::Dice;

/// The candidate changes one of this many functions.
const CHANGED_ONE_IN: usize = 20;

/// Generates two specs of `functions` functions, of about 3 KB each; the candidate changes one of twenty.
pub(crate) fn specs(functions: usize) -> (String, String) {
    (spec(functions, false), spec(functions, true))
}

fn spec(functions: usize, candidate: bool) -> String {
    let mut spec = Spec { text: String::with_capacity(functions * 3200), dice: Dice(0) };
    spec.text.push_str(r#"{"url":"https://tall-forest-123.convex.cloud","functions":["#);
    for number in 0..functions {
        spec.dice = Dice(number as u64);
        if number > 0 {
            spec.text.push(',');
        }
        let changed = spec.dice.below(CHANGED_ONE_IN) == 0 && candidate;
        spec.function(number, changed);
    }
    spec.text.push_str("]}");
    spec.text
}

struct Spec {
    text: String,
    dice: Dice,
}

impl Spec {
    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.text.write_fmt(text);
    }

    fn function(&mut self, number: usize, changed: bool) {
        let kind = ["Query", "Query", "Mutation", "Action"][number % 4];
        let visibility = if number % 5 == 4 { "internal" } else { "public" };
        let (folder, module) = (number / 200, number / 20);
        self.write(format_args!(
            r#"{{"identifier":"area{folder}/module{module}.js:function{number}","functionType":"{kind}","visibility":{{"kind":"{visibility}"}},"args":"#
        ));
        // Chosen outside of the fields, so that a change does not affect other random choices.
        let seed = self.dice;
        self.fields(9, 3, changed.then_some(number));
        self.dice = Dice(seed.0 ^ 0x5555);
        self.text.push_str(r#","returns":"#);
        self.fields(7, 3, (changed && number.is_multiple_of(3)).then_some(number));
        self.text.push('}');
    }

    /// Writes an object of `count` fields; a change adds a field or makes one optional.
    fn fields(&mut self, count: usize, depth: usize, change: Option<usize>) {
        const NAMES: [&str; 16] = [
            "accountId",
            "amount",
            "author",
            "body",
            "category",
            "createdBy",
            "description",
            "email",
            "enabled",
            "expiresAt",
            "kind",
            "metadata",
            "name",
            "organizationId",
            "priority",
            "settings",
        ];
        self.text.push_str(r#"{"type":"object","value":{"#);
        for index in 0..count {
            if index > 0 {
                self.text.push(',');
            }
            self.write(format_args!(r#""{}":{{"fieldType":"#, NAMES[index % NAMES.len()]));
            self.validator(depth - 1);
            let optional = self.dice.below(4) == 0 || (index == 1 && change.is_some_and(|number| number % 2 == 0));
            self.write(format_args!(r#","optional":{optional}}}"#));
        }
        if let Some(number) = change {
            let optional = number % 4 != 1;
            self.write(format_args!(r#","zone":{{"fieldType":{{"type":"string"}},"optional":{optional}}}"#));
        }
        self.text.push_str("}}");
    }

    fn validator(&mut self, depth: usize) {
        let leaves = ["string", "string", "number", "boolean", "null", "bigint", "any"];
        match self.dice.below(if depth == 0 { 12 } else { 20 }) {
            leaf @ 0..=6 => self.write(format_args!(r#"{{"type":"{}"}}"#, leaves[leaf])),
            7..=9 => {
                let table = self.dice.below(40);
                self.write(format_args!(r#"{{"type":"id","tableName":"table{table}"}}"#));
            }
            10 | 11 => {
                self.text.push_str(
                    r#"{"type":"union","value":[{"type":"literal","value":"draft"},{"type":"literal","value":"sent"},{"type":"null"}]}"#,
                );
            }
            12 | 13 => {
                self.text.push_str(r#"{"type":"array","value":"#);
                self.validator(depth - 1);
                self.text.push('}');
            }
            14 => {
                self.text.push_str(r#"{"type":"record","keys":{"type":"string"},"values":{"fieldType":"#);
                self.validator(depth - 1);
                self.text.push_str(r#","optional":false}}"#);
            }
            15 => {
                self.text.push_str(r#"{"type":"union","value":[{"type":"null"},"#);
                self.validator(depth - 1);
                self.text.push_str("]}");
            }
            _ => {
                let count = 2 + self.dice.below(4);
                self.fields(count, depth, None);
            }
        }
    }
}
