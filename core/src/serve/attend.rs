//! What the passing of time brings, also while nobody calls.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::service::Service;

/// The shortest pause; a timer can't have none.
const SHORTEST: Duration = Duration::from_millis(1);

/// Has the platform attend to what is due, at once and then after each pause.
pub(super) async fn attend(service: Arc<Service>, every: Duration) {
    let mut ticks = interval(every.max(SHORTEST));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // What fails stays due.
        let _ = service.run(|platform| platform.attend()).await;
    }
}
