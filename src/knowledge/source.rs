//! `sources.toml`: every source once.

use super::entry::{Source, Trust};
use super::limits;
use super::reading::Read;
use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::{Fields, Problems};

pub(super) fn read(mut fields: Fields<'_>, problems: &Problems, read: &mut Read) {
    for mut source in fields.tables("source", "source") {
        let slug = source.slug("id");
        let title = source.text("title", limits::SUMMARY);
        let url = source.optional_text("url", limits::ADDRESS);
        let trust = source.choice("trust", &Trust::ALL);
        if let Some(url) = url.as_ref().filter(|url| !is_address(&url.value)) {
            problems.add(Diagnostic::new(
                Rule::NotAllowed,
                url.place.clone(),
                format!("`{}` is no web address", url.value),
                "not an address",
                "write the whole address, such as \"https://example.org/page\", or leave `url` out",
            ));
        }
        source.finish();
        read.written.extend(slug.iter().map(|slug| slug.value.clone()));
        if let (Some(slug), Some(title), Some(trust)) = (slug, title, trust) {
            let url = url.map(|text| text.value);
            read.sources.push(Source { id: slug.value, title: title.value, url, trust, place: slug.place });
        }
    }
    fields.finish();
}

fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}
