//! A platform over HTTP, in a build that calls none.

pub(super) use super::never::Never as Client;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

pub(super) fn open(location: &str, _: Option<Secret>) -> Result<Client> {
    Err(Error::new(ErrorKind::Unsupported, format!("`{location}` is a server, and this build calls none"))
        .help("build it with the feature `client`, or use `embedded:`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_build_lacks_is_told() {
        assert_eq!(open("https://api.convex.dev", Some("x".into())).unwrap_err().kind(), ErrorKind::Unsupported);
    }
}
