//! Progress of exports, imports, backups and copies.

use super::setup::Setup;
use convex_ops::{ImportFormat, Progress, ProgressPhase, ProgressUnit};
use std::sync::{Arc, Mutex};

/// Amounts that were reported, with their phases.
#[derive(Clone, Default)]
struct Reported(Arc<Mutex<Vec<Progress>>>);

impl Reported {
    fn add(&self) -> impl Fn(&Progress) + Send + Sync + 'static {
        let reported = Arc::clone(&self.0);
        move |progress| reported.lock().unwrap().push(*progress)
    }

    /// Returns the phases in order, each with its last amount, and forgets them.
    fn take(&self) -> Vec<(ProgressPhase, u64, Option<u64>, ProgressUnit)> {
        let reported = std::mem::take(&mut *self.0.lock().unwrap());
        let mut phases: Vec<(ProgressPhase, u64, Option<u64>, ProgressUnit)> = Vec::new();
        for Progress { phase, done, total, unit, .. } in reported {
            match phases.iter_mut().find(|(known, ..)| *known == phase) {
                Some(last) => {
                    assert!(done >= last.1, "{phase:?} goes back from {} to {done}", last.1);
                    *last = (phase, done, total, unit);
                }
                None => phases.push((phase, done, total, unit)),
            }
        }
        phases
    }
}

pub(super) async fn long_work_reports_its_progress(setup: Setup) {
    use ProgressPhase::{Backup, Download, Import, Upload, Wait};
    use ProgressUnit::{Bytes, Documents, Steps};
    let todo = setup.project("todo").ensure().await.unwrap();
    let (dev, staging) = (todo.dev().ensure().await.unwrap(), todo.deployment("staging").ensure().await.unwrap());
    let reported = Reported::default();

    let import = dev.import_data(b"{}\n{}\n".to_vec()).table("tasks").format(ImportFormat::JsonLines);
    import.progress(reported.add()).await.unwrap();
    assert_eq!(reported.take(), [(Upload, 6, Some(6), Bytes), (Import, 2, Some(2), Documents)]);

    let mut zip = Vec::new();
    let export = dev.export().progress(reported.add()).await.unwrap();
    assert_eq!(reported.take(), [(Wait, 1, Some(1), Steps)]);
    let len = export.write_to(&mut zip).await.unwrap();
    assert_eq!(reported.take(), [(Download, len, None, Bytes)]);

    staging.copy_data_from(&dev).progress(reported.add()).await.unwrap();
    let copied = reported.take();
    let phases: Vec<_> = copied.iter().map(|(phase, ..)| *phase).collect();
    assert_eq!(phases, [Wait, Upload, Download, Import], "{copied:?}");
    let (uploaded, downloaded) = (copied[1].1, copied[2].1);
    assert!(uploaded == downloaded && downloaded > 0, "{copied:?}");

    let backup = dev.backups().create().progress(reported.add()).await.unwrap();
    assert_eq!(reported.take(), [(Backup, 1, Some(1), Steps)]);
    dev.restore(&backup).progress(reported.add()).await.unwrap();
    assert_eq!(reported.take(), [(Wait, 1, Some(1), Steps), (Import, 2, Some(2), Documents)]);
}
