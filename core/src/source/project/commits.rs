//! The commits of a range.

use std::path::Path;

use super::git::{Repository, list};
use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// A commit of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: String,
    /// First line of its message.
    pub subject: String,
}

/// Lists the tags of the current folder's repository that were made since a time in seconds since the Unix epoch, newest
/// first.
///
/// # Errors
/// `InvalidInput` outside of a repository; `Io` if git cannot be started; `Cancelled` after a cancellation.
pub fn list_tags(since: i64, cancel: &Cancel) -> Result<Vec<String>> {
    let mut command = Repository::of(Path::new("."))?.git();
    command.args(["for-each-ref", "--sort=-creatordate", "--format=%(creatordate:unix) %(refname)%00", "refs/tags"]);
    let lines = list(&mut command, cancel)?;
    let tags = lines.iter().filter_map(|line| line.trim().split_once(' '));
    let recent = tags.filter(|(time, _)| time.parse::<i64>().is_ok_and(|time| time >= since));
    Ok(recent.map(|(_, name)| name.strip_prefix("refs/tags/").unwrap_or(name).to_owned()).collect())
}

/// Lists the commits of a range of the current folder's repository, such as `v1..main`: the one before the range first,
/// then those of the range, oldest first. Merges count as one commit.
///
/// # Errors
/// `InvalidInput` if the range has no two dots or no commits; `NotFound` if a revision does not exist; `Io` if git cannot be
/// started; `Cancelled` after a cancellation.
pub fn list_commits(range: &str, cancel: &Cancel) -> Result<Vec<Commit>> {
    let invalid = |message: String| Error::invalid_input(message).help("use two revisions, such as `git:v1..main`");
    let (from, to) = range.split_once("..").ok_or_else(|| invalid(format!("invalid range `{range}`")))?;
    let repository = Repository::of(Path::new("."))?;
    let from = repository.commit(if from.is_empty() { "HEAD" } else { from })?;
    let to = repository.commit(if to.is_empty() { "HEAD" } else { to })?;
    let mut command = repository.git();
    command.args(["log", "--first-parent", "--reverse", "-z", "--format=%H %s", "--end-of-options"]);
    command.arg(format!("{from}..{to}"));
    let mut commits = vec![Commit { id: from, subject: "the start of the range".to_owned() }];
    commits.extend(list(&mut command, cancel)?.iter().map(|line| {
        let (id, subject) = line.split_once(' ').unwrap_or((line, ""));
        Commit { id: id.to_owned(), subject: subject.to_owned() }
    }));
    if commits.len() < 2 {
        return Err(invalid(format!("the range `{range}` has no commits")));
    }
    Ok(commits)
}
