//! Generates stored documents of four shapes in Convex's export form, reproducibly.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use convex_ops::value::DocumentId;

use super::dice::Dice;

/// The tables: name, number, and the share of a million documents.
pub(crate) const TABLES: [(&str, u32, usize); 4] =
    [("blobs", 10_001, 50_000), ("events", 10_002, 250_000), ("messages", 10_003, 550_000), ("users", 10_004, 150_000)];

const MESSAGES: u32 = 10_003;
const USERS: u32 = 10_004;

const WORDS: [&str; 24] = [
    "the", "deploy", "went", "out", "last", "night", "and", "nobody", "noticed", "schema", "query", "mutation",
    "please", "review", "before", "noon", "café", "latency", "dropped", "again", "thanks", "everyone", "rollback",
    "tomorrow",
];

/// The form of the documents.
#[derive(Clone, Copy, Default)]
pub(crate) struct Form {
    /// Shuffles the keys.
    pub(crate) shuffled: bool,
    /// Makes every document invalid.
    pub(crate) violating: bool,
}

/// Generates the documents of one table.
pub(crate) fn table(name: &str, count: usize, form: Form) -> Vec<u8> {
    let (_, number, _) = TABLES.into_iter().find(|table| table.0 == name).unwrap();
    let mut writer =
        Writer { text: String::with_capacity(count * 520), dice: Dice(u64::from(number)), fields: Vec::new() };
    for index in 0..count {
        writer.document(name, number, index, form);
    }
    writer.text.into_bytes()
}

struct Writer {
    text: String,
    dice: Dice,
    /// The fields of the current document, in order.
    fields: Vec<(&'static str, String)>,
}

impl Writer {
    fn document(&mut self, name: &str, number: u32, index: usize, form: Form) {
        self.fields.clear();
        let created = self.time();
        self.field("_creationTime", created);
        self.field("_id", format!("\"{}\"", own_id(number, index)));
        match name {
            "blobs" => self.blob(),
            "events" => self.event(),
            "messages" => self.message(),
            _ => self.user(),
        }
        if form.violating {
            let (_, value) = self.fields.last_mut().unwrap();
            *value = "[null]".to_owned();
        }
        if form.shuffled {
            (1..self.fields.len()).for_each(|last| {
                let other = self.dice.below(last + 1);
                self.fields.swap(last, other);
            });
        }
        for (index, (name, value)) in self.fields.iter().enumerate() {
            let before = if index == 0 { '{' } else { ',' };
            write!(self.text, "{before}\"{name}\":{value}").unwrap();
        }
        self.text.push_str("}\n");
    }

    fn field(&mut self, name: &'static str, value: String) {
        self.fields.push((name, value));
    }

    fn blob(&mut self) {
        let len = 1500 + self.dice.below(300);
        let bytes: Vec<u8> = (0..len).map(|_| self.dice.below(256) as u8).collect();
        self.field("content", format!("{{\"$bytes\":\"{}\"}}", STANDARD.encode(bytes)));
        let size = self.dice.below(1 << 40);
        self.field("size", size.to_string());
        let type_ = ["image/png", "application/pdf", "text/plain"][self.dice.below(3)];
        self.field("type", format!("\"{type_}\""));
    }

    fn event(&mut self) {
        let at = self.time();
        self.field("at", at);
        let count = self.dice.below(1_000_000);
        self.field("count", count.to_string());
        let payload = match self.dice.below(3) {
            0 => format!(
                "{{\"button\":{}.0,\"kind\":\"click\",\"x\":{}.5,\"y\":{}.25}}",
                self.dice.below(3),
                self.dice.below(2000),
                self.dice.below(2000)
            ),
            1 => format!("{{\"kind\":\"page\",\"path\":\"/{}\",\"referrer\":null}}", self.words(4).replace(' ', "/")),
            _ => {
                format!("{{\"kind\":\"purchase\",\"items\":[{}],\"total\":{}.75}}", self.items(), self.dice.below(900))
            }
        };
        self.field("payload", payload);
        let session = format!("\"{:016x}{:016x}\"", self.dice.below(usize::MAX), self.dice.below(usize::MAX));
        self.field("session", session);
        let tags: Vec<_> = (0..self.dice.below(5)).map(|_| format!("\"{}\"", self.words(1))).collect();
        self.field("tags", format!("[{}]", tags.join(",")));
        let user = self.id(USERS);
        self.field("user", user);
        let vector: Vec<_> = (0..8).map(|_| format!("-0.{:07}", 1 + self.dice.below(9_999_999))).collect();
        self.field("vector", format!("[{}]", vector.join(",")));
    }

    fn items(&mut self) -> String {
        let items: Vec<_> = (0..1 + self.dice.below(3))
            .map(|_| format!("{{\"price\":{}.5,\"sku\":\"{}\"}}", self.dice.below(90), self.words(1)))
            .collect();
        items.join(",")
    }

    fn message(&mut self) {
        let author = self.id(USERS);
        self.field("author", author);
        let words = 4 + self.dice.below(18);
        let body = self.words(words);
        let escape = if self.dice.below(20) == 0 { "\\n\\\"quoted\\\"" } else { "" };
        self.field("body", format!("\"{body}{escape}\""));
        if self.dice.below(8) == 0 {
            let edited = self.time();
            self.field("editedAt", edited);
        }
        let kind = ["text", "image", "system"][self.dice.below(3)];
        self.field("kind", format!("\"{kind}\""));
        let reply = if self.dice.below(3) == 0 { self.id(MESSAGES) } else { "null".to_owned() };
        self.field("replyTo", reply);
    }

    fn user(&mut self) {
        let (active, age) = (self.dice.below(2) == 0, self.dice.below(90));
        self.field("active", active.to_string());
        self.field("age", age.to_string());
        let email = format!("\"{}@{}.example.com\"", self.words(2).replace(' ', "."), self.words(1));
        self.field("email", email);
        let name = self.words(2);
        self.field("name", format!("\"{name}\""));
        let plan = ["free", "starter", "pro", "enterprise"][self.dice.below(4)];
        self.field("plan", format!("\"{plan}\""));
        let links: Vec<_> =
            (0..self.dice.below(3)).map(|_| format!("\"https://{}.example.com\"", self.words(1))).collect();
        let profile = format!("{{\"bio\":\"{}\",\"links\":[{}]}}", self.words(12), links.join(","));
        self.field("profile", profile);
        let scores: Vec<_> = (0..4).map(|key| format!("\"game {key}\":{}.5", self.dice.below(10_000))).collect();
        self.field("scores", format!("{{{}}}", scores.join(",")));
        let referred = if self.dice.below(2) == 0 { self.id(USERS) } else { "null".to_owned() };
        self.field("zReferrer", referred);
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| WORDS[self.dice.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn time(&mut self) -> String {
        format!("{}.{:04}", 1_700_000_000_000u64 + self.dice.below(1 << 34) as u64, 1 + self.dice.below(9999))
    }

    fn id(&mut self, table: u32) -> String {
        let index = self.dice.below(150_000);
        format!("\"{}\"", own_id(table, index))
    }
}

/// Ids are sorted like the documents.
fn own_id(table: u32, index: usize) -> DocumentId {
    let mut internal = [0; 16];
    internal[..8].copy_from_slice(&(index as u64 * 0x0001_2345_6789_abcd).to_be_bytes());
    let mixed = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    internal[8..].copy_from_slice(&mixed.to_le_bytes());
    DocumentId { table, internal }
}
