//! Artifacts as files: the same artifact is the same bytes, which say what they are and prove that they are whole.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::hash::hex_sha256;
use super::{Artifact, MAX_BYTES};
use crate::error::{Error, ErrorKind, Result};
use crate::json;

/// The version of the files that this crate writes.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an artifact: an object with `convexOpsArtifact`")]
struct File<'a> {
    convex_ops_artifact: u32,
    sha256: String,
    #[serde(borrow)]
    content: &'a RawValue,
}

impl Artifact {
    /// The artifact as a file: JSON that begins with its version and the hash of the rest.
    ///
    /// # Errors
    /// `LimitExceeded` above [`MAX_BYTES`].
    pub fn to_file(&self) -> Result<String> {
        let content = self.content()?;
        let file = File { convex_ops_artifact: VERSION, sha256: hash(&content), content: &content };
        serde_json::to_string(&file).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
    }

    /// By what artifacts are told apart: the SHA-256 of the content, in hexadecimal.
    ///
    /// # Errors
    /// As [`to_file`](Self::to_file).
    pub fn hash(&self) -> Result<String> {
        Ok(hash(&self.content()?))
    }

    /// Reads a file that [`to_file`](Self::to_file) made.
    ///
    /// # Errors
    /// `InvalidInput` where the text is no artifact, is of a version that is not known, or is not whole; `LimitExceeded`
    /// above [`MAX_BYTES`].
    pub fn from_file(text: &str) -> Result<Self> {
        within_limit(text.len())?;
        let file: File<'_> = json::from_str(text)?;
        if file.convex_ops_artifact != VERSION {
            let found = file.convex_ops_artifact;
            return Err(Error::invalid_input(format!("the artifact is of version {found}, and this reads {VERSION}"))
                .at_path(".convexOpsArtifact"));
        }
        if hash(file.content) != file.sha256 {
            return Err(Error::invalid_input("the artifact is not what it was: its hash is another")
                .at_path(".sha256")
                .help("make it again from its source"));
        }
        json::from_str(file.content.get()).map_err(|error| error.at_path(".content"))
    }

    fn content(&self) -> Result<Box<RawValue>> {
        let content = serde_json::value::to_raw_value(self)
            .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        within_limit(content.get().len())?;
        Ok(content)
    }
}

fn hash(content: &RawValue) -> String {
    hex_sha256([content.get().as_bytes()])
}

fn within_limit(bytes: usize) -> Result<()> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    let message = format!("an artifact of {bytes} bytes is larger than the {MAX_BYTES} that Convex takes");
    Err(Error::new(ErrorKind::LimitExceeded, message).help("import less, or split the app into components"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifact::{Module, PushRequest};

    fn artifact(paths: &[&str]) -> Result<Artifact> {
        let module = |path: &&str| Module {
            path: (*path).to_owned(),
            source: format!("export default '{path}'"),
            source_map: None,
            environment: Default::default(),
        };
        let mut request = PushRequest::parse(r#"{"adminKey": "a|secret", "appDefinition": {}}"#).unwrap();
        request.app_definition.modules = paths.iter().map(module).collect();
        Artifact::from_request(request)
    }

    #[test]
    fn the_same_modules_are_the_same_bytes() {
        let file = artifact(&["a.js", "b.js"]).unwrap().to_file().unwrap();
        assert_eq!(artifact(&["b.js", "a.js"]).unwrap().to_file().unwrap(), file);
        assert_eq!(Artifact::from_file(&file).unwrap().to_file().unwrap(), file);
        assert!(!file.contains("secret"));
        assert_ne!(artifact(&["a.js"]).unwrap().hash(), artifact(&["b.js"]).unwrap().hash());
    }

    #[test]
    fn a_changed_byte_is_seen() {
        let file = artifact(&["a.js"]).unwrap().to_file().unwrap();
        let error = Artifact::from_file(&file.replace("export default", "export  default")).unwrap_err();
        assert!(error.to_string().contains("hash"), "{error}");
        let error = Artifact::from_file(&file.replace("Artifact\":1", "Artifact\":9")).unwrap_err();
        assert!(error.to_string().contains("version 9"), "{error}");
        let (half, _) = file.split_at(file.len() / 2);
        assert_eq!(Artifact::from_file(half).unwrap_err().kind(), ErrorKind::InvalidInput);
    }

    #[test]
    fn a_module_that_is_there_twice_is_refused() {
        let error = artifact(&["a.js", "b.js", "a.js"]).unwrap_err();
        assert!(error.to_string().contains("`a.js`"), "{error}");
    }
}
