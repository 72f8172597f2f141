//! The store file: created, reopened, shared, and rejected if it is not a store.

use super::{World, create_project};
use convex_ops::api::projects::{GetProjectById, ListProjects};
use convex_ops::embedded::{Caller, EmbeddedOptions, Platform};
use convex_ops::{Error, ErrorKind};
use std::fs;
use std::path::Path;

fn open(path: &Path) -> Result<Platform, Error> {
    Platform::open(&format!("embedded:{}", path.display()), &EmbeddedOptions::default())
}

#[track_caller]
fn not_opened(path: &Path, kind: ErrorKind, because: &str) {
    let error = open(path).err().expect("the store was opened");
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(because), "{error}");
    assert_eq!(error.info().location.file.as_deref(), Some(path.to_str().unwrap()), "{error}");
}

#[test]
fn writes_survive_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let world = World::of(open(&path).unwrap());
    let project = world.project("Todo").id;
    let token = world.first.token.clone();
    let team = world.team();
    drop(world);
    let platform = open(&path).unwrap();
    let found = platform.call(&Caller::with_token(token.clone()), GetProjectById { project_id: project }).unwrap();
    assert_eq!(found.name, "Todo");
    // The first member and team are created once.
    let again = platform.bootstrap().unwrap();
    assert_eq!(again.team_id, team);
    assert_eq!(platform.resume(&token).unwrap().team_id, team);
    assert_eq!(platform.resume(&"eyJ2MiI6Im5vIn0=".into()).unwrap_err().kind(), ErrorKind::Unauthenticated);
    platform.admin().check_store().unwrap();
}

#[test]
fn durable_store_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    let world = World::of(Platform::open(&location, &EmbeddedOptions::default().durable(true)).unwrap());
    world.project("Todo");
    world.platform.admin().check_store().unwrap();
}

#[test]
fn open_stores_see_each_others_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let one = World::of(open(&path).unwrap());
    let other = open(&path).unwrap();
    let project = one.project("Todo").id;
    assert_eq!(other.call(&one.me, GetProjectById { project_id: project }).unwrap().slug, "todo");
    let theirs = other.call(&one.me, create_project(one.team(), "Todo")).unwrap();
    assert_eq!(theirs.slug, "todo-1");
    let list = ListProjects::new(one.team());
    assert_eq!(one.call(list).items.len(), 2);
}

#[test]
fn non_store_file_is_rejected_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "not a database, but a text that is long enough to look like something\n".repeat(40)).unwrap();
    not_opened(&text, ErrorKind::Io, "invalid or damaged store");
    assert!(fs::read_to_string(&text).unwrap().starts_with("not a database"));

    let foreign = folder.path().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE notes (text)").unwrap();
    not_opened(&foreign, ErrorKind::InvalidInput, "another program's database");

    let newer = folder.path().join("newer.db");
    drop(open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    not_opened(&newer, ErrorKind::InvalidInput, "unsupported store version 99");

    not_opened(&folder.path().join("no/such/folder.db"), ErrorKind::Io, "cannot open the store");
    not_opened(folder.path(), ErrorKind::Io, "cannot open the store");
    let error = Platform::open("https://api.convex.dev", &EmbeddedOptions::default()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}

#[test]
fn damage_is_an_error_not_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let world = World::of(open(&path).unwrap());
    for n in 0..200 {
        world.project(&format!("Project {n}"));
    }
    let (me, team) = (world.me.clone(), world.team());
    drop(world);
    let mut bytes = fs::read(&path).unwrap();
    // All but the first pages, which identify the file as a store.
    for byte in bytes.iter_mut().skip(64 * 1024) {
        *byte = 0x5a;
    }
    fs::write(&path, bytes).unwrap();
    let list = ListProjects::new(team);
    let outcome = open(&path).and_then(|platform| {
        platform.admin().check_store()?;
        platform.call(&me, list)
    });
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Io);
}

#[test]
fn late_failure_rolls_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let world = World::of(open(&path).unwrap());
    // A new project writes its audit log entry last.
    let outside = rusqlite::Connection::open(&path).unwrap();
    outside
        .execute_batch("CREATE TRIGGER fault BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'fault'); END")
        .unwrap();
    let error = world.platform.call(&world.me, create_project(world.team(), "Todo")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    outside.execute_batch("DROP TRIGGER fault").unwrap();
    let list = ListProjects::new(world.team());
    assert!(world.call(list).items.is_empty());
    assert_eq!(world.project("Todo").slug, "todo");
}

#[test]
fn store_file_contains_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let world = World::of(open(&path).unwrap());
    let project = world.project("Todo").id;
    let preview = world.call(convex_ops::api::deploy_keys::CreatePreviewDeployKey {
        project_id: project,
        name: "ci".into(),
        expires_at: None,
    });
    let secrets = [world.first.token.expose().to_owned(), preview.preview_deploy_key.expose().to_owned()];
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for secret in &secrets {
            let secret = secret.rsplit('|').next().unwrap().as_bytes();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        }
    }
}
