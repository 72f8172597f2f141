//! Kinds of names.

use serde::Serialize;

/// A kind of names that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ParitySubject {
    /// Environment variables that are set.
    EnvironmentVariables,
    /// Auth providers, by issuer and audience.
    AuthProviders,
    /// Mounted components, by path.
    Components,
    /// Tables of schemas. They differ if their types do.
    Tables,
    /// Indexes of schemas. They differ if their fields do.
    Indexes,
    /// Functions. They differ if their kinds, visibilities or validators do.
    Functions,
    /// HTTP routes.
    Routes,
    /// Crons. They differ if their functions, arguments or schedules do.
    Crons,
    /// Deploy keys. They differ if their permissions do.
    Keys,
}

impl ParitySubject {
    /// All subjects, in the order of reports.
    pub const ALL: [Self; 9] = [
        Self::EnvironmentVariables,
        Self::AuthProviders,
        Self::Components,
        Self::Tables,
        Self::Indexes,
        Self::Functions,
        Self::Routes,
        Self::Crons,
        Self::Keys,
    ];

    /// Returns the name as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EnvironmentVariables => "environment variables",
            Self::AuthProviders => "auth providers",
            Self::Components => "components",
            Self::Tables => "tables",
            Self::Indexes => "indexes",
            Self::Functions => "functions",
            Self::Routes => "HTTP routes",
            Self::Crons => "crons",
            Self::Keys => "deploy keys",
        }
    }
}
