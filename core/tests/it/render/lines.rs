//! Text and annotations are line-based, so data must not add lines.

use super::*;

#[test]
fn data_adds_no_lines_or_escape_sequences() {
    for format in [ReportFormat::Text, ReportFormat::Github] {
        let lines = rendered("x", format).lines().count();
        for name in HOSTILE {
            let text = rendered(name, format);
            assert_eq!(text.lines().count(), lines, "{format}: {text}");
            let acting =
                |character: char| shown(&character.to_string()).len() > character.len_utf8() && character != '\n';
            assert!(!text.contains(acting), "{format}: {text:?}");
        }
    }
}

#[test]
fn text_shows_name() {
    for name in HOSTILE {
        assert!(rendered(name, ReportFormat::Text).contains(&format!("`{}` is gone", shown(name))));
    }
}

#[test]
fn colour_is_optional_and_resets_before_line_end() {
    let mut options = RenderOptions::new(ReportFormat::Text);
    options.color = true;
    let (report, plain) = (report("\u{1b}[31m"), rendered("\u{1b}[31m", ReportFormat::Text));
    let coloured = render(&report, &options);
    for line in coloured.lines().filter(|line| line.contains('\u{1b}')) {
        assert_eq!(line.matches('\u{1b}').count(), 2 * line.matches("\u{1b}[0m").count(), "{line:?}");
    }
    let styles = ["1", "2", "1;31", "1;33", "1;34", "1;35", "0"].map(|style| format!("\u{1b}[{style}m"));
    assert_eq!(styles.iter().fold(coloured, |text, style| text.replace(style, "")), plain);
}

/// A line as GitHub's runner parses it: the command, its title and its message.
fn annotation(line: &str) -> Option<(&str, String, String)> {
    let (command, rest) = line.strip_prefix("::")?.split_once(' ')?;
    let (properties, message) = rest.split_once("::")?;
    let title = properties.split(',').find_map(|property| property.strip_prefix("title="))?;
    let decode = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
    Some((command, decode(title).replace("%25", "%"), decode(message).replace("%25", "%")))
}

#[test]
fn lines_are_annotations_except_the_last() {
    for name in HOSTILE {
        let text = rendered(name, ReportFormat::Github);
        let (last, annotations) = text.lines().collect::<Vec<_>>().split_last().map(|(l, a)| (*l, a.to_vec())).unwrap();
        assert_eq!(last, "convex-ops: breaking: 1 breaking, 1 risky, 1 info, 1 accepted, 1 undecided");
        let commands: Vec<_> = annotations.iter().map(|line| annotation(line).unwrap().0).collect();
        assert_eq!(commands, ["error", "warning", "notice", "warning", "notice", "notice"]);
    }
}

#[test]
fn annotation_shows_finding() {
    let text = rendered("a:b, 100%", ReportFormat::Github);
    let (_, title, message) = annotation(text.lines().next().unwrap()).unwrap();
    assert_eq!(title, "function-removed");
    assert_eq!(
        message.lines().collect::<Vec<_>>(),
        [
            "component a:b, 100%, function a:b, 100% a:b, 100%",
            "`a:b, 100%` is gone",
            "before: a:b, 100%",
            "after: a:b, 100%",
            "count: 3",
            "witness: {\"field\": \"a:b, 100%\", \"n\": 1n}",
            "sample: a:b, 100% a:b, 100%",
            "fix: keep `a:b, 100%`",
            "fingerprint: 0123456789abcdef",
        ]
    );
}

#[test]
fn annotation_points_at_the_line() {
    let text = rendered("a:b, 100%", ReportFormat::Github);
    assert!(text.starts_with("::error file=a%3Ab%2C 100%25,line=3,col=5,title=function-removed::"), "{text}");
    let text = rendered("convex/schema.ts", ReportFormat::Text);
    assert!(text.contains("\n    at: convex/schema.ts:3:5\n"), "{text}");
}
