//! The HTTP client, against scripted transports and, if a socket is needed, a loopback server.

mod authorization;
mod downloads;
mod loopback;
mod paging;
mod retries;
mod scripted;
mod secrets;
mod sockets;
mod times;
