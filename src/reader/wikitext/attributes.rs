//! The attributes of a `<ref>` or `<references>` tag: `name="a b" group=note`.

use super::super::markup::plain::plain;

/// Names and groups of a tag; empty for none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) name: String,
    pub(super) group: String,
    pub(super) follow: String,
}

impl Attributes {
    /// Reads what stands between the tag's name and its end.
    pub(super) fn read(source: &str) -> Self {
        let mut out = Self::default();
        let mut rest = source;
        while let Some((key, behind)) = rest.split_once('=') {
            let key = key.split_whitespace().next_back().unwrap_or_default().trim_start_matches(['"', '\'']);
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\'' | '“' | '”' | '«'));
            let (value, next) = match quote {
                Some(quote) => {
                    let body = behind.get(quote.len_utf8()..).unwrap_or_default();
                    let close = match quote {
                        '“' | '”' => '”',
                        '«' => '»',
                        quote => quote,
                    };
                    body.split_once(close).unwrap_or((body, ""))
                }
                None => unquoted(behind),
            };
            rest = next;
            let slot = match key.to_ascii_lowercase().as_str() {
                "name" => &mut out.name,
                "group" => &mut out.group,
                "follow" => &mut out.follow,
                _ => continue,
            };
            *slot = normal(value);
        }
        out
    }
}

/// A value without quotes goes to the next attribute: names with spaces are written so, against the rules.
fn unquoted(text: &str) -> (&str, &str) {
    let next = text.match_indices('=').next().map_or(text.len(), |(equals, _)| {
        text.get(..equals).and_then(|head| head.trim_end().rfind(char::is_whitespace)).unwrap_or(equals)
    });
    text.split_at_checked(next).unwrap_or((text, ""))
}

/// The name as MediaWiki compares it: spaces joined, references to characters read.
pub(super) fn normal(name: &str) -> String {
    plain(name.trim().trim_matches('"')).trim().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_no_matter() {
        let of = |name: &str, group: &str| Attributes {
            name: name.to_owned(),
            group: group.to_owned(),
            follow: String::new(),
        };
        assert_eq!(Attributes::read(" name=\"a b\" group=note"), of("a b", "note"));
        assert_eq!(Attributes::read(" group='n' name=a"), of("a", "n"));
        assert_eq!(Attributes::read(" name = a b "), of("a b", ""));
        assert_eq!(Attributes::read(" name=“a” "), of("a", ""));
        assert_eq!(Attributes::read(" name=\"a"), of("a", ""));
    }
}
