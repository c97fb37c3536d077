//! The exports beside `serde_json`: `cargo bench --bench export`. The records are the same on every machine and every run.
//!
//! Out: for each format the median time for 100,000 records and how often that of `serde_json` goes into it, which writes the same records as JSON. The
//! two take turns, so that a busy machine slows both.

use refs::export::{BiblatexProfile, BibtexProfile, Format, Options, export};
use refs::record::{Record, assign_keys};
use serde_json::json;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECORDS: usize = 100_000;
const ROUNDS: usize = 9;

const FAMILIES: [&str; 8] = ["Watson", "Curie", "García", "Müller", "Ёлкин", "محفوظ", "魯", "van der Waals"];
const GIVEN: [&str; 8] = ["James D.", "Marie", "Ana María", "Jürgen", "Юрий", "نجيب", "迅", "J. D."];
const WORDS: [&str; 8] = ["structure", "théorie", "история", "rivers & roads", "light", "تاريخ", "modern", "språk"];
const WORKS: [&str; 4] = ["Nature", "Le Monde", "Новый мир", "Annals of Mathematics"];

fn pick<'t>(list: &[&'t str], number: usize) -> &'t str {
    list.get(number % list.len().max(1)).copied().unwrap_or_default()
}

/// An article, a book or a page, by its number.
fn record(number: usize) -> Record {
    let word = |at: usize| pick(&WORDS, number / at + at);
    let year = 1900 + number % 124;
    let mut item = json!({
        "id": "", "author": [{"family": pick(&FAMILIES, number), "given": pick(&GIVEN, number)}, {"family": pick(&FAMILIES, number / 7), "given": pick(&GIVEN, number / 3)}],
        "issued": {"date-parts": [[year, number % 12 + 1, number % 28 + 1]]},
        "title": format!("The {} of {} and {} no. {number}: on {}", word(1), word(8), word(64), word(512)),
    });
    let more = match number % 3 {
        0 => {
            json!({"type": "article-journal", "container-title": pick(&WORKS, number), "volume": (number % 90).to_string(), "issue": (number % 12).to_string(),
            "page": format!("{}–{}", number % 300, number % 300 + 12), "DOI": format!("10.1000/example.{number}")})
        }
        1 => {
            json!({"type": "book", "publisher": "Basic Books", "publisher-place": "New York", "edition": "2nd", "page": (number % 400).to_string(), "language": "fr"})
        }
        _ => {
            json!({"type": "webpage", "container-title": pick(&WORKS, number), "URL": format!("https://example.org/{number}?a=b%20c&d=e_f"),
            "accessed": {"date-parts": [[2024, 3, 27]]}, "custom": {"archive-url": format!("https://web.archive.org/web/20200101000000/https://example.org/{number}"), "archive-date": "2020-01-01"}})
        }
    };
    if let (Some(item), Some(more)) = (item.as_object_mut(), more.as_object()) {
        item.extend(more.clone());
    }
    Record::from_csl(item.as_object().cloned().unwrap_or_default())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn timed(work: impl FnOnce() -> usize) -> (Duration, usize) {
    let start = Instant::now();
    let bytes = black_box(work());
    (start.elapsed(), bytes)
}

fn main() -> std::io::Result<()> {
    let mut records: Vec<Record> = (0..RECORDS).map(record).collect();
    assign_keys(&mut records);
    let formats = [
        ("bibtex", Format::Bibtex(BibtexProfile::Natbib)),
        ("bibtex=plain", Format::Bibtex(BibtexProfile::Plain)),
        ("biblatex", Format::Biblatex(BiblatexProfile::Standard)),
        ("ris", Format::Ris),
        ("hayagriva", Format::Hayagriva),
        ("csl-json", Format::CslJson),
        ("markdown", Format::Markdown),
        ("wikitext", Format::Wikitext),
    ];
    let mut out = std::io::stdout().lock();
    writeln!(out, "{RECORDS} records, median of {ROUNDS} rounds; × is how often serde_json's time goes into it")?;
    for (name, format) in formats {
        let (mut ours, mut theirs, mut bytes) = (Vec::new(), Vec::new(), (0, 0));
        for _ in 0..ROUNDS {
            let (time, length) = timed(|| serde_json::to_string(&records).map_or(0, |text| text.len()));
            theirs.push(time);
            bytes.1 = length;
            let (time, length) = timed(|| export(&records, format, Options::default()).text.len());
            ours.push(time);
            bytes.0 = length;
        }
        let (ours, theirs) = (median(ours).as_secs_f64(), median(theirs).as_secs_f64());
        writeln!(
            out,
            "{name:13} {:6.1} ms, {:3} MB; serde_json {:6.1} ms, {:3} MB; × {:.2}",
            ours * 1e3,
            bytes.0 / 1_000_000,
            theirs * 1e3,
            bytes.1 / 1_000_000,
            ours / theirs
        )?;
    }
    Ok(())
}
