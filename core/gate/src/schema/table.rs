//! Schemas, tables and indexes, as `schema.export()` writes them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Object, Validator};
use crate::error::{Error, Result};
use crate::json;
use crate::value::Name;

/// Unknown members, kept unchanged.
type Extra = BTreeMap<String, serde_json::Value>;

/// A schema, against which a deployment checks its documents.
///
/// ```
/// use convex_ops::schema::Schema;
///
/// let schema = Schema::parse(r#"{"tables": [{"tableName": "users", "indexes": []}], "schemaValidation": true}"#)?;
/// assert!(schema.validates && schema.tables.contains_key("users"));
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "SchemaJson", into = "SchemaJson")]
pub struct Schema {
    /// Tables by name.
    pub tables: BTreeMap<Name, Table>,
    /// True if documents are checked against it (`schemaValidation`; false if missing).
    pub validates: bool,
    /// Members unknown to this version.
    pub extra: Extra,
}

impl Schema {
    /// Parses the result of `schema.export()`: a JSON object, or a JSON string that contains one.
    ///
    /// # Errors
    /// `InvalidInput`, with the JSON path, if the text is not a schema.
    pub fn parse(text: &str) -> Result<Self> {
        if text.trim_start().starts_with('"') {
            json::from_str(&json::from_str::<String>(text)?)
        } else {
            json::from_str(text)
        }
    }
}

/// A table of a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Indexes of all kinds, including staged ones, in name order.
    pub indexes: Vec<Index>,
    /// Type of its documents, without their system fields; any object if the schema does not define it.
    pub document: Validator,
    /// Type that is checked in the background and not yet enforced (`.staged(…)`).
    pub staged_document: Option<Validator>,
    /// Members unknown to this version.
    pub extra: Extra,
}

/// An index of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Name of the index (`indexDescriptor`).
    pub name: Name,
    /// Kind of the index, with its fields.
    pub kind: IndexKind,
    /// True if it is filled in the background and can't be used yet.
    pub staged: bool,
}

/// Kind of an index, with its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// A database index over the values of fields, in this order.
    Database {
        /// Paths of fields, dotted.
        fields: Vec<Name>,
    },
    /// A full-text index.
    Search {
        /// The searched field.
        search_field: Name,
        /// Fields that results can be filtered by, in name order.
        filter_fields: Vec<Name>,
    },
    /// A vector index.
    Vector {
        /// Field with the vector.
        vector_field: Name,
        /// Number of dimensions of a vector; absent in exports of apps with old versions of Convex.
        dimensions: Option<u32>,
        /// Fields that results can be filtered by, in name order.
        filter_fields: Vec<Name>,
    },
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a schema: an object with `tables`")]
struct SchemaJson {
    tables: Vec<TableJson>,
    schema_validation: Option<bool>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a table: an object with `tableName`, `indexes` and `documentType`")]
struct TableJson {
    table_name: Name,
    #[serde(default)]
    indexes: Vec<DatabaseIndexJson>,
    #[serde(default, deserialize_with = "null_as_default")]
    staged_db_indexes: Vec<DatabaseIndexJson>,
    #[serde(default, deserialize_with = "null_as_default")]
    search_indexes: Vec<SearchIndexJson>,
    #[serde(default, deserialize_with = "null_as_default")]
    staged_search_indexes: Vec<SearchIndexJson>,
    #[serde(default, deserialize_with = "null_as_default")]
    vector_indexes: Vec<VectorIndexJson>,
    #[serde(default, deserialize_with = "null_as_default")]
    staged_vector_indexes: Vec<VectorIndexJson>,
    document_type: Option<Validator>,
    #[serde(skip_serializing_if = "Option::is_none")]
    staged_document_type: Option<Validator>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DatabaseIndexJson {
    index_descriptor: Name,
    fields: Vec<Name>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SearchIndexJson {
    index_descriptor: Name,
    search_field: Name,
    #[serde(default)]
    filter_fields: Vec<Name>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct VectorIndexJson {
    index_descriptor: Name,
    vector_field: Name,
    #[serde(alias = "dimension", default, skip_serializing_if = "Option::is_none")]
    dimensions: Option<u32>,
    #[serde(default)]
    filter_fields: Vec<Name>,
}

fn null_as_default<'de, D: serde::Deserializer<'de>, T: Deserialize<'de> + Default>(json: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(json)?.unwrap_or_default())
}

impl TryFrom<SchemaJson> for Schema {
    type Error = Error;

    fn try_from(json: SchemaJson) -> Result<Self> {
        let mut tables = BTreeMap::new();
        for table in json.tables {
            let name = table.table_name.clone();
            if tables.insert(name.clone(), Table::from(table)).is_some() {
                return Err(Error::invalid_input(format!("duplicate table `{name}`")));
            }
        }
        Ok(Self { tables, validates: json.schema_validation.unwrap_or(false), extra: json.extra })
    }
}

impl From<TableJson> for Table {
    fn from(json: TableJson) -> Self {
        let database = |staged| {
            move |index: DatabaseIndexJson| Index {
                name: index.index_descriptor,
                kind: IndexKind::Database { fields: index.fields },
                staged,
            }
        };
        let search = |staged| {
            move |SearchIndexJson { index_descriptor: name, search_field, filter_fields }: SearchIndexJson| Index {
                name,
                kind: IndexKind::Search { search_field, filter_fields: sort(filter_fields) },
                staged,
            }
        };
        let vector = |staged| {
            move |index: VectorIndexJson| Index {
                name: index.index_descriptor,
                kind: IndexKind::Vector {
                    vector_field: index.vector_field,
                    dimensions: index.dimensions,
                    filter_fields: sort(index.filter_fields),
                },
                staged,
            }
        };
        let mut indexes: Vec<Index> = (json.indexes.into_iter().map(database(false)))
            .chain(json.staged_db_indexes.into_iter().map(database(true)))
            .chain(json.search_indexes.into_iter().map(search(false)))
            .chain(json.staged_search_indexes.into_iter().map(search(true)))
            .chain(json.vector_indexes.into_iter().map(vector(false)))
            .chain(json.staged_vector_indexes.into_iter().map(vector(true)))
            .collect();
        indexes.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            indexes,
            document: without_system_fields(json.document_type.unwrap_or(Validator::Any)),
            staged_document: json.staged_document_type.map(without_system_fields),
            extra: json.extra,
        }
    }
}

fn sort(mut names: Vec<Name>) -> Vec<Name> {
    names.sort();
    names.dedup();
    names
}

/// Removes fields that start with `_` at the top level of a document's type, in each member of a union, since Convex
/// ignores them.
fn without_system_fields(document: Validator) -> Validator {
    match document {
        Validator::Object(mut object) => {
            Object::retain(&mut object, |name, _| !name.starts_with('_'));
            Validator::Object(object)
        }
        Validator::Union(members) => Validator::Union(members.into_iter().map(without_system_fields).collect()),
        other => other,
    }
}

impl From<Schema> for SchemaJson {
    fn from(schema: Schema) -> Self {
        Self {
            tables: schema.tables.into_iter().map(|(name, table)| table.into_json(name)).collect(),
            schema_validation: Some(schema.validates),
            extra: schema.extra,
        }
    }
}

impl Table {
    fn into_json(self, table_name: Name) -> TableJson {
        let mut json = TableJson {
            table_name,
            indexes: Vec::new(),
            staged_db_indexes: Vec::new(),
            search_indexes: Vec::new(),
            staged_search_indexes: Vec::new(),
            vector_indexes: Vec::new(),
            staged_vector_indexes: Vec::new(),
            document_type: Some(self.document),
            staged_document_type: self.staged_document,
            extra: self.extra,
        };
        for Index { name: index_descriptor, kind, staged } in self.indexes {
            match kind {
                IndexKind::Database { fields } => {
                    let list = if staged { &mut json.staged_db_indexes } else { &mut json.indexes };
                    list.push(DatabaseIndexJson { index_descriptor, fields });
                }
                IndexKind::Search { search_field, filter_fields } => {
                    let list = if staged { &mut json.staged_search_indexes } else { &mut json.search_indexes };
                    list.push(SearchIndexJson { index_descriptor, search_field, filter_fields });
                }
                IndexKind::Vector { vector_field, dimensions, filter_fields } => {
                    let list = if staged { &mut json.staged_vector_indexes } else { &mut json.vector_indexes };
                    list.push(VectorIndexJson { index_descriptor, vector_field, dimensions, filter_fields });
                }
            }
        }
        json
    }
}
