//! Reserve of disk space, so that a failure can be recorded on a full disk.

use std::fs::{self, File};
use std::io::Write;

use super::place::Place;
use super::private::beside;
use crate::os::create_private_file;

/// Ending of the file that holds the space.
const ENDING: &str = "-reserve";

/// Length of the reserve, in bytes. A failure changes fewer than twenty pages of 4 KiB.
const LENGTH: usize = 256 << 10;

/// Fills the reserve if it was used. Returns false if the disk has no space for it.
pub(super) fn fill(place: &Place) -> bool {
    let Place::File(path) = place else { return true };
    let path = beside(path, ENDING);
    if fs::metadata(&path).is_ok_and(|metadata| metadata.len() == LENGTH as u64) {
        return true;
    }
    // Zeros that are written occupy the disk, other than a length that is only set.
    let filled = create_private_file(&path).and_then(|()| File::create(&path)?.write_all(&[0; LENGTH]));
    if filled.is_err() {
        // A part of the reserve would be worth nothing.
        let _ = fs::remove_file(&path);
    }
    filled.is_ok()
}

/// Gives the space back to the disk. Returns false if nothing was reserved.
pub(super) fn release(place: &Place) -> bool {
    let Place::File(path) = place else { return false };
    fs::remove_file(beside(path, ENDING)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserve_is_released_once_and_filled_again() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::File(folder.path().join("store"));
        assert!(!release(&place));
        assert!(fill(&place) && fill(&place));
        assert_eq!(fs::metadata(folder.path().join("store-reserve")).unwrap().len(), LENGTH as u64);
        assert!(release(&place) && !release(&place));
        assert!(fill(&place));
        assert!(!fill(&Place::File(folder.path().join("no/such/folder"))));
    }
}
