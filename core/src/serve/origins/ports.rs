//! A loopback port for each deployment that was requested.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use crate::embedded::Platform;
use crate::error::{Error, ErrorKind, Result};

/// Error code if no further deployment can have a port.
const TOO_MANY_PORTS: &str = "TooManyPorts";

/// Number of files that the process must still be able to open after a new port, for connections and the store.
const FILES_TO_SPARE: usize = 128;

/// Ports of deployments.
pub(in crate::serve) struct Ports {
    main: SocketAddr,
    max: usize,
    state: Mutex<State>,
    opened: UnboundedSender<OpenedPort>,
}

#[derive(Default)]
struct State {
    open: BTreeMap<String, Port>,
    /// Ports that the store does not contain yet.
    unsaved: Vec<(String, u16)>,
}

/// An open port. Dropping it closes the port.
struct Port {
    number: u16,
    _until: oneshot::Sender<()>,
}

/// A newly opened port that must be served.
pub(in crate::serve) struct OpenedPort {
    /// The deployment.
    pub(in crate::serve) deployment: String,
    /// Listener of the port, which already queues connections.
    pub(in crate::serve) listener: TcpListener,
    /// Resolves when the port must close.
    pub(in crate::serve) until: oneshot::Receiver<()>,
}

impl Ports {
    pub(super) fn new(main: SocketAddr, max: usize) -> (Self, UnboundedReceiver<OpenedPort>) {
        let (opened, receiver) = unbounded_channel();
        (Self { main, max, state: Mutex::default(), opened }, receiver)
    }

    pub(super) fn of_one(&self, deployment: &str) -> Result<String> {
        let mut state = self.state();
        if let Some(port) = state.open.get(deployment) {
            return Ok(self.url(port.number));
        }
        if state.open.len() >= self.max {
            return Err(no_port(format!("all {} ports are in use", self.max))
                .help("start the server with a larger `--max-ports`, or with `--domain`"));
        }
        let number = self.open(&mut state, deployment, 0)?;
        state.unsaved.push((deployment.to_owned(), number));
        Ok(self.url(number))
    }

    /// Returns the deployment's name below `localhost` if it has no port yet; some clients can resolve that.
    pub(super) fn in_list(&self, deployment: &str) -> String {
        match self.state().open.get(deployment) {
            Some(port) => self.url(port.number),
            None => format!("http://{deployment}.localhost:{}", self.main.port()),
        }
    }

    pub(super) fn restore(&self, platform: &Platform) -> Result<()> {
        let saved = platform.saved_ports()?;
        let mut state = self.state();
        for (deployment, number) in saved.into_iter().take(self.max) {
            // Another process may use the port now. The deployment then gets a new one on its next request.
            let _ = self.open(&mut state, &deployment, number);
        }
        Ok(())
    }

    pub(super) fn around<T>(&self, platform: &Platform, mut work: impl FnMut() -> Result<T>) -> Result<T> {
        let mut outcome = work();
        let found_none_free = |error: &Error| error.code() == Some(TOO_MANY_PORTS);
        if outcome.as_ref().is_err_and(found_none_free) && self.close_unused(platform)? > 0 {
            outcome = work();
        }
        let unsaved = std::mem::take(&mut self.state().unsaved);
        for (deployment, number) in unsaved {
            platform.save_port(&deployment, number)?;
        }
        outcome
    }

    fn open(&self, state: &mut State, deployment: &str, number: u16) -> Result<u16> {
        let failed = |error| Error::io("cannot open a port for the deployment", &error);
        let listener = TcpListener::bind((self.ip(), number)).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        check_files_to_spare(&listener)?;
        let number = listener.local_addr().map_err(failed)?.port();
        let (sender, until) = oneshot::channel();
        // The receiver is dropped once the server stops.
        let _ = self.opened.send(OpenedPort { deployment: deployment.to_owned(), listener, until });
        state.open.insert(deployment.to_owned(), Port { number, _until: sender });
        Ok(number)
    }

    /// Closes the ports of deleted deployments and returns how many were closed.
    fn close_unused(&self, platform: &Platform) -> Result<usize> {
        let names: Vec<_> = self.state().open.keys().cloned().collect();
        let mut closed = 0;
        for name in names {
            if platform.find_deployment(&name)?.is_none() {
                self.state().open.remove(&name);
                closed += 1;
            }
        }
        Ok(closed)
    }

    fn url(&self, number: u16) -> String {
        format!("http://{}", SocketAddr::new(self.ip(), number))
    }

    /// Returns loopback if the server listens on all addresses.
    fn ip(&self) -> IpAddr {
        self.main.ip()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn no_port(message: String) -> Error {
    Error::new(ErrorKind::LimitExceeded, message).with_code(TOO_MANY_PORTS)
}

/// Checks that files can still be opened. Without spare files the server could accept no connection to report the error
/// on.
fn check_files_to_spare(listener: &TcpListener) -> Result<()> {
    let spare: std::io::Result<Vec<_>> = (0..FILES_TO_SPARE).map(|_| listener.try_clone()).collect();
    spare.map(drop).map_err(|error| {
        no_port(format!("cannot open more files: {error}"))
            .help("raise the limit of open files (`ulimit -n`), or start the server with `--domain`")
    })
}
