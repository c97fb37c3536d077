//! Which formats are written, and where to.
//!
//! In: the options. Out: formats, and a file for each; or what is wrong with the options.

use super::arguments::{Arguments, Biblatex, Bibtex};
use crate::export::bib::edited;
use crate::export::{BiblatexProfile, BibtexProfile, FORMATS, Format};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The formats that are wanted: by option, or else by the ending of the output.
pub(super) fn formats(arguments: &Arguments) -> Result<Vec<Format>, String> {
    let bibtex = arguments.bibtex.map(|profile| match profile {
        Bibtex::Natbib => Format::Bibtex(BibtexProfile::Natbib),
        Bibtex::Plain => Format::Bibtex(BibtexProfile::Plain),
    });
    let biblatex = arguments.biblatex.map(|profile| match profile {
        Biblatex::Standard => Format::Biblatex(BiblatexProfile::Standard),
        Biblatex::Apa => Format::Biblatex(BiblatexProfile::Apa),
    });
    let plain = [
        (arguments.csl_json, Format::CslJson),
        (arguments.ris, Format::Ris),
        (arguments.hayagriva, Format::Hayagriva),
        (arguments.markdown, Format::Markdown),
        (arguments.wikitext, Format::Wikitext),
    ];
    let mut formats: Vec<Format> = bibtex
        .into_iter()
        .chain(biblatex)
        .chain(plain.into_iter().filter(|(wanted, _)| *wanted).map(|(_, format)| format))
        .collect();
    if let Some(path) = &arguments.into {
        if formats.is_empty() {
            formats.push(edited::dialect(&std::fs::read_to_string(path).unwrap_or_default()));
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("bib");
        let bib = matches!(formats.as_slice(), [Format::Bibtex(_) | Format::Biblatex(_)])
            && ending.eq_ignore_ascii_case("bib");
        return if bib {
            Ok(formats)
        } else {
            Err("refs export: `--into` renews a .bib file: name one, and say `--bibtex` or `--biblatex`\n".to_owned())
        };
    }
    if formats.is_empty() {
        let ending = arguments.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        match ending.map(Format::from_ending) {
            Some(Some(format)) => formats.push(format),
            _ if arguments.preamble => formats.push(Format::Biblatex(BiblatexProfile::Standard)),
            Some(None) => return Err(listed("the ending of the output is that of no format")),
            None => return Err(listed("say which format")),
        }
    }
    if formats.len() > 1 && arguments.output_dir.is_none() {
        return Err("refs export: these are several formats: name a folder for them with `--output-dir`\n".to_owned());
    }
    Ok(formats)
}

/// The formats, as a help.
fn listed(why: &str) -> String {
    let mut out = format!("refs export: {why}:\n");
    for row in FORMATS {
        let _ = writeln!(out, "  --{:<10} {} (.{})", row.name, row.about, row.ending);
    }
    out
}

/// Where a format is written.
pub(super) fn target(arguments: &Arguments, format: Format, formats: &[Format]) -> Option<PathBuf> {
    if let Some(path) = &arguments.into {
        return Some(path.clone());
    }
    let Some(folder) = &arguments.output_dir else { return arguments.output.clone() };
    let row = FORMATS.iter().find(|row| row.name == format.name())?;
    let shared = formats.iter().filter(|other| matches!(other, Format::Bibtex(_) | Format::Biblatex(_))).count() > 1
        && row.ending == "bib";
    let name = if shared { format!("refs.{}.bib", row.name) } else { format!("refs.{}", row.ending) };
    Some(folder.join(name))
}
