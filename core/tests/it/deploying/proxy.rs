//! A proxy before a server that does something to one of the requests.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It does not reach the server.
    Drop,
    /// Its response is cut off in the middle.
    Cut,
    /// Its response is lost.
    Lose,
    /// It reaches the server twice, and the second response is returned.
    Repeat,
    /// It is lost, and reaches the server after the next one.
    Late,
    /// It is held before it reaches the server.
    Hold,
    /// It is held after the server has done it.
    HoldAnswer,
}

impl Fault {
    /// Those of networks.
    pub(super) const OF_NETWORKS: [Self; 5] = [Self::Drop, Self::Cut, Self::Lose, Self::Repeat, Self::Late];
}

#[derive(Default)]
struct State {
    /// First lines of all requests: `POST /api/deploy2/start_push`.
    seen: Vec<String>,
    late: Option<Vec<u8>>,
    /// Ends the hold.
    release: Option<Sender<()>>,
    is_closed: bool,
}

/// A proxy to one server. Requests are counted from 0, in the order of their arrival.
pub(super) struct Proxy {
    url: String,
    state: Arc<Mutex<State>>,
    held: Receiver<()>,
    accepting: Option<JoinHandle<()>>,
}

/// Request to which the fault happens.
#[derive(Clone, Debug)]
pub(super) enum At {
    /// None.
    Never,
    /// The request of this number.
    Number(usize),
    /// The first request of a path.
    Path(&'static str),
}

impl Proxy {
    pub(super) fn new(target: &str, at: At, fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let target = target.strip_prefix("http://").unwrap().to_owned();
        let state = Arc::new(Mutex::new(State::default()));
        let (sender, held) = channel();
        let shared = Arc::clone(&state);
        let accepting = std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (state, target, at, sender) = (Arc::clone(&shared), target.clone(), at.clone(), sender.clone());
                if state.lock().unwrap().is_closed {
                    break;
                }
                std::thread::spawn(move || serve(client, &target, &state, &at, fault, &sender));
            }
        });
        Self { url, state, held, accepting: Some(accepting) }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Paths of the requests so far.
    pub(super) fn seen(&self) -> Vec<String> {
        self.state.lock().unwrap().seen.clone()
    }

    /// Waits until a request is held. Returns `false` if none is.
    pub(super) fn wait_until_held(&self) -> bool {
        self.held.recv_timeout(Duration::from_secs(120)).is_ok()
    }

    /// Lets the request that is held continue.
    pub(super) fn release(&self) {
        drop(self.state.lock().unwrap().release.take());
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.release();
        self.state.lock().unwrap().is_closed = true;
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.url.strip_prefix("http://").unwrap());
        let _ = self.accepting.take().unwrap().join();
    }
}

fn serve(mut client: TcpStream, target: &str, state: &Mutex<State>, at: &At, fault: Fault, held: &Sender<()>) {
    let Some((line, request)) = read_request(&mut client, target) else { return };
    let number = {
        let mut state = state.lock().unwrap();
        state.seen.push(line.clone());
        state.seen.len() - 1
    };
    let is_first = |path: &str| {
        let state = state.lock().unwrap();
        line.ends_with(path) && !state.seen.iter().take(number).any(|line| line.ends_with(path))
    };
    let is_faulty = match at {
        At::Never => false,
        At::Number(faulty) => number == *faulty,
        At::Path(path) => is_first(path),
    };
    if !is_faulty {
        let response = forward(target, &request);
        // What was late arrives now.
        let late = state.lock().unwrap().late.take();
        if let Some(late) = late {
            forward(target, &late);
        }
        let _ = client.write_all(&response);
        return;
    }
    match fault {
        Fault::Drop => {}
        Fault::Cut => {
            let response = forward(target, &request);
            let _ = client.write_all(&response[..response.len() / 2]);
        }
        Fault::Lose => drop(forward(target, &request)),
        Fault::Repeat => {
            forward(target, &request);
            let _ = client.write_all(&forward(target, &request));
        }
        Fault::Late => state.lock().unwrap().late = Some(request),
        Fault::Hold | Fault::HoldAnswer => {
            let response = (fault == Fault::HoldAnswer).then(|| forward(target, &request));
            let (sender, receiver) = channel();
            state.lock().unwrap().release = Some(sender);
            let _ = held.send(());
            // Ends with the sender.
            let _ = receiver.recv();
            let _ = client.write_all(&response.unwrap_or_else(|| forward(target, &request)));
        }
    }
}

/// Reads a whole request, and addresses it to the server. The connection is closed after its response.
fn read_request(client: &mut TcpStream, target: &str) -> Option<(String, Vec<u8>)> {
    let (mut bytes, mut piece) = (Vec::new(), [0; 16_384]);
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        match client.read(&mut piece) {
            Ok(0) | Err(_) => return None,
            Ok(len) => bytes.extend_from_slice(&piece[..len]),
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut body = bytes.split_off(end + 4);
    let (mut lines, mut length) = (head.lines(), 0);
    let first = lines.next().unwrap();
    let mut sent = format!("{first}\r\nhost: {target}\r\nconnection: close\r\n");
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        match name.to_ascii_lowercase().as_str() {
            "host" | "connection" => continue,
            "content-length" => length = value.trim().parse().unwrap(),
            "transfer-encoding" => panic!("a request in chunks: {head}"),
            _ => {}
        }
        sent += &format!("{line}\r\n");
    }
    while body.len() < length {
        match client.read(&mut piece) {
            Ok(0) | Err(_) => return None,
            Ok(len) => body.extend_from_slice(&piece[..len]),
        }
    }
    let line = first.rsplit_once(' ').unwrap().0.to_owned();
    Some((line, [sent.as_bytes(), b"\r\n", &body].concat()))
}

/// Sends a request to the server and returns the whole response.
fn forward(target: &str, request: &[u8]) -> Vec<u8> {
    let mut response = Vec::new();
    if let Ok(mut server) = TcpStream::connect(target) {
        let _ = server.write_all(request);
        let _ = server.read_to_end(&mut response);
    }
    response
}
