//! Which file of an export holds what, by its name.
//!
//! As in Convex's import, any folders may come before those that count:
//! `any/folders/_components/<name>/_components/<name>/<table>/documents.jsonl`.

use super::files::{File, Files};
use crate::error::{Error, Result};
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Name};

/// The folder of stored files.
const STORAGE: &str = "_storage";

/// What a file of an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The documents of a table.
    Documents,
    /// How they are written.
    GeneratedSchema,
    /// The content of the stored file with this id.
    Stored(DocumentId),
}

/// Where a file belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The path of the component: `"a/b"`, and `""` for the root.
    pub(crate) component: String,
    pub(crate) table: Name,
    pub(crate) content: Content,
}

/// Where the file with this name belongs; `None` where it holds neither documents nor how they are written.
///
/// # Errors
/// `InvalidInput` where a folder of such a file can't name a table or a component.
pub(crate) fn place(file: &str) -> Result<Option<Place>> {
    let mut folders: Vec<&str> = file.split('/').collect();
    let content = match folders.pop() {
        Some("documents.jsonl") => Content::Documents,
        Some("generated_schema.jsonl") => Content::GeneratedSchema,
        _ => return Ok(None),
    };
    let Some(table) = folders.pop().filter(|table| !table.is_empty()) else { return Ok(None) };
    let mut components = Vec::new();
    while let [.., "_components", name] = folders.as_slice() {
        components.push(identifier(name, "component", file)?);
        folders.truncate(folders.len() - 2);
    }
    components.reverse();
    Ok(Some(Place { component: components.join("/"), table: identifier(table, "table", file)?.into(), content }))
}

/// Where a stored file belongs, by the name of its file: `_storage/<id>.png`; `None` where it is none.
///
/// # Errors
/// As [`place`].
pub(crate) fn stored_place(file: &str) -> Result<Option<Place>> {
    let Some((folder, name)) = file.rsplit_once('/') else { return Ok(None) };
    let id = name.split_once('.').map_or(name, |(id, _)| id);
    if folder.rsplit('/').next() != Some(STORAGE) || ["documents", "generated_schema", ""].contains(&id) {
        return Ok(None);
    }
    let unknown = || Error::invalid_input(format!("`{}` is no id of a stored file", id.escape_debug())).in_file(file);
    let id = DocumentId::decode(id).ok_or_else(unknown)?;
    // It stands beside the documents that tell of it.
    let beside = place(&format!("{folder}/documents.jsonl"))?;
    Ok(beside.map(|place| Place { content: Content::Stored(id), ..place }))
}

fn identifier<'a>(name: &'a str, what: &str, file: &str) -> Result<&'a str> {
    if is_identifier(name) {
        return Ok(name);
    }
    Err(Error::invalid_input(format!("the folder `{}` cannot name a {what}", name.escape_debug())).in_file(file))
}

/// Whether a name in an archive would lead out of the folder that the archive is unpacked to.
pub(crate) fn climbs_out(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    drive || name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..")
}

impl Files {
    /// Adds a file in its place.
    ///
    /// # Errors
    /// `InvalidInput` where the place is taken.
    pub(crate) fn insert(&mut self, place: Place, file: File) -> Result<()> {
        let table = self.components.entry(place.component).or_default().entry(place.table).or_default();
        let slot = match place.content {
            Content::Documents => &mut table.documents,
            Content::GeneratedSchema => &mut table.generated_schema,
            Content::Stored(id) => {
                table.stored.push((id, file));
                return Ok(());
            }
        };
        match slot {
            Some(other) => {
                let same = if other.name == file.name {
                    "another file of the same name"
                } else {
                    &format!("`{}`", other.name)
                };
                let error = Error::invalid_input(format!("{same} holds the same table")).in_file(file.name);
                Err(error.help("export again, or leave all but one of them out"))
            }
            None => {
                *slot = Some(file);
                Ok(())
            }
        }
    }

    /// Whether there is no table.
    #[cfg(feature = "source")]
    pub(crate) fn is_empty(&self) -> bool {
        self.components.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn at(file: &str, component: &str, table: &str, content: Content) {
        let expected = Place { component: component.to_owned(), table: table.into(), content };
        assert_eq!(place(file).unwrap(), Some(expected));
    }

    #[test]
    fn folders_name_the_table_and_the_components() {
        at("users/documents.jsonl", "", "users", Content::Documents);
        at("users/generated_schema.jsonl", "", "users", Content::GeneratedSchema);
        at("snapshot_1/x/_tables/documents.jsonl", "", "_tables", Content::Documents);
        at("_components/a/users/documents.jsonl", "a", "users", Content::Documents);
        at("s/_components/a/_components/b/users/documents.jsonl", "a/b", "users", Content::Documents);
        at("_components/a/between/users/documents.jsonl", "", "users", Content::Documents);
    }

    #[test]
    fn other_files_have_no_place() {
        let others =
            ["documents.jsonl", "/documents.jsonl", "README.md", "users/._documents.jsonl", "_storage/k1.jsonl"];
        for other in others {
            assert_eq!(place(other).unwrap(), None, "{other}");
        }
    }

    #[test]
    fn stored_files_stand_beside_what_tells_of_them() {
        let id = DocumentId { table: 7, internal: [1; 16] };
        for (name, component) in [(format!("_storage/{id}"), ""), (format!("s/_components/a/_storage/{id}.a.png"), "a")]
        {
            let expected =
                Place { component: component.to_owned(), table: STORAGE.into(), content: Content::Stored(id) };
            assert_eq!(stored_place(&name).unwrap(), Some(expected), "{name}");
        }
        for other in ["_storage/documents.jsonl", "_storage/", "users/x.png", &id.to_string(), "_storage/a/b.png"] {
            assert_eq!(stored_place(other).unwrap(), None, "{other}");
        }
        let error = stored_place("_storage/cat.png").unwrap_err();
        assert_eq!(error.info().location.file.as_deref(), Some("_storage/cat.png"));
    }

    #[test]
    fn folders_that_name_nothing_are_errors() {
        let error = place("my-table/documents.jsonl").unwrap_err();
        assert_eq!(error.info().location.file.as_deref(), Some("my-table/documents.jsonl"));
        assert!(place("_components/a b/users/documents.jsonl").is_err());
    }

    #[test]
    fn names_that_climb_out_are_told_from_those_that_only_look_so() {
        for name in ["../users", "a/../../b", "/etc", "\\etc", "C:\\a", "a\\..\\b", ".."] {
            assert!(climbs_out(name), "{name}");
        }
        for name in ["a/..b/c", "a..b", "./a", "a/.../b"] {
            assert!(!climbs_out(name), "{name}");
        }
    }
}
