//! Backups through handles.

use super::copy_data::{import, keys, push_texts, tables, with_documents};
use super::setup::Setup;
use convex_ops::ErrorKind;
use convex_ops::api::backups::CloudBackupState;
use convex_ops::model::CloudBackupId;

pub(super) async fn backup_is_created_and_restored(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    let (production, dev) = (todo.production(), todo.dev());
    let of_production = with_documents(&setup, &production, "{\"n\": 1}\n{\"n\": 2}").await;
    let of_dev = with_documents(&setup, &dev, "{\"n\": 3}").await;
    let (backups, name) = (production.backups(), production.get().await.unwrap().name);
    assert_eq!(backups.list().all().await.unwrap(), []);
    let made = backups.create().await.unwrap();
    assert_eq!((&made.state, made.include_storage), (&CloudBackupState::Complete, false));
    assert_eq!(backups.list().all().await.unwrap(), std::slice::from_ref(&made));
    // The second restore finds an earlier one.
    for lines in ["{}", "{}\n{}\n{}"] {
        import(&setup, &of_production, lines);
        assert_eq!(production.confirm(&name).restore(&made).await.unwrap().documents, 2);
        assert_eq!(tables(&setup, &of_production), [("tasks".to_owned(), 2)]);
    }
    assert_eq!(dev.restore(&made).await.unwrap().documents, 2);
    assert_eq!(tables(&setup, &of_dev), [("tasks".to_owned(), 2)]);
    assert_eq!((keys(&production).await, keys(&dev).await), (vec!["test".to_owned()], vec!["test".to_owned()]));
    assert_eq!(backups.delete(&made).await.unwrap_err().code(), Some("ConfirmationRequired"));
    let backups = production.confirm(&name).backups();
    assert!(backups.delete(&made).await.unwrap());
    assert!(!backups.delete(&made).await.unwrap());
    assert_eq!(backups.list().all().await.unwrap(), []);
}

pub(super) async fn failed_restore_reports_reason(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    let production = todo.production();
    let key = with_documents(&setup, &production, "{\"n\": 1}\n{\"n\": 2}").await;
    let made = production.backups().create().await.unwrap();
    let production = production.confirm(production.get().await.unwrap().name);
    import(&setup, &key, "{\"n\": \"x\"}");
    push_texts(&setup, &key);
    let error = production.restore(&made).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidInput, Some("ImportFailed")), "{error}");
    let error = production.restore(CloudBackupId(99)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("BackupNotFound")), "{error}");
    assert_eq!(tables(&setup, &key), [("tasks".to_owned(), 1)]);
    assert_eq!(keys(&production).await, ["test"]);
}
