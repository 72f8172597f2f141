//! Periodic maintenance, which runs even without requests.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::service::Service;

/// Shortest interval: a timer's period cannot be zero.
const SHORTEST: Duration = Duration::from_millis(1);

/// Runs the platform's maintenance immediately, then after each interval.
pub(super) async fn run_maintenance(service: Arc<Service>, every: Duration) {
    let mut ticks = interval(every.max(SHORTEST));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // Work that fails stays due and is retried.
        let _ = service.run(|platform| platform.run_maintenance()).await;
    }
}
