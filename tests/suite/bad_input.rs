//! Inputs too large, too deep or too odd for a file in the project, made at test time. Each ends soon, with a diagnostic that says where and what to do,
//! with the right status, and with the rest done. The small ones are cases in `tests/parse/bad-input`.

use super::case::{Printed, refs};
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Far more than any of these takes, even unoptimised on a busy machine.
const SOON: Duration = Duration::from_secs(60);

const GOOD: &str = "Maddox, Brenda (2002). Rosalind Franklin: The Dark Lady of DNA. HarperCollins. ISBN 0-06-018407-8.";

/// Runs `refs parse` on a file with this text.
fn parse(text: &[u8], arguments: &[&str]) -> (Printed, Value) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("input.txt"), text).unwrap();
    let began = Instant::now();
    let words: Vec<&str> = ["parse", "input.txt"].iter().chain(arguments).copied().collect();
    let printed = refs(&words, folder.path(), None);
    assert!(began.elapsed() < SOON, "it took {:?}", began.elapsed());
    let value = serde_json::from_slice(&printed.stdout).unwrap();
    (printed, value)
}

fn raws(value: &Value) -> Vec<usize> {
    value[0]["references"].as_array().unwrap().iter().map(|one| one["raw"].as_str().unwrap().len()).collect()
}

#[test]
fn a_single_line_of_20_mb_is_told_with_its_place() {
    let words = "the helix was seen by three people in one week and told by none of them ";
    let (printed, value) = parse(words.repeat(20_000_000 / words.len()).as_bytes(), &[]);
    assert_eq!(printed.status, 0);
    assert!(printed.stderr.contains("input.txt:1:1: warning[line-too-long]"), "{}", printed.stderr);
    assert!(raws(&value).is_empty());
    let (printed, value) = parse(words.repeat(20_000_000 / words.len()).as_bytes(), &["--from", "lines"]);
    assert!(printed.stderr.contains("input.txt:1:1: warning[note-too-long]"), "{}", printed.stderr);
    assert_eq!(value[0]["references"][0]["item"], Value::Null);
}

#[test]
#[ignore = "takes a while and 2 GB of memory: cargo test --release -- --ignored"]
fn a_single_line_of_100_mb_is_told_with_its_place() {
    for text in ["seen ", "[1] seen (2001). \"", GOOD] {
        let (printed, _) = parse(text.repeat(100_000_000 / text.len()).as_bytes(), &[]);
        assert_eq!(printed.status, 0);
        assert!(printed.stderr.contains("input.txt:1:1: warning[line-too-long]"), "{}", &printed.stderr[..1000]);
    }
}

#[test]
fn a_note_of_10_mb_costs_only_itself() {
    let long = "\"Nature\" (1953), ".repeat(10_000_000 / 17);
    let text = format!("It is told.[1][2][3]\n\nReferences\n1. {GOOD}\n2. {long}\n3. {GOOD}\n");
    let (printed, value) = parse(text.as_bytes(), &[]);
    assert_eq!(printed.status, 0);
    assert!(printed.stderr.contains("input.txt:5:4: warning[note-too-long]"), "{}", printed.stderr);
    assert_eq!(raws(&value).len(), 3);
    assert_eq!(value[0]["references"][2]["item"]["ISBN"], "0-06-018407-8");
}

/// References that differ: `Aaa, B. (1901). "On Aaa". Review 1 (2): 3–4.`
fn many(count: usize) -> Vec<String> {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap());
    let name = |at: usize| format!("{}{}o{}", letter(at).to_ascii_uppercase(), letter(at / 26), letter(at / 676));
    let one = |at: usize| {
        format!("{}, B. ({}). \"On {}\". Review {} (2): 3–4.", name(at), 1900 + at % 100, name(3 * at), at % 40 + 1)
    };
    (0..count).map(one).collect()
}

#[test]
fn a_list_that_was_run_together_under_its_heading_is_divided_however_long_it_is() {
    for count in [3, 300, 3000] {
        let (printed, value) =
            parse(format!("It is told.\n\nReferences\n\n{}\n", many(count).join(" ")).as_bytes(), &[]);
        assert_eq!((printed.status, raws(&value).len()), (0, count));
    }
}

#[test]
fn lines_of_spaces_between_references_are_blank() {
    for gap in ["\n", "\n\n", "\n \n", "\n\n \t\n\u{A0}\n"] {
        let (_, value) = parse(many(20).join(gap).as_bytes(), &[]);
        assert_eq!(raws(&value).len(), 20, "{gap:?}");
    }
}

#[test]
fn thousands_of_short_forms_end_soon() {
    let works: String = (0..4000).map(|at| format!("- Roe, J. ({}). *Days {at}*. Press.\n", 1900 + at % 100)).collect();
    let pointers: String = (0..4000)
        .map(|at| format!("[^{at}]: Roe, op. cit., p. {at}.\n\n[^x{at}]: Poe {}, p. 2.\n\n", 1900 + at % 100))
        .collect();
    let keys: String = (0..4000)
        .map(|at| {
            format!("Told [@poe{}days{at}] (Roe {}), \"Days {at}\" (2001).\n\n", 1900 + at % 100, 1900 + at % 100)
        })
        .collect();
    let (printed, value) =
        parse(format!("{keys}\n# References\n\n{works}\n{pointers}").as_bytes(), &["--from", "markdown"]);
    assert_eq!(printed.status, 0);
    assert!(raws(&value).len() >= 8000);
}

#[test]
fn a_hundred_thousand_nested_brackets_do_no_harm() {
    for pair in ["[]", "()", "{}", "<>", "«»", "“”", "\"\"", "[("] {
        let (open, close) = (pair.chars().next().unwrap().to_string(), pair.chars().nth(1).unwrap().to_string());
        // as prose, as a note that is too long, as one that is not, and with no end
        for inside in [
            format!("{}x{}", open.repeat(100_000), close.repeat(100_000)),
            format!("{}x{}", open.repeat(20_000), close.repeat(20_000)),
            open.repeat(40_000),
        ] {
            let text = format!("It {inside} is told.[1][2]\n\nReferences\n1. {inside}\n2. {GOOD}\n");
            let (printed, value) = parse(text.as_bytes(), &["--from", "plain"]);
            assert_eq!(printed.status, 0, "{pair}");
            let references = value[0]["references"].as_array().unwrap();
            assert_eq!(references.last().unwrap()["item"]["ISBN"], "0-06-018407-8", "{pair}");
        }
    }
}

#[test]
fn a_lone_bracket_is_told_with_line_and_column() {
    let (printed, _) = parse(format!("{GOOD}\nRoe, Jane (2001. \"Days\". Press.\n").as_bytes(), &["--from", "lines"]);
    assert!(printed.stderr.contains("input.txt:2:11: warning[unbalanced]"), "{}", printed.stderr);
    assert_eq!(printed.status, 0);
}

#[test]
fn many_lines_and_many_warnings_take_linear_time() {
    let note = "Roe, Jane (2 March 2021). \"On Days\". Nature. ISBN 0-06-018407-9.";
    let (printed, value) = parse(format!("{note}\n").repeat(2_000).as_bytes(), &["--from", "lines"]);
    assert_eq!((printed.status, raws(&value).len()), (0, 2_000));
    assert!(printed.stderr.contains("input.txt:2000:51: warning[bad-identifier]"), "{}", &printed.stderr[..2000]);
    let (printed, _) = parse("seen[7] and [8] told, ".repeat(20_000).as_bytes(), &["--quiet"]);
    assert_eq!((printed.status, printed.stderr.as_str()), (0, ""));
}

#[test]
fn warnings_set_the_status_with_strict_and_an_unread_input_wins() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("doubtful.txt"), "Roe, Jane (2021). On Days. Press. ISBN 0-06-018407-9.\n").unwrap();
    fs::write(folder.path().join("good.txt"), format!("{GOOD}\n")).unwrap();
    let status = |words: &[&str]| {
        let words: Vec<&str> = ["parse", "--from", "lines", "--strict"].iter().chain(words).copied().collect();
        refs(&words, folder.path(), None).status
    };
    assert_eq!(status(&["good.txt"]), 0);
    assert_eq!(status(&["doubtful.txt", "good.txt"]), 1);
    assert_eq!(status(&["doubtful.txt", "gone.txt", "good.txt"]), 2);
}

#[test]
fn standard_input_is_read_without_a_name_and_with_a_dash() {
    let folder = TempDir::new().unwrap();
    for words in [&["parse", "--from", "lines"][..], &["parse", "--from", "lines", "-"]] {
        let printed = refs(words, folder.path(), Some(GOOD.as_bytes()));
        let value: Value = serde_json::from_slice(&printed.stdout).unwrap();
        assert_eq!((value[0]["document"]["path"].as_str(), raws(&value)), (Some("-"), vec![GOOD.len()]));
    }
}

#[test]
fn an_output_file_is_written_whole_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    let words = ["parse", "--from", "lines", "--output", "out.json", "-"];
    let printed = refs(&words, folder.path(), Some(GOOD.as_bytes()));
    assert_eq!((printed.status, printed.stdout.len()), (0, 0), "{}", printed.stderr);
    let value: Value = serde_json::from_slice(&fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(raws(&value), [GOOD.len()]);
    let printed = refs(&["parse", "-", "--output", "no/such/folder/out.json"], folder.path(), Some(GOOD.as_bytes()));
    assert_eq!(printed.status, 2);
    assert!(printed.stderr.contains("no/such/folder/out.json"), "{}", printed.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_costs_only_itself() {
    use std::os::unix::fs::symlink;
    let folder = TempDir::new().unwrap();
    let articles = folder.path().join("articles");
    fs::create_dir(&articles).unwrap();
    fs::write(articles.join("a.txt"), format!("1. {GOOD}\n")).unwrap();
    fs::write(articles.join("c.txt"), format!("1. {GOOD}\n")).unwrap();
    // a name that leads nowhere: unreadable for everyone, root too
    symlink("nowhere", articles.join("b.txt")).unwrap();
    let printed = refs(&["parse", "articles"], folder.path(), None);
    assert_eq!(printed.status, 2);
    assert!(printed.stderr.contains("articles/b.txt: error[unreadable]"), "{}", printed.stderr);
    let value: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 2);
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_or_a_device_stays_one() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("old.json"), "old").unwrap();
    std::os::unix::fs::symlink("old.json", path("link.json")).unwrap();
    std::os::unix::fs::symlink("/dev/null", path("nothing")).unwrap();
    for name in ["link.json", "nothing"] {
        let printed = refs(&["parse", "--from", "lines", "-", "--output", name], folder.path(), Some(GOOD.as_bytes()));
        assert_eq!(printed.status, 0, "{}", printed.stderr);
        assert!(fs::symlink_metadata(path(name)).unwrap().is_symlink(), "{name}");
    }
    assert!(fs::read_to_string(path("old.json")).unwrap().starts_with('['));
}
