//! Rule families.

/// Subject area of a rule.
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
    /// Effects of a rollback.
    Rollback,
}

impl Family {
    /// Returns the name of the family's folder.
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
