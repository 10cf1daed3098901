//! Whatever is wrong with a file can be shown.

use iem_bot::document::diagnostic::Diagnostic;
use iem_bot::document::source_file::Place;

/// Asserts that a problem points into its file and can be shown.
pub(super) fn assert_shown(problem: &Diagnostic) {
    for place in std::iter::once(&problem.place).chain(problem.also.as_ref().map(|(place, _)| place)) {
        assert_within(place);
    }
    let code = problem.rule.code();
    assert!(problem.one_line().contains(code));
    assert!(problem.render(false).contains(code));
    assert!(problem.render(true).contains(code));
}

fn assert_within(place: &Place) {
    let (text, span) = (&place.file.text, &place.span);
    assert!(span.start <= span.end && text.get(span.clone()).is_some(), "{span:?} in {text:?}");
    let (line, column) = place.line_and_column();
    assert!(line >= 1 && column >= 1 && line <= text.matches('\n').count() + 1, "{line}:{column} in {text:?}");
}
