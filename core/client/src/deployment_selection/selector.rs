//! The grammar of `--deployment`.

/// A parsed `--deployment`: `happy-otter-123`, `staging`, `todo:staging` or `acme:todo:prod`.
///
/// ```
/// use convex_ops::deployment_selection::{Selector, SelectorInProject};
///
/// let selector = Selector::parse("acme:todo:staging");
/// let SelectorInProject::Reference(reference) = selector.in_project().unwrap() else { panic!() };
/// assert_eq!(reference, "staging");
/// assert_eq!(Selector::parse("happy-otter-123"), Selector::Name("happy-otter-123".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// Full name of a deployment.
    Name(String),
    /// Deployment of the current project.
    CurrentProject(SelectorInProject),
    /// Deployment of another project of the current team.
    Project {
        /// Slug of the project.
        project: String,
        /// Deployment.
        deployment: SelectorInProject,
    },
    /// Deployment of any project.
    TeamProject {
        /// Slug of the team.
        team: String,
        /// Slug of the project.
        project: String,
        /// Deployment.
        deployment: SelectorInProject,
    },
}

/// A deployment of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectorInProject {
    /// The member's development deployment.
    Dev,
    /// The default production deployment.
    Prod,
    /// The deployment that runs on this machine.
    Local,
    /// The deployment with this reference, such as `staging` or `dev/ada`.
    Reference(String),
}

impl Selector {
    /// Parses a selector. Every text is one: the platform says if the deployment exists.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if is_deployment_name(text) {
            return Self::Name(text.to_owned());
        }
        match *text.split(':').collect::<Vec<_>>().as_slice() {
            [team, project, deployment] => Self::TeamProject {
                team: team.to_owned(),
                project: project.to_owned(),
                deployment: SelectorInProject::parse(deployment),
            },
            [project, deployment] => {
                Self::Project { project: project.to_owned(), deployment: SelectorInProject::parse(deployment) }
            }
            _ => Self::CurrentProject(SelectorInProject::parse(text)),
        }
    }

    /// Returns the deployment in its project, or `None` for a full name.
    #[must_use]
    pub fn in_project(&self) -> Option<&SelectorInProject> {
        match self {
            Self::Name(_) => None,
            Self::CurrentProject(deployment)
            | Self::Project { deployment, .. }
            | Self::TeamProject { deployment, .. } => Some(deployment),
        }
    }
}

impl SelectorInProject {
    fn parse(text: &str) -> Self {
        match text {
            "dev" => Self::Dev,
            "prod" => Self::Prod,
            "local" => Self::Local,
            _ => Self::Reference(text.to_owned()),
        }
    }
}

/// Checks for two words and a number: `happy-otter-123`.
fn is_deployment_name(text: &str) -> bool {
    let is = |part: &str, allowed: fn(&u8) -> bool| !part.is_empty() && part.bytes().all(|byte| allowed(&byte));
    match *text.split('-').collect::<Vec<_>>().as_slice() {
        [first, second, number] => {
            is(first, u8::is_ascii_lowercase) && is(second, u8::is_ascii_lowercase) && is(number, u8::is_ascii_digit)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_two_words_and_a_number() {
        for name in ["happy-otter-123", "a-b-1"] {
            assert_eq!(Selector::parse(name), Selector::Name(name.to_owned()));
        }
        for reference in
            ["Happy-otter-1", "happy-otter", "happy-otter-1x", "happy-otter-1-2", "happy--1", "", "dev/ada"]
        {
            let expected = SelectorInProject::Reference(reference.to_owned());
            assert_eq!(Selector::parse(reference), Selector::CurrentProject(expected));
        }
    }

    #[test]
    fn more_than_three_parts_are_one_reference() {
        let expected = SelectorInProject::Reference("a:b:c:d".to_owned());
        assert_eq!(Selector::parse("a:b:c:d"), Selector::CurrentProject(expected));
        assert_eq!(Selector::parse("a:b:prod").in_project(), Some(&SelectorInProject::Prod));
        assert_eq!(Selector::parse("b:local").in_project(), Some(&SelectorInProject::Local));
    }
}
