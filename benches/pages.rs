//! Pages and wikitext, the whole way to JSON, beside what html5ever takes to build its tree of the same pages: `cargo bench --bench pages -- FOLDER…`.
//!
//! In: folders of `.html` and `.wikitext` files; without any, pages made here. Out: medians of runs that take turns, so that a busy machine is unfair to
//! neither, and the two figures that are held: the ratio for pages, MB/s for wikitext. One thread; what `refs parse` prints without options.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;
use refs::pipeline::{self, Keep};
use refs::reader::Format;
use refs::source::Source;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each is run.
const RUNS: usize = 9;

fn main() -> std::io::Result<()> {
    let folders: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let (mut pages, mut articles) = (Vec::new(), Vec::new());
    for folder in &folders {
        collect(Path::new(folder), &mut pages, &mut articles)?;
    }
    if pages.is_empty() && articles.is_empty() {
        (pages, articles) = made();
    }
    rayon_off();
    let mut out = std::io::stdout().lock();
    if !pages.is_empty() {
        let size = bytes(&pages);
        let (mut ours, mut trees, mut readers) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            trees.push(timed(|| pages.iter().map(|page| tree(&page.bytes)).sum()));
            ours.push(timed(|| pages.iter().map(|page| whole(page, Format::Html)).sum()));
            readers.push(timed(|| pages.iter().map(|page| read(page, Format::Html)).sum()));
        }
        let (ours, tree, reader) = (median(ours), median(trees), median(readers));
        writeln!(
            out,
            "html: {} pages, {:.1} MB; html5ever's tree {:.1} ms, to JSON {:.1} ms (reader {:.1} ms): ratio {:.2}",
            pages.len(),
            size / 1e6,
            tree * 1e3,
            ours * 1e3,
            reader * 1e3,
            ours / tree
        )?;
    }
    if !articles.is_empty() {
        let size = bytes(&articles);
        let (mut ours, mut readers) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            ours.push(timed(|| articles.iter().map(|page| whole(page, Format::Wikitext)).sum()));
            readers.push(timed(|| articles.iter().map(|page| read(page, Format::Wikitext)).sum()));
        }
        let (ours, reader) = (median(ours), median(readers));
        writeln!(
            out,
            "wikitext: {} articles, {:.1} MB; to JSON {:.1} ms: {:.1} MB/s (reader {:.1} MB/s)",
            articles.len(),
            size / 1e6,
            ours * 1e3,
            size / 1e6 / ours,
            size / 1e6 / reader
        )?;
    }
    Ok(())
}

/// One thread for all: the figures are of one core.
fn rayon_off() {
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
}

fn collect(folder: &Path, pages: &mut Vec<Source>, articles: &mut Vec<Source>) -> std::io::Result<()> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| path.is_file()) {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("html" | "htm") => pages.push(source(fs::read(path)?)),
            Some("wikitext" | "wiki" | "txt") => articles.push(source(fs::read(path)?)),
            _ => {}
        }
    }
    Ok(())
}

fn bytes(inputs: &[Source]) -> f64 {
    let sum: usize = inputs.iter().map(|input| input.bytes.len()).sum();
    f64::from(u32::try_from(sum).unwrap_or(u32::MAX))
}

fn timed(run: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn tree(page: &[u8]) -> usize {
    let tree = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).from_utf8().one(page);
    tree.document.children.borrow().len()
}

fn source(bytes: Vec<u8>) -> Source {
    Source { name: "page".to_owned(), bytes }
}

fn read(source: &Source, format: Format) -> usize {
    refs::reader::read(source, format).len()
}

fn whole(source: &Source, format: Format) -> usize {
    let read = pipeline::parse_keeping(source, format, Keep::Records);
    read.iter().map(|one| refs::json::to_vec(&one.shown(false)).map_or(0, |json| json.len())).sum()
}

/// A page and an article of 2,000 notes each.
fn made() -> (Vec<Source>, Vec<Source>) {
    let (mut prose, mut list, mut wiki) = (String::new(), String::new(), String::new());
    for number in 1..2_001 {
        let _ = writeln!(
            prose,
            "<p>The river <b>rose</b> by {number} metres in the <a href=\"/wiki/Spring_{number}\" title=\"Spring\">spring</a> and fell again.\
             <sup id=\"cite_ref-{number}\" class=\"reference\"><a href=\"#cite_note-{number}\">[{number}]</a></sup></p>"
        );
        let _ = writeln!(
            list,
            "<li id=\"cite_note-{number}\"><span class=\"mw-cite-backlink\"><b><a href=\"#cite_ref-{number}\">^</a></b></span> <span \
             class=\"reference-text\"><cite class=\"citation news cs1\">Roe, Jane (3 May 2010). <a rel=\"nofollow\" class=\"external text\" \
             href=\"https://example.org/{number}\">\"On river {number}\"</a>. <i>The Guardian</i>. Retrieved 4 May 2011.</cite></span></li>"
        );
        let _ = writeln!(
            wiki,
            "The river '''rose''' by {number} metres in the [[spring]] and fell again.<ref>{{{{cite news |last=Roe |first=Jane |title=On river \
             {number} |url=https://example.org/{number} |work=[[The Guardian]] |date=3 May 2010 |access-date=4 May 2011}}}}</ref>"
        );
    }
    let page =
        format!("<!DOCTYPE html><html lang=\"en\"><body>{prose}<ol class=\"references\">{list}</ol></body></html>");
    (vec![source(page.into_bytes())], vec![source(wiki.into_bytes())])
}
