//! Character references: `&nbsp;`, `&#8211;`, `&#x2013;`.
//!
//! In: text that begins with `&`. Out: the character and the length of the reference. Standard: HTML, section 13.5; of the names, those of Latin-1,
//! Greek and typography, which pages write.

/// Names of U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot \
    cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc \
    Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring \
    aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml";

/// Names of U+0391 to U+03A9 and U+03B1 to U+03C9, in their order; `-` for a hole.
const GREEK: &str = "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega";

/// The others, the usual ones first.
const OTHERS: [(&str, char); 47] = [
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("amp", '&'),
    ("mdash", '—'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("minus", '−'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("bull", '•'),
    ("thinsp", '\u{2009}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("hairsp", '\u{200A}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("euro", '€'),
    ("trade", '™'),
    ("larr", '←'),
    ("rarr", '→'),
    ("harr", '↔'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("infin", '∞'),
    ("ne", '≠'),
    ("le", '≤'),
    ("ge", '≥'),
    ("sigmaf", 'ς'),
];

/// Reads a character reference at the beginning of `text`.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(12).position(|b| b == b';')?;
    let name = body.get(..end)?;
    let length = end + 2;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).map(|c| (c, length));
    }
    let at = |names: &str, first: u32| {
        let place = names.split_ascii_whitespace().position(|one| one == name)?;
        char::from_u32(first + u32::try_from(place).ok()?)
    };
    let small_greek = || {
        let place = GREEK.split_ascii_whitespace().position(|one| one != "-" && one.to_ascii_lowercase() == name)?;
        char::from_u32(0x3B1 + u32::try_from(place).ok()?)
    };
    let other = OTHERS.iter().find(|(one, _)| *one == name).map(|(_, character)| *character);
    other
        .or_else(|| at(LATIN, 0xA0))
        .or_else(|| at(GREEK, 0x391))
        .or_else(small_greek)
        .map(|character| (character, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_by_name_and_number() {
        for (text, want) in [
            ("&amp;x", '&'),
            ("&nbsp;", '\u{A0}'),
            ("&eacute;", 'é'),
            ("&#8211;", '–'),
            ("&#x2013;", '–'),
            ("&omega;", 'ω'),
            ("&Sigma;", 'Σ'),
        ] {
            assert_eq!(entity(text).map(|(c, _)| c), Some(want), "{text}");
        }
        for text in ["&", "&;", "&nothing;", "& b;", "&#0;", "&#x110000;"] {
            assert_eq!(entity(text), None, "{text}");
        }
    }
}
