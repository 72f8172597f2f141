//! What a domain may be.

use crate::embedded::refusals::bad_request;
use crate::error::Result;

/// A domain in lower case: labels of letters, digits and inner `-`, at least two; 253 characters at most.
pub(super) fn check(text: &str) -> Result<String> {
    let domain = text.trim().to_ascii_lowercase();
    let labels: Vec<_> = domain.split('.').collect();
    // Under Convex's own domains nobody has one.
    let of_convex =
        ["convex.cloud", "convex.site"].iter().any(|own| domain == *own || domain.ends_with(&format!(".{own}")));
    let is_address = labels.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    if domain.len() > 253 || labels.len() < 2 || of_convex || is_address || !labels.iter().all(|label| is_label(label))
    {
        let shown: String = text.chars().take(253).collect();
        return Err(bad_request("InvalidCustomDomain", format!("`{shown}` is not a domain that can be used"))
            .help("give a domain alone, such as `api.example.com`"));
    }
    Ok(domain)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn domains_are_names() {
        assert_eq!(check(" API.Example.com ").unwrap(), "api.example.com");
        for text in [
            "",
            "localhost",
            "https://example.com",
            "example.com/",
            "a..b",
            "-a.com",
            "a-.com",
            "127.0.0.1",
            "x.convex.cloud",
            "convex.site",
            "a b.com",
            &format!("{}.com", "x".repeat(64)),
        ] {
            check(text).unwrap_err();
        }
        check("notconvex.site").unwrap();
    }
}
