//! Pages as printed, and as meant.
//!
//! Standard: CSL 1.0.2 `page`. `12–5` is printed so and means 12–15; roman numerals, letters and electronic numbers (`e1005`) are pages too.

use crate::source::is_blank;

/// Pages as printed, without `p.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages(String);

/// One range of pages; a single page has no last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRange {
    /// The first page.
    pub first: String,
    /// The last page, written whole.
    pub last: Option<String>,
}

impl Pages {
    /// Pages as printed; `None` when there is nothing.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!is_blank(&text)).then_some(Self(text))
    }

    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ranges as meant; empty where the text has no page in it.
    #[must_use]
    pub fn ranges(&self) -> Vec<PageRange> {
        let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
        self.0.split([',', ';', '،', '、', '&']).filter_map(|piece| range(piece.trim(), dash)).collect()
    }
}

fn range(piece: &str, dash: fn(char) -> bool) -> Option<PageRange> {
    if !piece.contains(char::is_alphanumeric) {
        return None;
    }
    let Some((first, last)) = piece.split_once(dash) else {
        return Some(PageRange { first: piece.to_owned(), last: None });
    };
    let (first, last) = (first.trim(), last.trim_matches(|c: char| dash(c) || c.is_whitespace()));
    if first.is_empty() || last.is_empty() {
        return Some(PageRange { first: format!("{first}{last}"), last: None });
    }
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let short = digits(first) && digits(last) && last.len() < first.len();
    let last = if short {
        format!("{}{last}", first.get(..first.len() - last.len()).unwrap_or_default())
    } else {
        last.to_owned()
    };
    Some(PageRange { first: first.to_owned(), last: Some(last) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_last_page_means_a_long_one() {
        let meant = |text: &str| -> String {
            let ranges = Pages::new(text).unwrap().ranges();
            ranges
                .iter()
                .map(|r| r.last.as_ref().map_or(r.first.clone(), |last| format!("{}-{last}", r.first)))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(meant("12–5"), "12-15");
        assert_eq!(meant("1351–7, e14"), "1351-1357 e14");
        assert_eq!(meant("xii—xv"), "xii-xv");
    }
}
