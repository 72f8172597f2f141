//! Artifact files. They are deterministic, versioned and checksummed.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::hash::hex_sha256;
use super::{Artifact, MAX_BYTES};
use crate::error::{Error, ErrorKind, Result};
use crate::json;

/// Version of the file format.
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
    /// Returns the artifact as a file: JSON with a version and the hash of the contents.
    ///
    /// # Errors
    ///
    /// `LimitExceeded` above [`MAX_BYTES`].
    pub fn to_file(&self) -> Result<String> {
        let content = self.content()?;
        let file = File { convex_ops_artifact: VERSION, sha256: hash(&content), content: &content };
        serde_json::to_string(&file).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
    }

    /// Returns the hash that identifies the artifact: the SHA-256 of its contents, in hexadecimal.
    ///
    /// # Errors
    ///
    /// See [`to_file`](Self::to_file).
    pub fn hash(&self) -> Result<String> {
        Ok(hash(&self.content()?))
    }

    /// Reads a file written by [`to_file`](Self::to_file).
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the text is not an artifact, has an unknown version, or is corrupt. `LimitExceeded` above
    /// [`MAX_BYTES`].
    pub fn from_file(text: &str) -> Result<Self> {
        check_size(text.len())?;
        let file: File<'_> = json::from_str(text)?;
        if file.convex_ops_artifact != VERSION {
            let found = file.convex_ops_artifact;
            return Err(Error::invalid_input(format!(
                "unsupported artifact version {found}: expected version {VERSION}"
            ))
            .at_path(".convexOpsArtifact"));
        }
        if hash(file.content) != file.sha256 {
            return Err(Error::invalid_input("corrupt artifact: its hash does not match")
                .at_path(".sha256")
                .help("build it again from its source"));
        }
        json::from_str(file.content.get()).map_err(|error| error.at_path(".content"))
    }

    fn content(&self) -> Result<Box<RawValue>> {
        let content = serde_json::value::to_raw_value(self)
            .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        check_size(content.get().len())?;
        Ok(content)
    }
}

fn hash(content: &RawValue) -> String {
    hex_sha256([content.get().as_bytes()])
}

fn check_size(bytes: usize) -> Result<()> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    let message = format!("artifact too large: {bytes} bytes, Convex's limit is {MAX_BYTES}");
    Err(Error::new(ErrorKind::LimitExceeded, message).help("reduce the dependencies, or split the app into components"))
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
    fn artifact_file_is_deterministic() {
        let file = artifact(&["a.js", "b.js"]).unwrap().to_file().unwrap();
        assert_eq!(artifact(&["b.js", "a.js"]).unwrap().to_file().unwrap(), file);
        assert_eq!(Artifact::from_file(&file).unwrap().to_file().unwrap(), file);
        assert!(!file.contains("secret"));
        assert_ne!(artifact(&["a.js"]).unwrap().hash(), artifact(&["b.js"]).unwrap().hash());
    }

    #[test]
    fn changed_byte_is_detected() {
        let file = artifact(&["a.js"]).unwrap().to_file().unwrap();
        let error = Artifact::from_file(&file.replace("export default", "export  default")).unwrap_err();
        assert!(error.to_string().contains("hash"), "{error}");
        let error = Artifact::from_file(&file.replace("Artifact\":1", "Artifact\":9")).unwrap_err();
        assert!(error.to_string().contains("version 9"), "{error}");
        let (half, _) = file.split_at(file.len() / 2);
        assert_eq!(Artifact::from_file(half).unwrap_err().kind(), ErrorKind::InvalidInput);
    }

    #[test]
    fn duplicate_module_is_rejected() {
        let error = artifact(&["a.js", "b.js", "a.js"]).unwrap_err();
        assert!(error.to_string().contains("`a.js`"), "{error}");
    }
}
