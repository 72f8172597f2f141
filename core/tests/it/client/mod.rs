//! The HTTP client, from outside: against scripted transports, and where it must be a socket, against a loopback server.

mod authorization;
mod downloads;
mod loopback;
mod paging;
mod retries;
mod scripted;
mod secrets;
mod sockets;
mod times;
