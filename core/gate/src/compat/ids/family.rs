//! What rules are about.

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Documents against the schema.
    Data,
    /// Schemas.
    Schema,
    /// Indexes.
    Index,
    /// Functions.
    Function,
    /// HTTP routes.
    Http,
    /// Scheduled calls and crons.
    Schedule,
    /// Environment variables, components, auth providers.
    Config,
    /// What going back would break.
    Rollback,
}

impl Family {
    /// The name of the family's folder.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Schema => "schema",
            Self::Index => "index",
            Self::Function => "function",
            Self::Http => "http",
            Self::Schedule => "schedule",
            Self::Config => "config",
            Self::Rollback => "rollback",
        }
    }
}
