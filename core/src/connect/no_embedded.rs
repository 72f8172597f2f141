//! The platform in this process, in a build that has none.

pub(super) use super::never::Never as Session;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

pub(super) fn open(_: &str, _: Option<Secret>) -> Result<Session> {
    Err(Error::new(ErrorKind::Unsupported, "this build has no platform in the process")
        .help("build it with the feature `embedded`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_build_lacks_is_told() {
        assert_eq!(open("embedded:", Some("x".into())).unwrap_err().kind(), ErrorKind::Unsupported);
    }
}
