//! The files of a revision, as git stores them.
//!
//! Their content is read with `git cat-file`, which runs neither filters nor hooks. Files that no bundler reads are left out,
//! so that a missing or damaged one of them does not matter.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Component, Path};
use std::process::Stdio;

use super::git::{Repository, list};
use super::temporary::Running;
use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// Extensions of files that bundlers read.
const EXTENSIONS: [&str; 12] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "json", "css", "txt", "wasm"];

/// Further files that describe packages.
const NAMES: [&str; 6] = ["yarn.lock", "pnpm-lock.yaml", "pnpm-workspace.yaml", "bun.lock", "bun.lockb", ".gitignore"];

/// Start of a file that Git LFS stores elsewhere.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// A file of a revision.
pub(super) struct Entry {
    pub(super) path: String,
    object: String,
    pub(super) kind: Kind,
}

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Link,
    Submodule,
}

/// Lists the files of a commit that bundlers may read, its links and its submodules.
pub(super) fn entries(repository: &Repository, commit: &str, cancel: &Cancel) -> Result<Vec<Entry>> {
    let mut command = repository.git();
    command.args(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit]);
    let entries = list(&mut command, cancel)?;
    let entry = |line: &String| {
        let (about, path) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let kind = match about.next()? {
            "120000" => Kind::Link,
            "160000" => Kind::Submodule,
            _ => Kind::File,
        };
        let object = about.nth(1)?.to_owned();
        Some(Entry { path: path.to_owned(), object, kind })
    };
    let is_needed = |entry: &Entry| is_inside(&entry.path) && (entry.kind != Kind::File || is_readable(&entry.path));
    Ok(entries.iter().filter_map(entry).filter(is_needed).collect())
}

/// Checks if bundlers or package managers may read a file.
pub(super) fn is_readable(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    EXTENSIONS.contains(&extension) || NAMES.contains(&name)
}

/// Checks that a path stays below the folder it is joined to, and is not git's.
pub(super) fn is_inside(path: &str) -> bool {
    let is_name = |part: Component<'_>| match part {
        Component::Normal(name) => !name.eq_ignore_ascii_case(".git"),
        Component::CurDir => true,
        _ => false,
    };
    Path::new(path).components().all(is_name)
}

/// The content of a file.
pub(super) enum Content {
    Bytes(Vec<u8>),
    /// Only a pointer to it is in the repository.
    ElsewhereInLfs,
    Unreadable,
}

/// Reads files in their order and passes each to `take`.
pub(super) fn read(
    repository: &Repository,
    entries: &[Entry],
    cancel: &Cancel,
    mut take: impl FnMut(&Entry, Content) -> Result<()>,
) -> Result<()> {
    let mut rest: Vec<&Entry> = entries.iter().filter(|entry| entry.kind != Kind::Submodule).collect();
    // git ends at a damaged object, so it is started again for those after it.
    while !rest.is_empty() {
        let done = read_until_damaged(repository, &rest, cancel, &mut take)?;
        let Some(damaged) = rest.get(done) else { break };
        take(damaged, Content::Unreadable)?;
        rest.drain(..=done);
    }
    Ok(())
}

/// Reads files and returns their number.
fn read_until_damaged(
    repository: &Repository,
    entries: &[&Entry],
    cancel: &Cancel,
    take: &mut impl FnMut(&Entry, Content) -> Result<()>,
) -> Result<usize> {
    let failed = |error: std::io::Error| Error::io("cannot read from git", &error);
    let mut command = repository.git();
    command
        .args(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let running = Running::new(command.spawn().map_err(|error| Error::io("cannot start `git`", &error))?);
    let (stdin, stdout) = {
        let mut child = running.lock();
        (child.stdin.take(), child.stdout.take())
    };
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else { return Ok(0) };
    let names: String = entries.iter().map(|entry| format!("{}\n", entry.object)).collect();
    // Ends with the process, which closes the pipe.
    std::thread::spawn(move || drop(stdin.write_all(names.as_bytes())));
    let mut output = BufReader::new(stdout);
    let mut done = 0;
    for entry in entries {
        cancel.check()?;
        let mut header = String::new();
        if output.read_line(&mut header).map_err(failed)? == 0 {
            break;
        }
        let size = header.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<u64>().ok());
        let Some(size) = size else {
            take(entry, Content::Unreadable)?;
            done += 1;
            continue;
        };
        let mut bytes = Vec::new();
        (&mut output).take(size + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 != size + 1 {
            break;
        }
        bytes.pop();
        take(entry, if bytes.starts_with(LFS) { Content::ElsewhereInLfs } else { Content::Bytes(bytes) })?;
        done += 1;
    }
    let mut child = running.lock();
    drop(child.kill());
    drop(child.wait());
    Ok(done)
}
