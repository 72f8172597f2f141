//! Specifiers of the resources of a statement: `project:slug=my-app:deployment:type=prod,creator=self`.

use super::{Resource, ResourceKind, ResourceSegment};
use crate::error::{Error, Result};
use crate::model::refusal::refused;
use crate::model::{DeploymentId, DeploymentType, MemberId, ProjectId};

/// Specifier of the resources of a statement: kinds with selectors, outermost first.
///
/// ```
/// use convex_ops::model::role::Specifier;
///
/// assert!(Specifier::parse("project:*:deployment:type=prod").is_ok());
/// assert!(Specifier::parse("deployment:type=prod").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specifier(Vec<Step>);

/// A kind and its selectors, one of which must match.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    kind: ResourceKind,
    selectors: Vec<Selector>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Selector {
    Any,
    Project(ProjectId),
    Deployment(DeploymentId),
    Slug(String),
    Type(DeploymentType),
    Creator(MemberId),
    CreatorIsSelf,
}

impl Specifier {
    /// Parses a specifier.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the reason.
    pub fn parse(text: &str) -> Result<Self> {
        let mut steps = Vec::new();
        let mut parts = text.split(':');
        while let Some(kind) = parts.next() {
            let Some(selectors) = parts.next() else {
                return Err(invalid_resource(text, "expected selectors after a kind, such as `project:*`"));
            };
            let Some(kind) = ResourceKind::from_name(kind) else {
                return Err(invalid_resource(text, &format!("unknown kind of resource `{kind}`")));
            };
            steps.push(Step { kind, selectors: parse_selectors(text, kind, selectors)? });
        }
        let specifier = Self(steps);
        if !specifier.is_well_nested() {
            return Err(invalid_resource(text, "invalid nesting of resources"));
        }
        Ok(specifier)
    }

    fn is_well_nested(&self) -> bool {
        use ResourceKind as K;
        let kinds: Vec<_> = self.0.iter().map(|step| step.kind).collect();
        match kinds.as_slice() {
            [kind] => !matches!(kind, K::Deployment | K::Token | K::DefaultEnvironmentVariable),
            [K::Team | K::Project, K::Token] | [K::Project, K::Deployment | K::DefaultEnvironmentVariable] => true,
            [K::Project, K::Deployment, K::Token] => true,
            _ => false,
        }
    }

    /// Returns the kind of the matched resources.
    #[must_use]
    pub fn kind(&self) -> Option<ResourceKind> {
        self.0.last().map(|step| step.kind)
    }

    /// Returns the kinds of the path, outermost first.
    pub(super) fn kinds(&self) -> impl Iterator<Item = ResourceKind> {
        self.0.iter().map(|step| step.kind)
    }

    /// Returns `true` if the specifier matches `resource`. `actor` is the acting member, for `creator=self`.
    #[must_use]
    pub fn matches(&self, resource: &Resource<'_>, actor: Option<MemberId>) -> bool {
        let segments = resource.segments();
        self.0.len() == segments.len()
            && self.0.iter().zip(segments).all(|(step, segment)| step.matches(segment, actor))
    }
}

impl Step {
    fn matches(&self, segment: &ResourceSegment<'_>, actor: Option<MemberId>) -> bool {
        self.kind == segment.kind() && self.selectors.iter().any(|selector| selector.matches(segment, actor))
    }
}

impl Selector {
    fn matches(&self, segment: &ResourceSegment<'_>, actor: Option<MemberId>) -> bool {
        match (self, segment) {
            (Self::Any, _) => true,
            (Self::Project(wanted), ResourceSegment::Project { id, .. }) => *id == Some(*wanted),
            (Self::Deployment(wanted), ResourceSegment::Deployment { id, .. }) => *id == Some(*wanted),
            (Self::Slug(wanted), ResourceSegment::Project { slug, .. }) => slug == wanted,
            (Self::Type(wanted), ResourceSegment::Deployment { deployment_type, .. }) => *deployment_type == wanted,
            (
                Self::Creator(wanted),
                ResourceSegment::Deployment { creator, .. } | ResourceSegment::Token { creator },
            ) => *creator == Some(*wanted),
            (Self::CreatorIsSelf, ResourceSegment::Deployment { creator, .. } | ResourceSegment::Token { creator }) => {
                creator.is_some() && *creator == actor
            }
            _ => false,
        }
    }
}

fn parse_selectors(text: &str, kind: ResourceKind, selectors: &str) -> Result<Vec<Selector>> {
    selectors
        .split(',')
        .map(|selector| {
            parse_selector(kind, selector.trim()).ok_or_else(|| {
                invalid_resource(text, &format!("invalid selector `{selector}` for `{}`", kind.as_str()))
            })
        })
        .collect()
}

fn parse_selector(kind: ResourceKind, text: &str) -> Option<Selector> {
    if text == "*" {
        return Some(Selector::Any);
    }
    let (attribute, value) = text.split_once('=')?;
    match (kind, attribute) {
        (ResourceKind::Project, "id") => value.parse().ok().map(|id| Selector::Project(ProjectId(id))),
        (ResourceKind::Deployment, "id") => value.parse().ok().map(|id| Selector::Deployment(DeploymentId(id))),
        (ResourceKind::Project, "slug") if !value.is_empty() => Some(Selector::Slug(value.to_owned())),
        (ResourceKind::Deployment, "type") => {
            Some(DeploymentType::from(value)).filter(DeploymentType::is_known).map(Selector::Type)
        }
        (ResourceKind::Deployment | ResourceKind::Token, "creator") if value == "self" => Some(Selector::CreatorIsSelf),
        (ResourceKind::Deployment | ResourceKind::Token, "creator") => {
            value.parse().ok().map(|id| Selector::Creator(MemberId(id)))
        }
        _ => None,
    }
}

fn invalid_resource(text: &str, why: &str) -> Error {
    let shown: String = text.chars().take(200).collect();
    refused("InvalidRoleStatement", format!("invalid resource `{shown}`: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_specifiers_are_parsed() {
        for text in [
            "team:*",
            "billing:*",
            "member:*",
            "project:*",
            "project:slug=my-app",
            "project:id=7,slug=x",
            "project:*:deployment:*",
            "project:*:deployment:type=dev,creator=5",
            "project:*:defaultEnvironmentVariable:*",
            "team:*:token:creator=self",
            "project:*:token:*",
            "project:*:deployment:*:token:creator=7",
        ] {
            assert!(Specifier::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn invalid_specifiers_are_rejected() {
        for text in [
            "",
            "project",
            "project:",
            "project:name=x",
            "project:id=x",
            "project:slug=",
            "team:id=1",
            "planet:*",
            "deployment:*",
            "token:*",
            "defaultEnvironmentVariable:*",
            "team:*:deployment:*",
            "project:*:member:*",
            "project:*:deployment:type=production",
            "project:*:deployment:creator=me",
            "project:*:deployment:*:token:type=prod",
            "project:*:token:*:token:*",
            "team:*:",
        ] {
            assert!(Specifier::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn specifiers_match_resources() {
        let prod =
            Resource::deployment(ProjectId(7), "todo", Some(DeploymentId(9)), &DeploymentType::Prod, Some(MemberId(5)));
        let no_creator = Resource::deployment(ProjectId(7), "todo", Some(DeploymentId(9)), &DeploymentType::Prod, None);
        for (text, resource, expected) in [
            ("project:*:deployment:*", &prod, true),
            ("project:*:deployment:type=dev,creator=5", &prod, true),
            ("project:*:deployment:type=dev,creator=4", &prod, false),
            ("project:*:deployment:creator=self", &prod, true),
            ("project:*:deployment:creator=self", &no_creator, false),
            ("project:slug=todo:deployment:id=9", &prod, true),
            ("project:slug=chat:deployment:id=9", &prod, false),
            ("project:id=7:deployment:id=8", &prod, false),
            ("project:*", &prod, false),
            ("project:*:deployment:*:token:*", &prod, false),
        ] {
            assert_eq!(Specifier::parse(text).unwrap().matches(resource, Some(MemberId(5))), expected, "{text}");
        }
        assert!(!Specifier::parse("project:*:deployment:creator=self").unwrap().matches(&no_creator, None));
        let keys = prod.token(None);
        assert!(Specifier::parse("project:*:deployment:*:token:*").unwrap().matches(&keys, None));
        assert!(!Specifier::parse("project:*:deployment:*:token:creator=5").unwrap().matches(&keys, Some(MemberId(5))));
    }
}
