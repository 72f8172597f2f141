//! The login of Convex's command.

use std::path::PathBuf;

use serde::Deserialize;

use crate::keys::Secret;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Configuration {
    access_token: Option<Secret>,
}

/// Reads the access token: that of CONVEX_ACCESS_TOKEN, or else of the file that `npx convex login` writes.
pub(in crate::cli) fn read(variable: impl Fn(&str) -> Option<String>) -> Option<Secret> {
    if let Some(token) = variable("CONVEX_ACCESS_TOKEN").filter(|token| !token.is_empty()) {
        return Some(Secret::new(token));
    }
    let folder = folder(variable("CONVEX_PROVISION_HOST").as_deref());
    let home = variable("HOME").or_else(|| variable("USERPROFILE")).filter(|home| !home.is_empty())?;
    let text = std::fs::read_to_string(PathBuf::from(home).join(folder).join("config.json")).ok()?;
    serde_json::from_str::<Configuration>(&text).ok()?.access_token
}

/// Returns the folder of Convex's command: another one for each platform that is not Convex's own.
fn folder(platform: Option<&str>) -> String {
    let Some(platform) = platform.filter(|platform| !platform.is_empty()) else { return ".convex".to_owned() };
    let authority = platform.split_once("://").map_or(platform, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    match authority.rsplit_once(':').map(|(_, port)| port) {
        Some(port) if port != "8050" => format!(".convex-test-{port}"),
        _ => ".convex-test".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_platforms_have_other_folders() {
        for (platform, expected) in [
            (None, ".convex"),
            (Some(""), ".convex"),
            (Some("http://127.0.0.1:4321"), ".convex-test-4321"),
            (Some("http://127.0.0.1:8050"), ".convex-test"),
            (Some("https://convex.example/"), ".convex-test"),
        ] {
            assert_eq!(folder(platform), expected, "{platform:?}");
        }
    }
}
