//! The LaTeX preamble that a bibliography in many scripts needs.
//!
//! In: records. Out: lines for LuaLaTeX with babel and biblatex: one font for each script that occurs. `autolang=none`, since with another value one
//! right-to-left title turns its whole entry; `onchar` switches fonts and direction by character instead.

use crate::record::Record;
use std::fmt::Write as _;

/// A script: how its letters are known, babel's name, and a font with its options.
type Script = (fn(char) -> bool, &'static str, &'static str);

const SCRIPTS: &[Script] = &[
    (
        |c| matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'),
        "arabic",
        "[Script=Arabic,Renderer=HarfBuzz]{Amiri}",
    ),
    (|c| matches!(c, '\u{590}'..='\u{5FF}'), "hebrew", "[Renderer=HarfBuzz]{Noto Serif Hebrew}"),
    (|c| matches!(c, '\u{900}'..='\u{97F}'), "hindi", "[Script=Devanagari,Renderer=HarfBuzz]{Noto Serif Devanagari}"),
    (|c| matches!(c, '\u{980}'..='\u{9FF}'), "bengali", "[Renderer=HarfBuzz]{Noto Serif Bengali}"),
    (|c| matches!(c, '\u{A00}'..='\u{A7F}'), "punjabi", "[Renderer=HarfBuzz]{Noto Serif Gurmukhi}"),
    (|c| matches!(c, '\u{B80}'..='\u{BFF}'), "tamil", "[Renderer=HarfBuzz]{Noto Serif Tamil}"),
    (|c| matches!(c, '\u{C00}'..='\u{C7F}'), "telugu", "[Renderer=HarfBuzz]{Noto Serif Telugu}"),
    (|c| matches!(c, '\u{D00}'..='\u{D7F}'), "malayalam", "[Renderer=HarfBuzz]{Noto Serif Malayalam}"),
    (|c| matches!(c, '\u{E00}'..='\u{E7F}'), "thai", "[Renderer=HarfBuzz]{Noto Serif Thai}"),
    (|c| matches!(c, '\u{1000}'..='\u{109F}'), "burmese", "[Renderer=HarfBuzz]{Noto Serif Myanmar}"),
    (|c| matches!(c, '\u{10A0}'..='\u{10FF}'), "georgian", "[Renderer=HarfBuzz]{Noto Serif Georgian}"),
    (|c| matches!(c, '\u{530}'..='\u{58F}'), "armenian", "[Renderer=HarfBuzz]{Noto Serif Armenian}"),
    (|c| matches!(c, '\u{3040}'..='\u{30FF}'), "japanese", "{Noto Serif CJK JP}"),
    (|c| matches!(c, '\u{AC00}'..='\u{D7AF}'), "korean", "{Noto Serif CJK KR}"),
    (|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{2FFFF}'), "chinese-simplified", "{Noto Serif CJK SC}"),
];

/// Whether Han characters are covered by the font of another of these scripts.
const WITH_HAN: [&str; 2] = ["japanese", "korean"];

/// The preamble.
#[must_use]
pub fn preamble(records: &[Record]) -> String {
    let mut found: Vec<&Script> = Vec::new();
    for record in records {
        let json = serde_json::to_string(record).unwrap_or_default();
        for script in SCRIPTS {
            if !found.iter().any(|one| one.1 == script.1) && json.chars().any(script.0) {
                found.push(script);
            }
        }
    }
    found.sort_by_key(|script| SCRIPTS.iter().position(|one| one.1 == script.1));
    let mut out = String::from(
        "% for LuaLaTeX and biber; fonts: Noto, and Amiri for Arabic\n\\usepackage{fontspec}\n\\usepackage[bidi=basic,english]{babel}\n\\babelfont{rm}{Noto Serif}\n",
    );
    let chars = found
        .iter()
        .filter(|script| !WITH_HAN.contains(&script.1) || !found.iter().any(|one| one.1 == "chinese-simplified"));
    for (_, name, font) in chars {
        let _ = writeln!(out, "\\babelprovide[import,onchar=ids fonts]{{{name}}}\n\\babelfont[{name}]{{rm}}{font}");
    }
    out.push_str(
        "\\usepackage[backend=biber,style=authoryear,autolang=none]{biblatex}\n\
         % what has no date is cited as such, not by the day on which it was seen\n\
         \\DeclareLabeldate{\\field{date}\\field{year}\\field{eventdate}\\field{origdate}\\literal{nodate}}\n\
         \\addbibresource{refs.bib}\n\
         \\usepackage{hyperref}\n",
    );
    out
}
