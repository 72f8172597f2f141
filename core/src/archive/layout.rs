//! The layout of an export: the role of each file by its name.
//!
//! As in Convex's import, any folders may precede the relevant ones:
//! `any/folders/_components/<name>/_components/<name>/<table>/documents.jsonl`.

use super::files::{File, Files};
use crate::error::{Error, Result};
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Name};

/// The folder of stored files.
const STORAGE: &str = "_storage";

/// The role of a file in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The documents of a table.
    Documents,
    /// The encoding of a table's documents.
    GeneratedSchema,
    /// The content of the stored file with this id.
    Stored(DocumentId),
}

/// The component, table and role of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The path of the component: `"a/b"`, and `""` for the root.
    pub(crate) component: String,
    pub(crate) table: Name,
    pub(crate) content: Content,
}

/// Returns the place of a file by its name; `None` for other files than documents and generated schemas.
///
/// # Errors
/// `InvalidInput` if a folder name is not a valid name of a table or component.
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

/// Returns the place of a stored file by its name, such as `_storage/<id>.png`; `None` for other files.
///
/// # Errors
/// As [`place`].
pub(crate) fn stored_place(file: &str) -> Result<Option<Place>> {
    let Some((folder, name)) = file.rsplit_once('/') else { return Ok(None) };
    let id = name.split_once('.').map_or(name, |(id, _)| id);
    if folder.rsplit('/').next() != Some(STORAGE) || ["documents", "generated_schema", ""].contains(&id) {
        return Ok(None);
    }
    let unknown =
        || Error::invalid_input(format!("invalid id of a stored file: `{}`", id.escape_debug())).in_file(file);
    let id = DocumentId::decode(id).ok_or_else(unknown)?;
    // It is in the same folder as the documents that describe it.
    let beside = place(&format!("{folder}/documents.jsonl"))?;
    Ok(beside.map(|place| Place { content: Content::Stored(id), ..place }))
}

fn identifier<'a>(name: &'a str, what: &str, file: &str) -> Result<&'a str> {
    if is_identifier(name) {
        return Ok(name);
    }
    Err(Error::invalid_input(format!("invalid {what} name `{}`", name.escape_debug())).in_file(file))
}

/// Checks if a name in an archive would escape the folder that the archive is unpacked to.
pub(crate) fn escapes_folder(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    drive || name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..")
}

impl Files {
    /// Adds a file.
    ///
    /// # Errors
    /// `InvalidInput` if another file has the same place.
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
                let error = Error::invalid_input(format!("{same} contains the same table")).in_file(file.name);
                Err(error.help("export again, or remove all but one of them"))
            }
            None => {
                *slot = Some(file);
                Ok(())
            }
        }
    }

    /// Checks if no table was found.
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
    fn folders_determine_table_and_component() {
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
    fn stored_files_belong_to_the_storage_table() {
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
    fn invalid_folder_names_are_refused() {
        let error = place("my-table/documents.jsonl").unwrap_err();
        assert_eq!(error.info().location.file.as_deref(), Some("my-table/documents.jsonl"));
        assert!(place("_components/a b/users/documents.jsonl").is_err());
    }

    #[test]
    fn names_that_escape_the_folder_are_detected() {
        for name in ["../users", "a/../../b", "/etc", "\\etc", "C:\\a", "a\\..\\b", ".."] {
            assert!(escapes_folder(name), "{name}");
        }
        for name in ["a/..b/c", "a..b", "./a", "a/.../b"] {
            assert!(!escapes_folder(name), "{name}");
        }
    }
}
