//! Object literals, strings and assignments of a bundled module, with their places.
//!
//! A scanner, not a parser: it is only used to find places, and a place that it misses is not shown.

use std::collections::HashMap;
use std::ops::Range;

/// The parts of a module that name something.
pub(super) struct Script<'t> {
    text: &'t str,
    pub(super) objects: Vec<ObjectLiteral<'t>>,
    /// Contents of strings without escapes, with the offset of the opening quote.
    pub(super) strings: Vec<(&'t str, usize)>,
    /// Ranges of the values that are assigned to variables, the first for each name.
    assigned: HashMap<&'t str, Range<usize>>,
    /// Variables by the name under which they are exported.
    exported: HashMap<&'t str, &'t str>,
    /// Names in other modules, and those modules, by the variable under which they are imported.
    imported: HashMap<&'t str, (&'t str, &'t str)>,
}

/// An object literal.
pub(super) struct ObjectLiteral<'t> {
    pub(super) range: Range<usize>,
    pub(super) keys: Vec<Key<'t>>,
}

/// A key of an object literal, and its value.
pub(super) struct Key<'t> {
    pub(super) name: &'t str,
    pub(super) at: usize,
    pub(super) value: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Text,
    Mark(u8),
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

impl<'t> Script<'t> {
    pub(super) fn scan(text: &'t str) -> Self {
        let tokens = tokens(text);
        let mut script = Self {
            text,
            objects: Vec::new(),
            strings: Vec::new(),
            assigned: HashMap::new(),
            exported: HashMap::new(),
            imported: HashMap::new(),
        };
        script.collect(&tokens);
        script
    }

    /// Returns the object literals inside a range, outermost first.
    pub(super) fn objects_in(&self, range: &Range<usize>) -> impl Iterator<Item = &ObjectLiteral<'t>> {
        let start = self.objects.partition_point(|object| object.range.start < range.start);
        let end = range.end;
        let later = self.objects.get(start..).unwrap_or_default();
        later.iter().take_while(move |object| object.range.start < end)
    }

    /// Returns the innermost object literal around an offset that has a key.
    pub(super) fn object_around(&self, offset: usize, key: &str) -> Option<&ObjectLiteral<'t>> {
        let before = self.objects.partition_point(|object| object.range.start <= offset);
        let around = self.objects.get(..before).unwrap_or_default().iter().rev();
        around.filter(|object| object.range.end > offset).find(|object| object.key(key).is_some())
    }

    /// Returns the range of the value that a module exports under a name.
    pub(super) fn value_of_export(&self, name: &str) -> Option<Range<usize>> {
        self.assigned.get(self.exported.get(name)?).cloned()
    }

    /// Returns the name and the module from which a module imports what it exports under a name.
    pub(super) fn import_of_export(&self, name: &str) -> Option<(&'t str, &'t str)> {
        self.imported.get(self.exported.get(name)?).copied()
    }

    /// Follows a value that is a variable, or a call on one, to what is assigned to the variable.
    pub(super) fn resolve(&self, value: &Range<usize>) -> Range<usize> {
        let mut range = value.clone();
        // A chain of variables is short; a circle ends.
        for _ in 0..8 {
            let text = self.text.get(range.clone()).unwrap_or_default();
            let word: &str = text.split(|c: char| !is_word(c)).next().unwrap_or_default();
            let rest = text.get(word.len()..).unwrap_or_default().trim_start();
            let is_variable = rest.is_empty() || rest.starts_with('.');
            match self.assigned.get(word).filter(|_| is_variable) {
                Some(next) if *next != range => range = next.clone(),
                _ => break,
            }
        }
        range
    }

    fn collect(&mut self, tokens: &[Token]) {
        let closing = closing(tokens);
        for (index, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Text => {
                    let inside = self.text.get(token.start + 1..token.end.saturating_sub(1)).unwrap_or_default();
                    if !inside.contains('\\') {
                        self.strings.push((inside, token.start));
                    }
                }
                Kind::Mark(b'{') if opens_object(self.text, tokens, index) => {
                    if let Some(end) = closing.get(&index) {
                        let object = self.object(tokens, index, *end, &closing);
                        self.objects.push(object);
                    }
                }
                Kind::Word if self.word(token) == "export" => {
                    for (local, exported) in self.names(tokens, index + 1).0 {
                        self.exported.insert(exported, local);
                    }
                }
                Kind::Word if self.word(token) == "import" => {
                    let (names, end) = self.names(tokens, index + 1);
                    let from = tokens.get(end + 2).filter(|from| from.kind == Kind::Text);
                    let from = from.and_then(|from| self.text.get(from.start + 1..from.end.saturating_sub(1)));
                    for (name, local) in names.into_iter().filter(|_| from.is_some()) {
                        self.imported.insert(local, (name, from.unwrap_or_default()));
                    }
                }
                Kind::Word if is_assigned(tokens, index) => {
                    let name = self.text.get(token.start..token.end).unwrap_or_default();
                    let start = tokens.get(index + 2).map_or(token.end, |value| value.start);
                    let end = end_of_value(tokens, index + 2, &closing);
                    self.assigned.entry(name).or_insert(start..end);
                }
                _ => {}
            }
        }
    }

    fn word(&self, token: &Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Reads a list such as `{ a as b, c }`: the names before and after `as`, and the index of the closing brace.
    fn names(&self, tokens: &[Token], open: usize) -> (Vec<(&'t str, &'t str)>, usize) {
        if tokens.get(open).map(|token| token.kind) != Some(Kind::Mark(b'{')) {
            return (Vec::new(), open);
        }
        let inside = tokens.get(open + 1..).unwrap_or_default();
        let end = inside.iter().position(|token| token.kind == Kind::Mark(b'}')).unwrap_or_default();
        let entries = inside.get(..end).unwrap_or_default().split(|token| token.kind == Kind::Mark(b','));
        let names = entries.filter_map(|entry| Some((self.word(entry.first()?), self.word(entry.last()?))));
        (names.collect(), open + 1 + end)
    }

    /// Reads the keys of an object literal between two braces.
    fn object(
        &self,
        tokens: &[Token],
        open: usize,
        close: usize,
        closing: &HashMap<usize, usize>,
    ) -> ObjectLiteral<'t> {
        let mut keys = Vec::new();
        let mut index = open + 1;
        while index < close {
            let Some(token) = tokens.get(index) else { break };
            let next = tokens.get(index + 1).map(|next| next.kind);
            let end = end_of_value(tokens, index, closing);
            let name = match token.kind {
                Kind::Word => self.text.get(token.start..token.end),
                Kind::Text => self.text.get(token.start + 1..token.end.saturating_sub(1)),
                Kind::Mark(_) => None,
            };
            let value = match next {
                Some(Kind::Mark(b':')) => tokens.get(index + 2).map(|value| value.start..end),
                Some(Kind::Mark(b',' | b'}')) => Some(token.start..token.end),
                Some(Kind::Mark(b'(')) => Some(token.start..end),
                _ => None,
            };
            if let (Some(name), Some(value)) = (name, value) {
                keys.push(Key { name, at: token.start, value });
            }
            // Continue after the comma that ends this entry.
            while index < close && tokens.get(index).is_some_and(|token| token.kind != Kind::Mark(b',')) {
                index = closing.get(&index).copied().unwrap_or(index) + 1;
            }
            index += 1;
        }
        let at = |index: usize| tokens.get(index).map_or(0, |token| token.start);
        ObjectLiteral { range: at(open)..at(close) + 1, keys }
    }
}

impl<'t> ObjectLiteral<'t> {
    pub(super) fn key(&self, name: &str) -> Option<&Key<'t>> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Checks if a word is a variable that a value is assigned to.
fn is_assigned(tokens: &[Token], index: usize) -> bool {
    let kind = |index: usize| tokens.get(index).map(|token| token.kind);
    let member = index.checked_sub(1).and_then(kind) == Some(Kind::Mark(b'.'));
    // Two characters make `==` and `=>`.
    let equals = kind(index + 1) == Some(Kind::Mark(b'='));
    !member && equals && !matches!(kind(index + 2), Some(Kind::Mark(b'=' | b'>')))
}

/// Returns the offset at which a value ends: at a comma, semicolon or closing bracket of its own level.
fn end_of_value(tokens: &[Token], start: usize, closing: &HashMap<usize, usize>) -> usize {
    let mut index = start;
    let mut end = tokens.get(start).map_or(0, |token| token.start);
    while let Some(token) = tokens.get(index) {
        if matches!(token.kind, Kind::Mark(b',' | b';' | b'}' | b')' | b']')) {
            break;
        }
        index = closing.get(&index).copied().unwrap_or(index);
        end = tokens.get(index).map_or(end, |token| token.end);
        index += 1;
    }
    end
}

/// Pairs the brackets, by the indices of their tokens.
fn closing(tokens: &[Token]) -> HashMap<usize, usize> {
    let (mut open, mut pairs) = (Vec::new(), HashMap::new());
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark(b'{' | b'(' | b'[') => open.push(index),
            Kind::Mark(b'}' | b')' | b']') => {
                if let Some(start) = open.pop() {
                    pairs.insert(start, index);
                }
            }
            _ => {}
        }
    }
    pairs
}

/// Checks if a brace opens an object literal, and not a block, by what precedes it.
fn opens_object(text: &str, tokens: &[Token], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    match before.kind {
        Kind::Mark(b'>') => false,
        Kind::Mark(mark) => matches!(mark, b'(' | b',' | b':' | b'=' | b'[' | b'?' | b'&' | b'|'),
        Kind::Word => text.get(before.start..before.end) == Some("return"),
        Kind::Text => false,
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::with_capacity(bytes.len() / 4);
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let next = bytes.get(at + 1).copied();
        let (kind, end) = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'/' if next == Some(b'/') => {
                at = memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |len| at + len);
                continue;
            }
            b'/' if next == Some(b'*') => {
                let rest = bytes.get(at..).unwrap_or_default();
                at = memchr::memmem::find(rest, b"*/").map_or(bytes.len(), |len| at + len + 2);
                continue;
            }
            b'/' if may_be_regex(text, tokens.last()) => (Kind::Mark(b'/'), end_of_regex(bytes, at)),
            b'"' | b'\'' => (Kind::Text, end_of_string(bytes, at, byte)),
            b'`' => (Kind::Text, end_of_template(bytes, at)),
            byte if is_word_byte(byte) => {
                let len = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| is_word_byte(**byte)).count();
                (Kind::Word, at + len)
            }
            mark => (Kind::Mark(mark), at + 1),
        };
        tokens.push(Token { kind, start: at, end });
        at = end;
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// Checks if a slash starts a regular expression: it does where a value may start.
fn may_be_regex(text: &str, before: Option<&Token>) -> bool {
    match before.map(|token| (token.kind, token)) {
        None => true,
        Some((Kind::Mark(mark), _)) => !matches!(mark, b')' | b']' | b'}'),
        Some((Kind::Text, _)) => false,
        Some((Kind::Word, token)) => {
            matches!(
                text.get(token.start..token.end),
                Some("return" | "typeof" | "case" | "in" | "of" | "void" | "delete")
            )
        }
    }
}

fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if *byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_regex(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut in_class) = (start + 1, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return at + 1,
            b'\n' => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Returns the end of a template literal; the code inside it is skipped.
fn end_of_template(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    // Levels of code and templates inside each other: true inside a template.
    let mut levels = vec![true];
    while let (Some(byte), Some(in_template)) = (bytes.get(at), levels.last().copied()) {
        match (byte, in_template) {
            (b'\\', true) => at += 1,
            (b'`', true) => {
                levels.pop();
            }
            (b'$', true) if bytes.get(at + 1) == Some(&b'{') => {
                levels.push(false);
                at += 1;
            }
            (b'`', false) => levels.push(true),
            (b'{', false) => levels.push(false),
            (b'}', false) => {
                levels.pop();
            }
            (b'"' | b'\'', false) => at = end_of_string(bytes, at, *byte) - 1,
            _ => {}
        }
        at += 1;
        if levels.is_empty() {
            return at;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Vec<&str>> {
        Script::scan(text).objects.iter().map(|object| object.keys.iter().map(|key| key.name).collect()).collect()
    }

    #[test]
    fn keys_of_object_literals_are_found() {
        assert_eq!(
            keys("f({ a: 1, 'b c': g({ d, e() { return 1 } }), ...rest, [x]: 2 });"),
            [vec!["a", "b c"], vec!["d", "e"]]
        );
        assert_eq!(keys("if (x) { a: 1 } const y = { z: /[/}]/, w: `${ {a: 1} }` };"), [vec!["z", "w"]]);
        assert_eq!(keys("var s = \"{ a: 1 }\"; // { b: 1 }\n/* { c: 1 } */ return { d: 1 / 2 };"), [vec!["d"]]);
        assert_eq!(keys("a = () => { b: 1 }; c = () => ({ d: 1 })"), [vec!["d"]]);
    }

    #[test]
    fn variables_are_followed_to_their_values() {
        let text = "var u = t({ name: s() }).index(\"by_name\", [\"name\"]);\nvar d = f({ users: u, other: t({}) });";
        let script = Script::scan(text);
        let users = script.objects.iter().find_map(|object| object.key("users")).unwrap();
        let value = script.resolve(&users.value);
        assert_eq!(script.objects_in(&value).next().unwrap().keys[0].name, "name");
        assert!(script.strings.iter().any(|(text, at)| *text == "by_name" && value.contains(at)));
        let circle = Script::scan("a = b; b = a; f({ c: a })");
        circle.resolve(&circle.objects[0].keys[0].value);
    }

    #[test]
    fn exports_are_found() {
        let script =
            Script::scan("var a = f({ x: 1 }), b = g();\nexport { a as default, b, gone as c };\nexport const d = 1;");
        let value = |name| script.value_of_export(name).and_then(|range| script.text.get(range));
        assert_eq!((value("default"), value("b")), (Some("f({ x: 1 })"), Some("g()")));
        assert_eq!((value("a"), value("c"), value("e")), (None, None, None));
        let script = Script::scan("import{a as b,c}from'./x.js';import d from \"y\"; export { b as e, c, d }");
        let import = |name| script.import_of_export(name);
        assert_eq!((import("e"), import("c"), import("d")), (Some(("a", "./x.js")), Some(("c", "./x.js")), None));
    }

    #[test]
    fn broken_text_is_scanned_to_its_end() {
        for text in
            ["{", "}", "f({ a", "\"", "`${", "/[", "({a:", ")]}", "\\", "f({,,})", "é: {", "export {", "export { a as"]
        {
            Script::scan(text);
        }
    }
}
