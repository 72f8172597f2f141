//! Times and limits of this process.

use std::time::Duration;

/// Returns the processor time of this thread.
#[cfg(unix)]
pub(crate) fn thread_time() -> Duration {
    time_of(nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID)
}

/// Returns the processor time of this process.
#[cfg(unix)]
pub(crate) fn process_time() -> Duration {
    time_of(nix::time::ClockId::CLOCK_PROCESS_CPUTIME_ID)
}

/// Reads a clock. These clocks exist everywhere; without one, no time passes, and other limits hold.
#[cfg(unix)]
fn time_of(clock: nix::time::ClockId) -> Duration {
    nix::time::clock_gettime(clock).map(Duration::from).unwrap_or_default()
}

/// Returns the time since the first call: this operating system's processor time is not read.
#[cfg(not(unix))]
pub(crate) fn thread_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// Returns the time since the first call: this operating system's processor time is not read.
#[cfg(not(unix))]
pub(crate) fn process_time() -> Duration {
    thread_time()
}

/// Makes this process end with its parent, closes the descriptors that it inherited besides standard input, output and
/// error, and disables core dumps.
#[cfg(unix)]
pub(crate) fn detach() {
    use nix::sys::resource::{Resource, setrlimit};
    end_with_parent();
    let Ok(entries) = std::fs::read_dir("/dev/fd") else { return };
    let descriptors: Vec<i32> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|number| *number > 2)
        .collect();
    for number in descriptors {
        // The one that listed the folder is closed already.
        let _ = nix::unistd::close(number);
    }
    let _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
}

/// Makes the kernel kill this process when the thread that started it ends.
#[cfg(target_os = "linux")]
pub(crate) fn end_with_parent() {
    let _ = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
}

/// Does nothing: the end of standard input tells that the parent ended.
#[cfg(not(target_os = "linux"))]
pub(crate) fn end_with_parent() {}

/// Does nothing: on this operating system, processes inherit what they are given only.
#[cfg(not(unix))]
pub(crate) fn detach() {}

/// Limits the processor time of this process.
#[cfg(unix)]
pub(crate) fn limit_time(time: Duration) {
    use nix::sys::resource::{Resource, setrlimit};
    let seconds = time.as_secs().saturating_add(1);
    let _ = setrlimit(Resource::RLIMIT_CPU, seconds, seconds.saturating_add(1));
}

/// Replaces this process by a program. Returns only if that fails.
#[cfg(unix)]
pub(crate) fn replace(command: &mut std::process::Command) -> std::io::Error {
    use std::os::unix::process::CommandExt as _;
    command.exec()
}

/// Limits the processor time and the memory of this process. The operating system enforces both, in native code too.
#[cfg(unix)]
pub(crate) fn limit(time: Duration, memory: usize) {
    use nix::sys::resource::{Resource, setrlimit};
    limit_time(time);
    let bytes = u64::try_from(memory).unwrap_or(u64::MAX);
    let _ = setrlimit(Resource::RLIMIT_AS, bytes, bytes);
}

/// Does nothing: the watchdog and the engine's own limits remain.
#[cfg(not(unix))]
pub(crate) fn limit(_: Duration, _: usize) {}

/// Does nothing: Node does not run on this operating system.
#[cfg(not(unix))]
pub(crate) fn limit_time(_: Duration) {}

/// Fails: a process cannot be replaced on this operating system.
#[cfg(not(unix))]
pub(crate) fn replace(_: &mut std::process::Command) -> std::io::Error {
    std::io::ErrorKind::Unsupported.into()
}
