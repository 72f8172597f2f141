//! Splits Rust text into tokens, without comments and the contents of literals.

use std::iter::Peekable;
use std::str::Chars;

/// A word, number, or one character of punctuation (`::` is one token), and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

/// Returns the tokens of a file. A string or character literal is the token `"`.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    Reader { chars: text.chars().peekable(), line: 1, tokens: Vec::new() }.read()
}

/// Removes items that are compiled for tests only.
pub(crate) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        if starts_with(rest, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            rest = after_item(&rest[7..]);
        } else {
            kept.push(first.clone());
            rest = &rest[1..];
        }
    }
    kept
}

fn starts_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.is(word))
}

/// Skips an item: past its `;`, or past its block.
fn after_item(tokens: &[Token]) -> &[Token] {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        // A brace may close a group of imports, and the item then ends in a semicolon.
        let goes_on = tokens.get(index + 1).is_some_and(|next| next.is(";"));
        if depth == 0 && (token.is(";") || token.is("}") && !goes_on) {
            return &tokens[index + 1..];
        }
    }
    &[]
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn read(mut self) -> Vec<Token> {
        while let Some(char) = self.next() {
            match char {
                _ if char.is_whitespace() => {}
                '/' if self.chars.peek() == Some(&'/') => self.skip_line(),
                '/' if self.chars.peek() == Some(&'*') => self.skip_block(),
                '"' => self.string(),
                '\'' => self.quote(),
                ':' if self.chars.peek() == Some(&':') => {
                    self.next();
                    self.push("::".to_owned());
                }
                _ if char.is_alphanumeric() || char == '_' => self.word(char),
                _ => self.push(char.to_string()),
            }
        }
        self.tokens
    }

    fn next(&mut self) -> Option<char> {
        let next = self.chars.next();
        self.line += usize::from(next == Some('\n'));
        next
    }

    fn push(&mut self, text: String) {
        self.tokens.push(Token { text, line: self.line });
    }

    fn skip_line(&mut self) {
        while self.next().is_some_and(|char| char != '\n') {}
    }

    /// Block comments nest.
    fn skip_block(&mut self) {
        let mut depth = 0;
        let mut before = '/';
        while let Some(char) = self.next() {
            match (before, char) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    before = char;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
            before = ' ';
        }
    }

    fn word(&mut self, first: char) {
        let mut word = String::from(first);
        while let Some(char) = self.chars.next_if(|char| char.is_alphanumeric() || *char == '_') {
            word.push(char);
        }
        match self.chars.peek() {
            Some('"' | '#') if matches!(word.as_str(), "r" | "br" | "cr") => self.raw_string(),
            _ => self.push(word),
        }
    }

    fn string(&mut self) {
        self.push("\"".to_owned());
        while let Some(char) = self.next() {
            match char {
                '\\' => drop(self.next()),
                '"' => return,
                _ => {}
            }
        }
    }

    /// Reads `r#"…"#`, or a raw identifier, which becomes a plain word.
    fn raw_string(&mut self) {
        let mut hashes = 0;
        while self.chars.next_if_eq(&'#').is_some() {
            hashes += 1;
        }
        if self.chars.peek() != Some(&'"') {
            return;
        }
        self.next();
        self.push("\"".to_owned());
        let mut closing = None;
        while let Some(char) = self.next() {
            closing = match (char, closing) {
                ('"', _) => Some(0),
                ('#', Some(count)) => Some(count + 1),
                _ => None,
            };
            if closing == Some(hashes) {
                return;
            }
        }
    }

    /// Reads a character literal, or skips a lifetime.
    fn quote(&mut self) {
        let Some(first) = self.next() else { return };
        if first == '\\' {
            self.next();
            while self.next().is_some_and(|char| char != '\'') {}
            self.push("\"".to_owned());
        } else if self.chars.next_if_eq(&'\'').is_some() {
            self.push("\"".to_owned());
        } else {
            while self.chars.next_if(|char| char.is_alphanumeric() || *char == '_').is_some() {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        tokens(source).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn comments_and_literals_are_skipped() {
        let source = r##"a /* x /* y */ z */ b // c
            "d \" e" r#"f " g"# 'h' '\'' '\u{1F600}' &'i j::k"##;
        assert_eq!(texts(source), ["a", "b", "\"", "\"", "\"", "\"", "\"", "&", "j", "::", "k"]);
    }

    #[test]
    fn comments_count_lines() {
        assert_eq!(tokens("/*\n\n*/ a\nb").iter().map(|token| token.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn test_items_are_removed() {
        let source = "a #[cfg(test)] mod tests { b { c } } d #[cfg(test)] use e::{f}; g #[cfg(feature)] h";
        let kept: Vec<_> = without_tests(&tokens(source)).into_iter().map(|token| token.text).collect();
        assert_eq!(kept.join(" "), "a d g # [ cfg ( feature ) ] h");
    }
}
