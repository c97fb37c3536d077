//! The whole way and each stage, on generated CS1 lines: `cargo bench`. The lines are the same on every machine and every run.
//!
//! `cargo bench -- --lines N > lines.txt` writes N such lines instead, to measure the whole program with.

use criterion::{Criterion, Throughput};
use refs::finder;
use refs::grammar::{self, Context};
use refs::pipeline;
use refs::reader::{self, Format};
use refs::source::{Source, decode};
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many lines are read at once.
const LINES: usize = 2_000;

const FAMILIES: &[&str] =
    &["Watson", "Curie", "Noether", "Turing", "McClintock", "van der Waals", "García", "Müller", "O'Brien", "Lovelace"];
const GIVEN: &[&str] = &["James D.", "Marie", "E.", "Alan", "Barbara", "J. D.", "Ana María", "Jürgen", "Flann", "Ada"];
const WORDS: &[&str] = &[
    "structure",
    "of",
    "the",
    "molecular",
    "theory",
    "and",
    "history",
    "in",
    "new",
    "observations",
    "on",
    "light",
    "northern",
    "river",
    "trade",
    "early",
    "modern",
    "language",
    "a",
    "study",
];
const WORKS: &[&str] =
    &["Nature", "The New York Times", "Physical Review", "BBC News", "Annals of Mathematics", "The Guardian", "Mind"];
const PUBLISHERS: &[&str] =
    &["Cambridge: Cambridge University Press", "New York: Routledge", "Basic Books", "London: John Murray"];
const MONTHS: &[&str] = &["January", "March", "April", "June", "August", "September", "November", "December"];

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or_default()
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }

    fn date(&mut self) -> String {
        format!("{} {} {}", 1 + self.below(28), self.one(MONTHS), 1900 + self.below(124))
    }

    fn title(&mut self) -> String {
        let words: Vec<&str> = (0..4 + self.below(8)).map(|_| self.one(WORDS)).collect();
        let mut title = words.join(" ");
        title.get_mut(..1).map(str::make_ascii_uppercase);
        title
    }
}

/// One reference as Citation Style 1 prints it: an article, a page, a book.
fn line(random: &mut Random) -> String {
    let mut out = format!("{}, {}", random.one(FAMILIES), random.one(GIVEN));
    for _ in 0..random.below(3) {
        let _ = write!(out, "; {}, {}", random.one(FAMILIES), random.one(GIVEN));
    }
    let (date, title, work) = (random.date(), random.title(), random.one(WORKS));
    let (number, page) = (1 + random.below(300), 1 + random.below(900));
    let _ = match random.below(3) {
        0 => write!(
            out,
            " ({date}). \"{title}\". {work}. {number} ({}): {page}–{}. doi:10.1000/{number}.{page}.",
            1 + number % 12,
            page + 9
        ),
        1 => write!(
            out,
            " ({date}). \"{title}\". {work}. Archived from the original on {}. Retrieved {}.",
            random.date(),
            random.date()
        ),
        _ => write!(
            out,
            " ({}). {title}. {}. p. {page}. ISBN 0-06-018407-8.",
            1900 + number % 120,
            random.one(PUBLISHERS)
        ),
    };
    out
}

fn lines(count: usize) -> impl Iterator<Item = String> {
    let mut random = Random(7);
    (0..count).map(move |_| line(&mut random))
}

fn source(text: &str) -> Source {
    Source { name: "lines.txt".to_owned(), bytes: text.as_bytes().to_vec() }
}

fn stages(criterion: &mut Criterion) {
    let notes: Vec<String> = lines(LINES).collect();
    let text = notes.join("\n");
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Elements(LINES as u64)).sample_size(20);
    group.bench_function("the whole way, to JSON", |bench| {
        bench.iter(|| {
            let read = pipeline::parse(&source(&text), Format::Lines);
            read.iter().map(|one| refs::json::to_vec(&one.shown(false)).map_or(0, |bytes| bytes.len())).sum::<usize>()
        });
    });
    group.bench_function("decode", |bench| bench.iter(|| decode(black_box(text.as_bytes()))));
    group.bench_function("reader", |bench| bench.iter(|| reader::read(&source(&text), Format::Lines)));
    let mut documents = reader::read(&source(&text), Format::Lines);
    group.bench_function("finder", |bench| {
        bench.iter(|| documents.iter_mut().map(|one| finder::find(one).notes.len()).sum::<usize>());
    });
    group.bench_function("grammar", |bench| {
        bench.iter(|| {
            let mut diagnostics = Vec::new();
            let read = |note: &String| {
                grammar::read(note, Context::default(), &|span| span, &mut diagnostics).reading.parts.len()
            };
            notes.iter().map(read).sum::<usize>()
        });
    });
    let read = pipeline::parse(&source(&text), Format::Lines);
    group.bench_function("JSON", |bench| {
        bench.iter(|| {
            read.iter().map(|one| refs::json::to_vec(&one.shown(false)).map_or(0, |bytes| bytes.len())).sum::<usize>()
        });
    });
    group.finish();
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let count = arguments.iter().position(|word| word == "--lines").and_then(|at| arguments.get(at + 1)?.parse().ok());
    if let Some(count) = count {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        return lines(count).try_for_each(|line| writeln!(out, "{line}"));
    }
    let mut criterion = Criterion::default().configure_from_args();
    stages(&mut criterion);
    criterion.final_summary();
    Ok(())
}
