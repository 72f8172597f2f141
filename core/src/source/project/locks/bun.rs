//! `bun.lock`: JSON with trailing commas, with one package per line.

use super::packages::{Packages, insert, split};

pub(super) fn read(text: &str) -> Option<Packages> {
    let mut lines = text.lines().skip_while(|line| !line.trim_start().starts_with("\"packages\":"));
    lines.next()?;
    let mut found = Packages::new();
    for line in lines {
        let Some((_, list)) = line.split_once("\": [") else { continue };
        let strings: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        let Some((name, version)) = strings.first().and_then(|first| split(first)) else { continue };
        if version.starts_with("workspace:") {
            continue;
        }
        let hash = strings.last().filter(|last| last.starts_with("sha")).copied().unwrap_or_default();
        insert(&mut found, name, version, hash);
    }
    Some(found)
}
