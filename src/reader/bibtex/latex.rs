//! LaTeX in the values of a .bib file, as text.
//!
//! In: a value as written. Out: what it prints: accents and signs as Unicode characters, braces and formatting gone. Limits: mathematics keeps its letters
//! and digits only; a command that is not known disappears, its arguments stay. Not here: Unicode to LaTeX (the exports').

use unicode_normalization::UnicodeNormalization;

/// Accents and the combining characters that they become.
const ACCENTS: [(&str, char); 15] = [
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    ("u", '\u{306}'),
    (".", '\u{307}'),
    ("\"", '\u{308}'),
    ("r", '\u{30A}'),
    ("H", '\u{30B}'),
    ("v", '\u{30C}'),
    ("d", '\u{323}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("b", '\u{331}'),
];

/// Commands that print a text of their own.
const SIGNS: [(&str, &str); 98] = [
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("aa", "å"),
    ("AA", "Å"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("dh", "ð"),
    ("DH", "Ð"),
    ("th", "þ"),
    ("TH", "Þ"),
    ("dj", "đ"),
    ("DJ", "Đ"),
    ("ng", "ŋ"),
    ("NG", "Ŋ"),
    ("SS", "ẞ"),
    ("&", "&"),
    ("%", "%"),
    ("$", "$"),
    ("#", "#"),
    ("_", "_"),
    ("{", "{"),
    ("}", "}"),
    (" ", " "),
    ("\n", " "),
    ("\\", " "),
    (",", "\u{2009}"),
    (";", " "),
    (":", " "),
    ("-", ""),
    ("/", ""),
    ("!", ""),
    ("@", ""),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textellipsis", "…"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("quotedblbase", "„"),
    ("quotesinglbase", "‚"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("copyright", "©"),
    ("textcopyright", "©"),
    ("textdegree", "°"),
    ("pounds", "£"),
    ("textsterling", "£"),
    ("euro", "€"),
    ("texteuro", "€"),
    ("S", "§"),
    ("P", "¶"),
    ("textbackslash", "\\"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textunderscore", "_"),
    ("textquotesingle", "'"),
    ("textbar", "|"),
    ("textless", "<"),
    ("textgreater", ">"),
    ("slash", "/"),
    ("TeX", "TeX"),
    ("LaTeX", "LaTeX"),
    ("BibTeX", "BibTeX"),
    ("times", "×"),
    ("pm", "±"),
    ("sim", "~"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("infty", "∞"),
    ("leq", "≤"),
    ("geq", "≥"),
    ("approx", "≈"),
    ("cdot", "·"),
    ("circ", "°"),
    ("ell", "ℓ"),
    ("prime", "′"),
    ("textordfeminine", "ª"),
    ("textordmasculine", "º"),
    ("textperiodcentered", "·"),
    ("textexclamdown", "¡"),
    ("textquestiondown", "¿"),
    ("quad", " "),
    ("qquad", " "),
    ("space", " "),
    ("par", " "),
    ("newline", " "),
];

/// Greek letters, by their names in the order of Unicode.
const GREEK: &str = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon phi chi psi omega";

/// The text of a value.
pub(super) fn text(value: &str) -> String {
    if !value.contains(['\\', '{', '}', '$', '~', '-', '`', '\'', '\n', '\t', '%']) && !value.contains("  ") {
        return value.trim().to_owned();
    }
    let mut out = String::with_capacity(value.len());
    read(value, &mut out, 0);
    let mut tidy = String::with_capacity(out.len());
    for character in out.trim().nfc() {
        let space = matches!(character, ' ' | '\n' | '\t' | '\r');
        if !(space && tidy.ends_with(' ')) {
            tidy.push(if space { ' ' } else { character });
        }
    }
    tidy
}

/// An address or identifier: only what LaTeX needs escaped is undone.
pub(super) fn verbatim(value: &str) -> String {
    let value = value.trim();
    let value = value.strip_prefix("\\url").map_or(value, str::trim);
    let value = value.trim_start_matches('{').trim_end_matches('}');
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(character) = chars.next() {
        match character {
            '\\' if chars
                .peek()
                .is_some_and(|next| matches!(next, '_' | '%' | '&' | '#' | '~' | '{' | '}' | '$' | '^')) => {}
            '{' | '}' | '\n' | '\r' | '\t' => {}
            character => out.push(character),
        }
    }
    out.replace("$\\sim$", "~").trim().to_owned()
}

fn read(value: &str, out: &mut String, depth: usize) {
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let next = rest.get(first.len_utf8()..).unwrap_or_default();
        rest = match first {
            '\\' => command(next, out, depth),
            '{' | '}' | '$' => next,
            '~' => {
                out.push('\u{A0}');
                next
            }
            '-' if rest.starts_with("---") => {
                out.push('—');
                rest.get(3..).unwrap_or_default()
            }
            '-' if rest.starts_with("--") => {
                out.push('–');
                rest.get(2..).unwrap_or_default()
            }
            '`' if next.starts_with('`') => {
                out.push('“');
                rest.get(2..).unwrap_or_default()
            }
            '\'' if next.starts_with('\'') => {
                out.push('”');
                rest.get(2..).unwrap_or_default()
            }
            '`' => {
                out.push('‘');
                next
            }
            _ => {
                out.push(first);
                next
            }
        };
    }
}

/// A command, without its backslash; gives what is behind it.
fn command<'v>(rest: &'v str, out: &mut String, depth: usize) -> &'v str {
    let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
    let (name, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
    // a space behind a command of letters belongs to it
    let argument = if letters > 0 { behind.trim_start_matches([' ', '\n']) } else { behind };
    if let Some((_, mark)) = ACCENTS.iter().find(|(accent, _)| *accent == name)
        && (letters == 0 || behind.starts_with(['{', ' ', '\\']))
    {
        return accent(argument, *mark, out, depth);
    }
    if let Some((_, sign)) = SIGNS.iter().find(|(one, _)| *one == name) {
        out.push_str(sign);
        return argument.strip_prefix("{}").unwrap_or(argument);
    }
    if let Some(letter) = greek(name) {
        out.push(letter);
        return argument.strip_prefix("{}").unwrap_or(argument);
    }
    if depth > 20 {
        return argument;
    }
    match name {
        "noopsort" | "bibsc" | "label" | "cite" => group(argument).map_or(argument, |(_, behind)| behind),
        "href" => group(argument).map_or(argument, |(_, behind)| behind),
        "enquote" | "mkbibquote" => match group(argument) {
            Some((inside, behind)) => {
                out.push('“');
                read(inside, out, depth + 1);
                out.push('”');
                behind
            }
            None => argument,
        },
        "url" | "nolinkurl" | "path" => match group(argument) {
            Some((inside, behind)) => {
                out.push_str(&verbatim(inside));
                behind
            }
            None => argument,
        },
        _ => argument,
    }
}

/// Puts an accent on the letter that is the argument.
fn accent<'v>(argument: &'v str, mark: char, out: &mut String, depth: usize) -> &'v str {
    let argument = argument.trim_start_matches(' ');
    let (inside, behind) = group(argument).unwrap_or_else(|| {
        let command = argument
            .strip_prefix('\\')
            .map_or(0, |name| 1 + name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len());
        let length = if command > 0 { command } else { argument.chars().next().map_or(0, char::len_utf8) };
        argument.split_at_checked(length).unwrap_or((argument, ""))
    });
    let mut letter = String::new();
    if depth < 20 {
        read(inside, &mut letter, depth + 1);
    }
    let mut chars = letter.chars();
    if let Some(first) = chars.next() {
        out.push(match first {
            'ı' => 'i',
            'ȷ' => 'j',
            other => other,
        });
        out.push(mark);
        out.push_str(chars.as_str());
    }
    behind
}

fn greek(name: &str) -> Option<char> {
    let small = name.to_ascii_lowercase();
    let place = GREEK.split(' ').position(|one| one == small)?;
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    char::from_u32(if capital { 0x391 } else { 0x3B1 } + u32::try_from(place).ok()?)
}

/// The longest argument: one that is longer is missing its brace, and is not looked for to the end of the file.
const LONGEST: usize = 4096;

/// What stands in the braces that begin here, and what is behind them.
fn group(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix('{')?;
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in body.bytes().enumerate().take(LONGEST) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some((body.get(..at)?, body.get(at + 1..)?)),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latex_becomes_text() {
        for (value, want) in [
            ("{\\\"O}sterreich \\'{e}t\\'e", "Österreich étée"),
            ("Erd{\\H o}s and G{\\\"o}del, {\\v{C}}apek", "Erdős and Gödel, Čapek"),
            ("\\'{\\i}na \\ss{} \\o re \\L{}\\'od\\'z", "ína ß øre Łódź"),
            ("A \\& B --- {C} 1--2", "A & B — C 1–2"),
            ("\\emph{On} ``Days'' \\enquote{x}", "On “Days” “x”"),
            ("The $\\alpha$ and~\\textbf{b}", "The α and\u{A0}b"),
            ("It's `so'", "It's ‘so'"),
            ("\\url{http://a.b/c\\_d}", "http://a.b/c_d"),
        ] {
            let want = if want == "Österreich étée" { "Österreich été" } else { want };
            assert_eq!(text(value), want, "{value}");
        }
        text(&"\\'{".repeat(50_000));
        assert_eq!(verbatim("\\url{http://a.b/c\\_d?e\\&f}"), "http://a.b/c_d?e&f");
    }
}
