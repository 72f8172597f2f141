//! Reading all data of a deployment and then its changes, as connectors of data warehouses do. The older form of
//! [`data_sync`](crate::api::data_sync).

mod document;
mod get_json_schemas;
mod get_shapes;
mod get_table_column_names;
mod list_document_deltas;
mod list_snapshot;
mod streamed;
mod test_streaming_export_connection;

pub use document::StreamedDocument;
pub use get_json_schemas::GetJsonSchemas;
pub use get_shapes::GetShapes;
pub use get_table_column_names::{GetTableColumnNames, TableColumnNames, TableColumns};
pub use list_document_deltas::{DocumentDeltas, ListDocumentDeltas};
pub use list_snapshot::{ListSnapshot, SnapshotPage};
pub use streamed::{StreamSelection, ValueFormat};
pub use test_streaming_export_connection::TestStreamingExportConnection;
