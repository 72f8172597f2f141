//! Loopback ports, one for each deployment that was asked for.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use crate::embedded::Platform;
use crate::error::{Error, ErrorKind, Result};

/// The code of the error where no further deployment can have a port.
const TOO_MANY_PORTS: &str = "TooManyPorts";

/// How many further files the process must be able to open beside a new port: connections and the store need them.
const FILES_TO_SPARE: usize = 128;

/// The ports of deployments.
pub(in crate::serve) struct Ports {
    main: SocketAddr,
    max: usize,
    state: Mutex<State>,
    opened: UnboundedSender<Opened>,
}

#[derive(Default)]
struct State {
    open: BTreeMap<String, Port>,
    /// Those that the store doesn't know yet.
    unsaved: Vec<(String, u16)>,
}

/// A port that is open. Dropped, it is closed.
struct Port {
    number: u16,
    _until: oneshot::Sender<()>,
}

/// A port that was opened, for whoever serves it.
pub(in crate::serve) struct Opened {
    /// The deployment.
    pub(in crate::serve) deployment: String,
    /// The port. Connections queue already.
    pub(in crate::serve) listener: TcpListener,
    /// Resolves when it is to be closed.
    pub(in crate::serve) until: oneshot::Receiver<()>,
}

impl Ports {
    pub(super) fn new(main: SocketAddr, max: usize) -> (Self, UnboundedReceiver<Opened>) {
        let (opened, receiver) = unbounded_channel();
        (Self { main, max, state: Mutex::default(), opened }, receiver)
    }

    pub(super) fn of_one(&self, deployment: &str) -> Result<String> {
        let mut state = self.state();
        if let Some(port) = state.open.get(deployment) {
            return Ok(self.url(port.number));
        }
        if state.open.len() >= self.max {
            return Err(no_port(format!("all {} ports are taken", self.max))
                .help("start the server with a larger `--max-ports`, or with `--domain`"));
        }
        let number = self.open(&mut state, deployment, 0)?;
        state.unsaved.push((deployment.to_owned(), number));
        Ok(self.url(number))
    }

    /// Where a deployment has no port yet: by its name below `localhost`, which some resolve.
    pub(super) fn in_list(&self, deployment: &str) -> String {
        match self.state().open.get(deployment) {
            Some(port) => self.url(port.number),
            None => format!("http://{deployment}.localhost:{}", self.main.port()),
        }
    }

    pub(super) fn restore(&self, platform: &Platform) -> Result<()> {
        let kept = platform.kept_ports()?;
        let mut state = self.state();
        for (deployment, number) in kept.into_iter().take(self.max) {
            // Somebody else may have it now; then the deployment gets another when it is asked for.
            let _ = self.open(&mut state, &deployment, number);
        }
        Ok(())
    }

    pub(super) fn around<T>(&self, platform: &Platform, work: impl Fn() -> Result<T>) -> Result<T> {
        let mut outcome = work();
        let found_none_free = |error: &Error| error.code() == Some(TOO_MANY_PORTS);
        if outcome.as_ref().is_err_and(found_none_free) && self.close_those_of_gone(platform)? > 0 {
            outcome = work();
        }
        let unsaved = std::mem::take(&mut self.state().unsaved);
        for (deployment, number) in unsaved {
            platform.keep_port(&deployment, number)?;
        }
        outcome
    }

    fn open(&self, state: &mut State, deployment: &str, number: u16) -> Result<u16> {
        let failed = |error| Error::io("no port could be opened for the deployment", &error);
        let listener = TcpListener::bind((self.ip(), number)).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        check_files_to_spare(&listener)?;
        let number = listener.local_addr().map_err(failed)?.port();
        let (sender, until) = oneshot::channel();
        // Nobody receives it once the server has stopped; then nobody serves it either.
        let _ = self.opened.send(Opened { deployment: deployment.to_owned(), listener, until });
        state.open.insert(deployment.to_owned(), Port { number, _until: sender });
        Ok(number)
    }

    /// How many were closed.
    fn close_those_of_gone(&self, platform: &Platform) -> Result<usize> {
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

    /// A server that listens on all addresses is reached at the loopback one.
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

/// Without files to spare the server could take no connection any more, and so not even say that there is no port.
fn check_files_to_spare(listener: &TcpListener) -> Result<()> {
    let spare: std::io::Result<Vec<_>> = (0..FILES_TO_SPARE).map(|_| listener.try_clone()).collect();
    spare.map(drop).map_err(|error| {
        no_port(format!("the server may hardly open more files: {error}"))
            .help("raise the limit of open files (`ulimit -n`), or start the server with `--domain`")
    })
}
