//! The deploy key in a body. Convex's command sends it there too, for a push.

use serde_json::Value;

use crate::keys::Secret;

/// Member with the key.
const MEMBER: &str = "adminKey";

/// Finds the key in the start of a JSON object: the value of its member `adminKey`, not of nested ones.
pub(super) fn find(start: &[u8]) -> Option<Secret> {
    let mut text = after_space(start).strip_prefix(b"{")?;
    loop {
        let (name, rest) = string(after_space(text))?;
        let value = after_space(after_space(rest).strip_prefix(b":")?);
        if name == MEMBER {
            return string(value).map(|(key, _)| Secret::new(key)).filter(|key| !key.expose().is_empty());
        }
        text = after_space(after_value(value)?).strip_prefix(b",")?;
    }
}

fn after_space(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}

/// Splits off a string; `None` if the text does not start with a whole one.
fn string(text: &[u8]) -> Option<(String, &[u8])> {
    let end = string_length(text)?;
    let (string, rest) = text.split_at_checked(end)?;
    match serde_json::from_slice(string) {
        Ok(Value::String(string)) => Some((string, rest)),
        _ => None,
    }
}

/// Returns the length of a string with its quotes.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    let inside = text.strip_prefix(b"\"")?;
    let end = inside.iter().position(|byte| {
        let ends = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        ends
    });
    end.map(|end| end + 2)
}

/// Returns the text after a value.
fn after_value(mut text: &[u8]) -> Option<&[u8]> {
    let mut depth = 0_usize;
    loop {
        match text.first()? {
            b'"' => text = text.get(string_length(text)?..)?,
            b'{' | b'[' => {
                depth += 1;
                text = text.get(1..)?;
                continue;
            }
            b'}' | b']' if depth == 0 => return Some(text),
            b'}' | b']' => {
                depth -= 1;
                text = text.get(1..)?;
            }
            b',' if depth == 0 => return Some(text),
            _ => {
                text = text.get(1..)?;
                continue;
            }
        }
        if depth == 0 {
            return Some(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        find(text.as_bytes()).map(|key| key.expose().to_owned())
    }

    #[test]
    fn key_is_found_among_other_members() {
        for text in [
            r#"{"adminKey":"prod:a|b"}"#,
            r#" { "adminKey" : "prod:a|b" , "functions": "#,
            r#"{"dryRun":false,"n":-1.5e3,"a":[1,{"b":"]"}],"s":"\"}","adminKey":"prod:a|b","#,
            r#"{"admin\u004bey":"prod:a\u007cb"}"#,
        ] {
            assert_eq!(found(text).as_deref(), Some("prod:a|b"), "{text}");
        }
    }

    #[test]
    fn key_elsewhere_or_cut_off_is_not_found() {
        for text in [
            "",
            "[]",
            "{}",
            r#""adminKey""#,
            r#"{"a":{"adminKey":"prod:a|b"}}"#,
            r#"{"a":"adminKey","b":"prod:a|b"}"#,
            r#"{"adminKey":"prod:a"#,
            r#"{"adminKey":7}"#,
            r#"{"adminKey":""}"#,
            r#"{"x":[[["#,
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
