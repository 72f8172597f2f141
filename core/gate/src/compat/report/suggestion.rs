//! The edit of one line that removes a finding.

use super::{Finding, Side};

/// Rules whose smallest fix is another type at the place itself.
const RULES: [&str; 4] = ["args-field-required", "args-type-narrowed", "id-target-changed", "table-type-narrowed"];

const OPTIONAL: &str = "v.optional(";
const UNION: &str = "v.union(";

impl Finding {
    /// Suggests the smallest change, if it is one edit of the line of source at the location. Only an edit of the candidate
    /// makes a difference.
    pub fn suggest(&mut self, line: &str) {
        let in_candidate = self.location.as_ref().is_some_and(|place| place.side == Side::Candidate);
        self.suggestion = if in_candidate { edit(self, line) } else { None };
    }
}

/// Returns the line of source at the place of a finding as it would be without it; `None` if the type at the place is not
/// written out on this line, or if more than it would have to change.
fn edit(finding: &Finding, line: &str) -> Option<String> {
    if !RULES.contains(&finding.rule.as_str()) {
        return None;
    }
    let place = finding.location.as_ref()?;
    let name = finding.subject.path.as_deref()?.rsplit('.').next()?;
    let start = line.char_indices().nth(place.column?.checked_sub(1)? as usize)?.0;
    let (head, value) = value_at(line, start, name)?;
    let after = finding.after.as_deref()?;
    // The type is written with other functions, or not at all, if it differs.
    if plain(value) != plain(after) {
        return None;
    }
    let replacement = replacement(value, after, finding.before.as_deref())?;
    let tail = line.get(head.len() + value.len()..)?;
    Some(format!("{head}{replacement}{tail}"))
}

/// Splits a line at the value of the key that starts at an offset: what precedes the value, and the value.
fn value_at<'l>(line: &'l str, start: usize, name: &str) -> Option<(&'l str, &'l str)> {
    let rest = line.get(start..)?;
    let quoted = [name.to_owned(), format!("\"{name}\""), format!("'{name}'")];
    let rest = quoted.iter().find_map(|key| rest.strip_prefix(key.as_str()))?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    let from = line.len() - value.len();
    let value = value.get(..length_of_value(value)?)?;
    Some((line.get(..from)?, value.trim_end()))
}

/// Returns the length of an expression: up to the comma or bracket after it. `None` if it continues on the next line.
fn length_of_value(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'' | '`', None) => quote = Some(c),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}' | ',', None) if depth == 0 => return Some(at),
            (')' | ']' | '}', None) => depth -= 1,
            _ => {}
        }
    }
    (depth == 0 && quote.is_none()).then_some(text.trim_end().len())
}

/// Returns a type without spaces, other quotes and other names of the same function.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '\'' { '"' } else { c }).collect();
    text.replace("v.number()", "v.float64()").replace("v.bigint()", "v.int64()")
}

/// Returns the type that accepts what both accept, as text; the new one is kept as it is written.
fn replacement(value: &str, after: &str, before: Option<&str>) -> Option<String> {
    let (before_inner, was_optional) = before.map_or((None, true), |before| {
        let (inner, optional) = unwrap(before);
        (Some(inner), optional)
    });
    let (after_inner, is_optional) = unwrap(after);
    if let Some(before) = before_inner.filter(|before| plain(before) != plain(after_inner)) {
        // Two changes at once are more than one edit.
        if was_optional != is_optional || before.contains('…') {
            return None;
        }
        let (written, _) = unwrap(value);
        let joined = join(written, after_inner, before);
        return Some(if is_optional { format!("{OPTIONAL}{joined})") } else { joined });
    }
    (was_optional && !is_optional).then(|| format!("{OPTIONAL}{value})"))
}

fn unwrap(text: &str) -> (&str, bool) {
    match text.strip_prefix(OPTIONAL).and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text, false),
    }
}

/// Joins two types; the old one is enough if it has all members of the new one.
fn join(written: &str, after: &str, before: &str) -> String {
    let (old, new) = (members(before), members(after));
    if before == "v.any()" || new.iter().all(|member| old.contains(member)) {
        return before.to_owned();
    }
    let missing = old.into_iter().filter(|member| !new.contains(member));
    let written = written.strip_prefix(UNION).and_then(|inner| inner.strip_suffix(')')).unwrap_or(written);
    let all: Vec<&str> = std::iter::once(written.trim().trim_end_matches(',')).chain(missing).collect();
    format!("{UNION}{})", all.join(", "))
}

/// Returns the members of a union, or the type itself.
fn members(text: &str) -> Vec<&str> {
    let Some(mut rest) = text.strip_prefix(UNION).and_then(|inner| inner.strip_suffix(')')) else { return vec![text] };
    let mut members = Vec::new();
    while let Some(length) = length_of_value(rest).filter(|length| *length > 0) {
        let (member, more) = rest.split_at(length);
        members.push(member.trim());
        rest = more.strip_prefix(',').unwrap_or(more).trim_start();
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(rule: &str, line: &str, before: Option<&str>, after: Option<&str>) -> Option<String> {
        let column = line.find("kind").unwrap_or_default() + 1;
        let finding = serde_json::json!({
            "rule": rule, "level": "breaking", "breaks": [], "subject": {"function": "a.js:f", "path": ".kind"},
            "message": "", "fingerprint": "", "before": before, "after": after,
            "location": {"file": "convex/a.ts", "line": 1, "column": column, "side": "candidate"},
        });
        edit(&serde_json::from_value(finding).unwrap(), line)
    }

    #[test]
    fn field_becomes_optional() {
        for (line, before, expected) in [
            ("  kind: v.string(),", None, "  kind: v.optional(v.string()),"),
            ("  kind: v.string(), // why", Some("v.optional(v.string())"), "  kind: v.optional(v.string()), // why"),
            ("args: { 'kind' : v.string() },", None, "args: { 'kind' : v.optional(v.string()) },"),
            ("args: { a: v.null(), kind: v.string() },", None, "args: { a: v.null(), kind: v.optional(v.string()) },"),
        ] {
            let line = line.replace("'kind'", "kind");
            let expected = expected.replace("'kind'", "kind");
            let found = edited("args-field-required", &line, before, Some("v.string()"));
            assert_eq!(found.as_deref(), Some(expected.as_str()));
        }
    }

    #[test]
    fn type_becomes_a_union_with_the_old_one() {
        let (a, b, ab) = ("v.literal(\"a\")", "v.literal(\"b\")", "v.union(v.literal(\"a\"), v.literal(\"b\"))");
        for (written, after, before, expected) in [
            ("v.id('members')", "v.id(\"members\")", "v.id(\"users\")", "v.union(v.id('members'), v.id(\"users\"))"),
            ("v.number()", "v.float64()", "v.string()", "v.union(v.number(), v.string())"),
            ("v.string()", "v.string()", "v.any()", "v.any()"),
            (a, a, ab, ab),
            (
                "v.optional(v.null())",
                "v.optional(v.null())",
                "v.optional(v.boolean())",
                "v.optional(v.union(v.null(), v.boolean()))",
            ),
            (
                "v.union(v.literal('a'), v.null())",
                "v.union(v.literal(\"a\"), v.null())",
                b,
                "v.union(v.literal('a'), v.null(), v.literal(\"b\"))",
            ),
        ] {
            let found = edited("args-type-narrowed", &format!("kind: {written},"), Some(before), Some(after));
            assert_eq!(found, Some(format!("kind: {expected},")), "{written}");
        }
    }

    #[test]
    fn more_than_one_edit_or_another_text_is_not_suggested() {
        let string = Some("v.string()");
        for (rule, line, before, after) in [
            ("args-field-removed", "kind: v.string(),", string, string),
            ("args-type-narrowed", "kind: kindValidator,", Some("v.null()"), string),
            ("args-type-narrowed", "kind: v.union(", Some("v.null()"), Some("v.union(v.string(), v.int64())")),
            ("args-type-narrowed", "kinds: v.string(),", Some("v.null()"), string),
            ("args-type-narrowed", "kind: v.string(),", Some("v.optional(v.null())"), string),
            ("args-type-narrowed", "kind: v.string(),", Some("v.union(v.null(), v.lit…"), string),
            ("args-field-required", "kind", None, string),
            ("args-field-required", "", None, string),
        ] {
            assert_eq!(edited(rule, line, before, after), None, "{rule} {line}");
        }
    }
}
