//! Writes a value in many forms of JSON, and damages JSON.

use convex_ops::value::{Encoding, Value, encode};
use serde_json::Value as Json;

use crate::generate::Dice;

/// Style of a written value.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) encoding: Encoding,
    pub(super) spaces: bool,
    pub(super) shuffled: bool,
    pub(super) escapes: bool,
    pub(super) odd_numbers: bool,
}

impl Style {
    /// The style of Convex's exports.
    pub(super) fn plain(encoding: Encoding) -> Self {
        Self { encoding, spaces: false, shuffled: false, escapes: false, odd_numbers: false }
    }

    pub(super) fn any(encoding: Encoding, dice: &mut Dice) -> Self {
        let mut rarely = || dice.below(3) == 0;
        Self { encoding, spaces: rarely(), shuffled: rarely(), escapes: rarely(), odd_numbers: rarely() }
    }
}

/// Writes a value on one line.
pub(super) fn write(value: &Value, style: Style, dice: &mut Dice) -> String {
    let mut text = String::new();
    write_json(&encode(value, style.encoding), style, dice, &mut text);
    text
}

fn write_json(json: &Json, style: Style, dice: &mut Dice, text: &mut String) {
    space(style, dice, text);
    match json {
        Json::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                write_json(element, style, dice, text);
            }
            space(style, dice, text);
            text.push(']');
        }
        Json::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            if style.shuffled {
                (1..fields.len()).for_each(|index| fields.swap(index, dice.below(index + 1)));
            }
            text.push('{');
            for (index, (name, value)) in fields.into_iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                space(style, dice, text);
                write_text(name, style, dice, text);
                space(style, dice, text);
                text.push(':');
                write_json(value, style, dice, text);
            }
            space(style, dice, text);
            text.push('}');
        }
        Json::String(string) => write_text(string, style, dice, text),
        Json::Number(number) if style.odd_numbers => write_number(&number.to_string(), dice, text),
        other => text.push_str(&other.to_string()),
    }
    space(style, dice, text);
}

fn space(style: Style, dice: &mut Dice, text: &mut String) {
    if style.spaces && dice.below(4) == 0 {
        text.push_str([" ", "\t", "  ", "\r", "\u{c}"][dice.below(40).min(4)]);
    }
}

fn write_text(string: &str, style: Style, dice: &mut Dice, text: &mut String) {
    if !style.escapes || dice.below(2) == 0 {
        return text.push_str(&Json::from(string).to_string());
    }
    text.push('"');
    for letter in string.chars() {
        match dice.below(3) {
            0 => letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}"))),
            _ => text.push_str(Json::from(letter.to_string()).to_string().trim_matches('"')),
        }
    }
    text.push('"');
}

/// Writes the same number, or one near it, in another form.
fn write_number(number: &str, dice: &mut Dice, text: &mut String) {
    let odd = match dice.below(12) {
        0 => format!("{number}0"),
        1 => format!("{number}e0"),
        2 => format!("{number}E+00"),
        3 => format!("{number}.0"),
        4 => format!("0{number}"),
        5 => format!("-{number}"),
        6 => format!("+{number}"),
        7 => format!("{number}."),
        8 => format!("{number}e400"),
        9 => ["9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809"]
            [dice.below(4)]
        .to_owned(),
        10 => ["-0", "-0.0", "1e-400", "18446744073709551616", "0.0000000000000000000000001", "NaN"][dice.below(6)]
            .to_owned(),
        _ => number.to_owned(),
    };
    text.push_str(&odd);
}

/// Bytes and parts with a meaning in JSON.
const PARTS: [&[u8]; 44] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n",
    b"\0",
    b"\x7f",
    b"\x1f",
    b"\xff",
    b"\xc3",
    b"\xc3\xa9",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"-",
    b".",
    b"0",
    b"9",
    b"e",
    b"true",
    b"null",
    b"\\u0061",
    b"\\ud800",
    b"\\u",
    b"\\/",
    b"$",
    b"\"a\":",
    b"\"_id\":",
    b"\"$integer\":",
    b"{\"$bytes\":\"AA==\"}",
    b"{\"$integer\":\"AQAAAAAAAAA=\"}",
    b"{\"$float\":\"AAAAAAAA8H8=\"}",
    b"{\"$float\":\"AAAAAAAA8D8=\"}",
    b"=",
    b"AAAA",
    b"[[[[[[[[[[[[[[[[[[[[",
    b"]]]]]]]]]]]]]]]]]]]]",
];

/// Changes a text in one or a few places.
pub(super) fn damage(text: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..1 + dice.below(3) {
        let place = dice.below(text.len() + 1);
        let end = (place + dice.below(4)).min(text.len());
        match dice.below(6) {
            0 => drop(text.drain(place..end)),
            1 => drop(text.splice(place..end, PARTS[dice.below(PARTS.len())].iter().copied())),
            2 if place < text.len() => text[place] = dice.below(256) as u8,
            3 if place < text.len() => text[place] ^= 1 << dice.below(8),
            4 => {
                let from = dice.below(text.len() + 1);
                let part = text[from..(from + dice.below(20)).min(text.len())].to_vec();
                drop(text.splice(place..place, part));
            }
            _ => drop(text.splice(place..place, PARTS[dice.below(PARTS.len())].iter().copied())),
        }
    }
}
