//! Table numbers of IDs.

use convex_ops::source::DataOptions;
use serde_json::json;

use super::export::Export;
use super::{check_input, groups, id, id_of, says, schema, table};

/// Posts by authors, in a table whose number is 10,002; the users' is 10,001.
fn posts(authors: &[String]) -> Vec<String> {
    let post = |author: &String| json!({"_id": id(10_002, 1), "author": author}).to_string();
    authors.iter().map(post).collect()
}

fn by_users() -> convex_ops::schema::Schema {
    schema(&[("users", json!({})), ("posts", json!({"author": id_of("users")}))])
}

fn listed(rows: &[&str]) -> Export {
    Export::default().table("_tables", &rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>())
}

#[test]
fn numbers_are_read_from_table_list() {
    let authors = [id(10_001, 1), id(10_002, 1), id(10_003, 1), "nobody".to_owned()];
    for rows in [
        [r#"{"name": "users", "id": 10001}"#, r#"{"name": "posts", "id": 10002}"#],
        [r#"{"id": 10001.0, "name": "users"}"#, r#"{"id": 10002.0, "name": "posts"}"#],
    ] {
        let found =
            listed(&rows).table("posts", &posts(&authors)).table("users", &[]).check(&[("", &by_users())]).unwrap();
        let posts = table(&found, "", "posts");
        assert_eq!(groups(posts), [(".author", "not-an-id", 1), (".author", "wrong-table", 2)]);
        assert!(posts.ids_not_verified.is_empty());
        assert_eq!(found.components[""].table_numbers.number("users"), Some(10_001));
    }
}

#[test]
fn missing_list_reads_numbers_from_first_document() {
    let users = ["".to_owned(), json!({"_id": id(10_001, 1)}).to_string()];
    let authors = [id(10_001, 1), id(10_002, 1), id(10_003, 1)];
    let found =
        Export::default().table("posts", &posts(&authors)).table("users", &users).check(&[("", &by_users())]).unwrap();
    assert_eq!(groups(table(&found, "", "posts")), [(".author", "wrong-table", 2)]);
}

#[test]
fn ids_of_unnumbered_table_pass_and_are_counted() {
    let authors = [id(10_001, 1), id(10_002, 1), id(10_003, 1), "nobody".to_owned()];
    let export = Export::default().table("posts", &posts(&authors)).table("users", &[]);
    let found = export.check(&[("", &by_users())]).unwrap();
    let posts = table(&found, "", "posts");
    assert_eq!(groups(posts), [(".author", "not-an-id", 1), (".author", "wrong-table", 1)]);
    assert_eq!(posts.ids_not_verified, [("users".into(), 2)].into());

    let folder = export.folder();
    let alone = folder.path().join("posts/documents.jsonl");
    let found = check_input(&alone.to_string_lossy(), &DataOptions::default(), &[("", &by_users())]).unwrap();
    assert_eq!(table(&found, "", "posts").ids_not_verified, [("users".into(), 2)].into());
}

#[test]
fn single_file_uses_adjacent_table_list() {
    let rows = [r#"{"name": "users", "id": 10001}"#, r#"{"name": "posts", "id": 10002}"#];
    let folder = listed(&rows).table("posts", &posts(&[id(10_001, 1), id(10_003, 1)])).folder();
    let alone = folder.path().join("posts/documents.jsonl");
    let found = check_input(&alone.to_string_lossy(), &DataOptions::default(), &[("", &by_users())]).unwrap();
    assert_eq!(groups(table(&found, "", "posts")), [(".author", "wrong-table", 1)]);
    assert_eq!(found.table("", "users"), None, "only the given file is checked");
}

#[test]
fn included_files_have_a_number() {
    let photos = schema(&[("photos", json!({"file": id_of("_storage"), "job": id_of("_scheduled_functions")}))]);
    let photo = |file: String| json!({"_id": id(10_001, 1), "file": file, "job": id(10_009, 1)}).to_string();
    let rows = [r#"{"name": "photos", "id": 10001}"#];
    let documents = [photo(id(10_005, 1)), photo(id(10_006, 1)), photo(id(10_001, 1)), photo("k1".to_owned())];
    let without = listed(&rows).table("photos", &documents).check(&[("", &photos)]).unwrap();
    assert_eq!(groups(table(&without, "", "photos")), [(".file", "not-an-id", 1), (".file", "wrong-table", 1)]);
    let counted = [("_scheduled_functions".into(), 4), ("_storage".into(), 2)];
    assert_eq!(table(&without, "", "photos").ids_not_verified, counted.into());

    let storage = [json!({"_id": id(10_005, 1), "size": 1.0}).to_string()];
    let with = listed(&rows).table("photos", &documents).table("_storage", &storage).check(&[("", &photos)]).unwrap();
    assert_eq!(groups(table(&with, "", "photos")), [(".file", "not-an-id", 1), (".file", "wrong-table", 2)]);
    assert_eq!(table(&with, "", "photos").ids_not_verified, [("_scheduled_functions".into(), 4)].into());
}

#[test]
fn components_number_tables_independently() {
    let (mine, theirs) = (r#"{"name": "users", "id": 10001}"#, r#"{"name": "users", "id": 10003}"#);
    let export = listed(&[mine, r#"{"name": "posts", "id": 10002}"#])
        .table("_components/a/_tables", &[theirs.to_owned(), r#"{"name": "posts", "id": 10002}"#.to_owned()])
        .table("posts", &posts(&[id(10_001, 1), id(10_003, 1)]))
        .table("_components/a/posts", &posts(&[id(10_001, 1)]));
    let schema = by_users();
    let found = export.check(&[("", &schema), ("a", &schema)]).unwrap();
    assert_eq!(groups(table(&found, "", "posts")), [(".author", "wrong-table", 1)]);
    assert_eq!(groups(table(&found, "a", "posts")), [(".author", "wrong-table", 1)]);
}

#[test]
fn contradictory_lists_are_errors() {
    let good = r#"{"name": "users", "id": 10001}"#;
    let bad = [
        (good, "duplicate table `users`"),
        (r#"{"name": "posts", "id": 10001}"#, "both have the table number 10001"),
        (r#"{"name": "posts"}"#, "expected the `name` of a table and its number"),
        (r#"{"name": "posts", "id": 0}"#, "its number"),
        (r#"{"name": "posts", "id": 1.5}"#, "its number"),
        (r#"{"name": "posts", "id": 4294967296}"#, "its number"),
        ("7", "its number"),
    ];
    for (row, because) in bad {
        let error = listed(&[good, row]).check(&[]).unwrap_err();
        says(&error, &[because, "_tables/documents.jsonl:2"]);
    }
    let user = json!({"_id": id(10_001, 1)}).to_string();
    let error = Export::default().table("a", std::slice::from_ref(&user)).table("b", &[user]).check(&[]).unwrap_err();
    says(&error, &["`a` and `b` both have the table number 10001", "b/documents.jsonl"]);
}
