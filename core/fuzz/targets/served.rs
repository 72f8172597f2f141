//! A server for the targets that speak to one, with a deployment and its key.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::embedded::{Caller, Platform};
use convex_ops::serve::{ServeOptions, Server};
use serde_json::{Value, json};

/// Maximum time of a response.
const PATIENCE: Duration = Duration::from_secs(30);

/// Number of inputs after which the server is replaced, so that the store remains small.
const INPUTS: u32 = 2_000;

/// A server that inputs share until one of them breaks the deployment or its key.
pub(crate) struct Served(Mutex<Option<World>>);

impl Served {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// Returns the server, which is whole.
    pub(crate) fn world(&self) -> Shared<'_> {
        let mut world = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if world.as_mut().is_none_or(|world| !world.is_whole()) {
            // The former one stops first.
            *world = None;
            *world = Some(World::start());
        }
        Shared(world)
    }
}

/// Holds the server.
pub(crate) struct Shared<'a>(MutexGuard<'a, Option<World>>);

impl std::ops::Deref for Shared<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        self.0.as_ref().expect("a world")
    }
}

/// A server with a deployment and its key.
pub(crate) struct World {
    server: Server,
    pub(crate) runtime: tokio::runtime::Runtime,
    pub(crate) project: u64,
    pub(crate) name: String,
    pub(crate) key: String,
    used: u32,
}

impl World {
    fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("threads");
        let server = runtime.block_on(Server::start(ServeOptions::default())).expect("a server");
        let me = Caller::with_token(server.token().clone());
        let call = |id: &str, request: Value| server.platform().call_json(&me, id, request).expect(id);
        let made = call("createProject", json!({ "teamId": server.team_id(), "projectName": "App" }));
        let project = made["id"].as_u64().expect("a project");
        let made = call("createDeployment", json!({ "projectId": project, "type": "prod" }));
        let name = made["name"].as_str().expect("a name").to_owned();
        let key = CreateDeployKey {
            deployment_name: name.clone(),
            name: "k".into(),
            allowed_actions: None,
            expires_at: None,
        };
        let key = server.platform().call(&me, key).expect("a key").deploy_key.expose().to_owned();
        Self { server, runtime, project, name, key, used: 0 }
    }

    /// Checks that the token, the key and the deployment exist.
    fn is_whole(&mut self) -> bool {
        self.used += 1;
        let on = Caller::with_token(self.key.as_str()).on(self.name.clone());
        let request = json!({ "deploymentName": self.name });
        self.used < INPUTS
            && self.platform().admit(&on).is_ok()
            && self.platform().call_json(&self.me(), "getDeployment", request).is_ok()
    }

    fn platform(&self) -> &Platform {
        self.server.platform()
    }

    fn me(&self) -> Caller {
        Caller::with_token(self.server.token().clone())
    }

    pub(crate) fn token(&self) -> &str {
        self.server.token().expose()
    }

    pub(crate) fn address(&self) -> &str {
        self.server.url().strip_prefix("http://").expect("a URL")
    }

    /// Sends a request, and returns the status and the body of the response.
    pub(crate) fn ask(&self, head: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(self.address()).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        // The server may refuse a request and close the connection before all of it was sent.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received);
        let end = received.windows(4).position(|window| window == b"\r\n\r\n").expect("the head of a response");
        let head = String::from_utf8_lossy(&received[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, received.split_off(end + 4))
    }
}
