//! A file of the knowledge as text, and places in it.

use std::ops::Range;
use std::sync::Arc;

/// One file of the knowledge, already read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it stands, as shown in diagnostics: `knowledge/brands/shure.toml`.
    pub path: String,
    /// Its path within the knowledge folder, with `/`: `brands/shure.toml`.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// A stretch of a file, for pointing at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Byte offsets into its text.
    pub span: Range<usize>,
}

impl Place {
    /// A place in `file`; a span beyond the end, or that cuts a character, is
    /// moved to the nearest one that does not.
    pub fn new(file: &Arc<SourceFile>, span: Range<usize>) -> Self {
        let start = floor(&file.text, span.start);
        let end = floor(&file.text, span.end).max(start);
        Self { file: Arc::clone(file), span: start..end }
    }

    /// Line and column of its start, both from 1; columns count characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = self.file.text.get(..self.span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        (line, column)
    }

    /// `path:line:column`.
    pub fn describe(&self) -> String {
        let (line, column) = self.line_and_column();
        format!("{}:{line}:{column}", self.file.path)
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// A value that remembers where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile { path: "k/a.toml".into(), name: "a.toml".into(), text: text.into() })
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let file = file("äö = 1\nü = 2\n");
        let at = file.text.find('2').unwrap();
        assert_eq!(Place::new(&file, at..at + 1).describe(), "k/a.toml:2:5");
    }

    #[test]
    fn spans_are_moved_into_the_text() {
        let file = file("ä");
        assert_eq!(Place::new(&file, 1..99).span, 0..2);
    }
}
