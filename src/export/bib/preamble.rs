//! The LaTeX preamble that a bibliography in many scripts needs (`refs/latex-scripts.tsv`).
//!
//! In: records. Out: lines for LuaLaTeX with babel and biblatex: one font for each script that occurs. `autolang=none`, since with another value one
//! right-to-left title turns its whole entry; `onchar` switches fonts and direction by character instead.

use crate::record::Record;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// Fonts for what is no letter.
const SYMBOLS: [&str; 4] = [
    "Noto Sans Math:mode=node;",
    "Noto Sans Symbols:mode=node;",
    "Noto Sans Symbols2:mode=node;",
    "DejaVu Sans:mode=node;",
];

/// A script: babel's name of a locale in it (`-`: none that switches fonts), its letters, and a font with its options.
struct Script {
    name: &'static str,
    letters: Vec<RangeInclusive<u32>>,
    font: &'static str,
}

fn scripts() -> Vec<Script> {
    let range = |text: &'static str| {
        let (from, to) = text.split_once('-')?;
        Some(u32::from_str_radix(from, 16).ok()?..=u32::from_str_radix(to, 16).ok()?)
    };
    let rows = include_str!("../../../refs/latex-scripts.tsv").lines().filter(|row| !row.starts_with('#'));
    let scripts = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (name, letters, font) = (cells.next()?, cells.next()?, cells.next()?);
        Some(Script { name, letters: letters.split(' ').filter_map(range).collect(), font })
    });
    scripts.collect()
}

/// The preamble.
#[must_use]
pub fn preamble(records: &[Record]) -> String {
    let scripts = scripts();
    let mut found = vec![false; scripts.len()];
    for record in records {
        let json = serde_json::to_string(record).unwrap_or_default();
        for letter in json.chars().filter(|letter| !letter.is_ascii()).map(u32::from) {
            for (script, found) in scripts.iter().zip(&mut found) {
                *found = *found || script.letters.iter().any(|range| range.contains(&letter));
            }
        }
    }
    let found = scripts.iter().zip(&found).filter(|(_, found)| **found).map(|(script, _)| script);
    let (switched, others): (Vec<&Script>, Vec<&Script>) = found.partition(|script| script.name != "-");
    let fonts: Vec<String> =
        others.iter().map(|script| script.font).chain(SYMBOLS).map(|font| format!("\"{font}\"")).collect();
    let mut out = String::from(
        "% for LuaLaTeX and biber; fonts: Noto, DejaVu for some symbols, Amiri for Arabic\n\
         \\usepackage{fontspec}\n\
         \\usepackage[bidi=basic,english]{babel}\n\
         % what Noto Serif does not have: arrows, mathematics, symbols, smileys\n",
    );
    let _ = writeln!(out, "\\directlua{{luaotfload.add_fallback(\"refs\", {{{}}})}}", fonts.join(", "));
    out.push_str("\\babelfont{rm}[RawFeature={fallback=refs}]{Noto Serif}\n");
    for Script { name, font, .. } in switched {
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
