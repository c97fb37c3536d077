//! `refs check-links` against a web on loopback.
//!
//! ```text
//! tests/check-links/<case>/
//!   input.json    CSL-JSON; {server} is the server's address
//!   server.tsv    what the server answers (see `server.rs`); with a row for /cdx/search/cdx it is the archive, too
//!   verdicts.tsv  reference ⇥ role ⇥ verdict ⇥ the address to write or the copy to name instead
//!   status        the exit status; none: 0
//! ```

use super::case::{Printed, different, refs};
use super::known::{Outcome, bless, settle, tests};
use super::server::Server;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The options of every test: nothing outside this machine is asked.
const LOCAL: [&str; 4] = ["check-links", "--allow-private", "--config", "/dev/null"];

fn run(more: &[&str], folder: &Path, stdin: Option<&[u8]>) -> Printed {
    let arguments: Vec<&str> = LOCAL.iter().chain(more).copied().collect();
    refs(&arguments, folder, stdin)
}

fn verdicts(printed: &Printed, address: &str) -> String {
    let text = String::from_utf8(printed.stdout.clone()).unwrap();
    let mut out = String::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}\n{}", printed.stderr));
        let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let instead = [word("moved_to"), row["snapshot"]["url"].as_str().unwrap_or_default().to_owned()].concat();
        let line = [word("reference"), word("role"), word("verdict"), instead].join("\t");
        out.push_str(line.replace(address, "{server}").trim_end());
        out.push('\n');
    }
    out
}

fn outcome(folder: &Path) -> Outcome {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let table = read("server.tsv");
    let server = Server::start(&table, Duration::ZERO);
    let input = read("input.json").replace("{server}", &server.address);
    let mut arguments = vec!["--format", "jsonl", "--no-cache", "--timeout", "4", "--doi-resolver", &server.address];
    if table.contains("/cdx/search/cdx") {
        arguments.extend(["--archive-api", &server.address]);
    } else {
        arguments.push("--no-archive");
    }
    arguments.push("-");
    let printed = run(&arguments, folder, Some(input.as_bytes()));
    let found = verdicts(&printed, &server.address);
    if bless() {
        fs::write(folder.join("verdicts.tsv"), &found).unwrap();
        let status = folder.join("status");
        if printed.status == 0 {
            drop(fs::remove_file(status))
        } else {
            fs::write(status, format!("{}\n", printed.status)).unwrap()
        }
    }
    let status = read("status").trim().parse().unwrap_or(0);
    let mut complaints: Vec<String> = different("verdicts", &read("verdicts.tsv"), &found).into_iter().collect();
    complaints.extend(
        (printed.status != status).then(|| format!("status {}, expected {status}: {}", printed.status, printed.stderr)),
    );
    let name = format!("check-links/{}", folder.file_name().unwrap().to_string_lossy());
    Outcome { name, failure: (!complaints.is_empty()).then(|| complaints.join("\n")) }
}

#[test]
fn every_case() {
    let mut folders: Vec<_> = fs::read_dir(tests().join("check-links"))
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let outcomes: Vec<Outcome> = folders.iter().map(|folder| outcome(folder)).collect();
    settle("check-links/", &outcomes);
}

/// So many records, each with a page and its title.
fn many(count: usize) -> (String, Vec<Value>) {
    let rows: Vec<String> = (0..count)
        .map(|n| format!("/page/{n}\t200\t\t<title>Harbour report number {n} of the year</title><p>Text."))
        .collect();
    let items = (0..count).map(|n| json!({"id": format!("r{n}"), "type": "webpage", "title": format!("Harbour report number {n} of the year"), "URL": format!("{{server}}/page/{n}")})).collect();
    (rows.join("\n"), items)
}

fn saved(items: &[Value], server: &Server, folder: &Path) -> String {
    let path = folder.join("records.json");
    fs::write(&path, Value::from(items.to_vec()).to_string().replace("{server}", &server.address)).unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn a_second_run_asks_nothing_and_offline_answers_from_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (table, mut items) = many(8);
    items.push(json!({"id": "gone", "type": "webpage", "title": "A page that went", "URL": "{server}/gone"}));
    let server = Server::start(&table, Duration::ZERO);
    let input = saved(&items, &server, folder.path());
    let cache = folder.path().join("kept/links.sqlite");
    let cache = cache.to_str().unwrap();
    let first = run(&["--format", "jsonl", "--no-archive", "--cache", cache, &input], folder.path(), None);
    let asked = server.requests();
    assert!(asked >= 9);
    let second = run(&["--format", "jsonl", "--no-archive", "--cache", cache, &input], folder.path(), None);
    let offline = run(&["--format", "jsonl", "--offline", "--cache", cache, &input], folder.path(), None);
    assert_eq!(server.requests(), asked, "a second run within the age asks nothing");
    for later in [&second, &offline] {
        assert_eq!(verdicts(later, &server.address), verdicts(&first, &server.address));
        assert_eq!(later.status, 1);
    }
    run(&["--format", "jsonl", "--no-archive", "--max-age", "0", "--cache", cache, &input], folder.path(), None);
    assert!(server.requests() > asked, "verdicts that are too old are found anew");
}

#[test]
fn a_run_that_is_killed_is_gone_on_with_and_two_at_once_agree() {
    let folder = tempfile::tempdir().unwrap();
    let (table, items) = many(60);
    let server = Server::start(&table, Duration::from_millis(30));
    let input = saved(&items, &server, folder.path());
    let cache = folder.path().join("links.sqlite");
    let arguments = ["--format", "jsonl", "--no-archive", "--cache", cache.to_str().unwrap(), &input];
    let mut child = Command::new(env!("CARGO_BIN_EXE_refs"))
        .args(LOCAL)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while server.requests() < 20 && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let others: Vec<_> = (0..2)
        .map(|_| {
            Command::new(env!("CARGO_BIN_EXE_refs"))
                .args(LOCAL)
                .args(arguments)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let outputs: Vec<_> = others.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    for output in &outputs {
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(text.lines().count(), 60, "{}", String::from_utf8_lossy(&output.stderr));
        assert!(text.lines().all(|line| line.contains("\"verdict\":\"ok\"")));
    }
    // what had been found before the kill was not asked for again: at most the four under way
    let again = server.asked().values().filter(|count| **count > 2).count();
    let once = server.asked().values().filter(|count| **count == 1).count();
    assert!(once >= 14 && again <= 4, "asked once: {once}, more than twice: {again}");
    let asked = server.requests();
    let last = run(&arguments, folder.path(), None);
    assert_eq!((String::from_utf8(last.stdout).unwrap().lines().count(), server.requests()), (60, asked));
}

#[test]
fn neighbours_are_not_called_unless_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start("*\t200\t\t<title>Inside</title>", Duration::ZERO);
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    let list = format!(
        "{}/a\nhttp://localhost:{port}/b\nhttp://2130706433:{port}/c\nhttp://[::1]:{port}/d\nhttp://10.0.0.1/e\n",
        server.address
    );
    let printed = refs(
        &[
            "check-links",
            "--config",
            "/dev/null",
            "--no-cache",
            "--no-archive",
            "--format",
            "csv",
            "--from",
            "urls",
            "-",
        ],
        folder.path(),
        Some(list.as_bytes()),
    );
    let text = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(text.matches(",cannot-tell,blocked,").count(), 5, "{text}");
    assert_eq!(server.requests(), 0);
}

#[test]
fn every_format_holds_every_link() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "Prices <b>& \"quotes\" | pipes</b>";
    let server = Server::start(
        "/a\t404\t\t<title>Not found</title>\n/b\t200\t\t<title>Ferry times for the winter season</title>",
        Duration::ZERO,
    );
    let items = [
        json!({"id": "dead", "type": "webpage", "title": hostile, "URL": "{server}/a", "issued": {"date-parts": [[2011]]}}),
        json!({"id": "fine", "type": "webpage", "title": "Ferry times for the winter season", "URL": "{server}/b", "issued": {"date-parts": [[2015]]}}),
        json!({"id": "none", "type": "book", "title": "A book"}),
    ];
    let input = saved(&items, &server, folder.path());
    for (format, signs) in [
        ("table", vec!["dead", "/a", "2 links: 1 alive, 1 dead, 0 cannot be told; 1 record without a link"]),
        ("csv", vec!["reference,path", "\ndead,", "\nfine,", "\nnone,"]),
        ("junit", vec!["<testsuites name=\"refs check-links\" tests=\"3\" failures=\"1\">", "<failure type=\"dead\""]),
        ("markdown", vec!["## Dead", "| dead ("]),
        ("html", vec!["<svg", "data-outcome=\"dead\"", "data-outcome=\"alive\"", "2015"]),
        ("jsonl", vec!["\"verdict\":\"no-link\"", "\"verdict\":\"ok\""]),
    ] {
        let printed = run(&["--no-cache", "--no-archive", "--format", format, &input], folder.path(), None);
        let text = String::from_utf8(printed.stdout).unwrap();
        for sign in signs {
            assert!(text.contains(sign), "{format}: no `{sign}` in\n{text}{}", printed.stderr);
        }
        assert_eq!(printed.status, 1, "{format}");
    }
}

#[test]
fn a_redirect_does_not_lead_to_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    // the server stands in for the whole web: as the user's proxy it may be a neighbour, what documents and pages name may not
    let table = "http://paper.example/a\t302\tLocation: http://127.0.0.1:9/inside\t\n\
                 http://paper.example/b\t302\tLocation: http://[fe80::1]/inside\t\n\
                 http://paper.example/c\t200\t\t<meta http-equiv=refresh content='0; url=http://printer.local/'>\n\
                 http://paper.example/d\t200\t\t<title>Harbour report</title><p>Text.\n\
                 *\t200\t\t<title>Inside</title>";
    let server = Server::start(table, Duration::ZERO);
    let list: String = ["a", "b", "c", "d"].map(|page| format!("http://paper.example/{page}\n")).concat();
    let common = ["check-links", "--config", "/dev/null", "--no-cache", "--no-archive", "--format", "csv"];
    let arguments = [common.as_slice(), &["--proxy", &server.address, "--from", "urls", "-"]].concat();
    let printed = refs(&arguments, folder.path(), Some(list.as_bytes()));
    let text = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(text.matches(",cannot-tell,blocked,").count(), 3, "{text}");
    assert_eq!(text.matches(",alive,ok,").count(), 1, "{text}");
    let inside: Vec<String> = server.asked().into_keys().filter(|path| !path.contains("paper.example")).collect();
    assert!(inside.is_empty(), "{inside:?}");
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_prints_what_it_knows() {
    let folder = tempfile::tempdir().unwrap();
    let (table, items) = many(200);
    let server = Server::start(&table, Duration::from_millis(40));
    let input = saved(&items, &server, folder.path());
    let child = Command::new(env!("CARGO_BIN_EXE_refs"))
        .args(LOCAL)
        .args(["--format", "jsonl", "--no-archive", "--no-cache", &input])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while server.requests() < 20 && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let (text, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let known = text.lines().count();
    assert!((10..200).contains(&known), "{known} of 200: {told}");
    assert!(text.lines().all(|line| line.contains("\"verdict\":\"ok\"")));
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains(&format!("{} of 200 links are left", 200 - known)), "{told}");
}

#[test]
fn verdicts_go_on_into_a_bibliography() {
    let folder = tempfile::tempdir().unwrap();
    let copy = "/web/20160504101500id_/{server}/gone";
    let table = format!(
        "/stays\t200\t\t<title>Harbour report for the year</title><p>Text.\n\
         /moved\t301\tLocation: /new/place\t\n/new/place\t200\t\t<title>The pier is mended at last</title><p>Text.\n\
         /cdx/search/cdx\t200\tContent-Type: application/json\t[[\"timestamp\",\"statuscode\"],[\"20160504101500\",\"200\"]]\n\
         {copy}\t200\t\t<title>Ferry sunk in the storm of May</title><p>Text."
    );
    let server = Server::start(&table, Duration::ZERO);
    let address = &server.address;
    let text = format!(
        "Text.[1][2][3]\n\nReferences\n\n1. Roe, Jane (4 May 2015). \"Harbour report for the year\". The Harbour Mail. {address}/stays. Retrieved 4 May 2016.\n\
         2. Roe, Jane (5 May 2015). \"The pier is mended at last\". The Harbour Mail. {address}/moved. Retrieved 4 May 2016.\n\
         3. Roe, Jane (6 May 2015). \"Ferry sunk in the storm of May\". The Harbour Mail. {address}/gone. Retrieved 4 May 2016.\n"
    );
    let parsed = refs(&["parse", "--format", "json", "-"], folder.path(), Some(text.as_bytes()));
    let checked =
        run(&["--format", "json", "--no-cache", "--archive-api", address, "-"], folder.path(), Some(&parsed.stdout));
    assert_eq!(checked.status, 1, "{}", checked.stderr);
    let documents: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(documents[0]["references"][1]["item"]["custom"]["link"][0]["verdict"], "moved");
    let written =
        refs(&["export", "--bibtex=natbib", "--url-policy", "auto", "-"], folder.path(), Some(&checked.stdout));
    let written = String::from_utf8(written.stdout).unwrap();
    assert_eq!(written.matches("\n@").count() + usize::from(written.starts_with('@')), 3, "{written}");
    for wanted in ["/stays", "/new/place", "/web/20160504101500/"] {
        assert!(written.contains(wanted), "{wanted} is not in {written}");
    }
}

#[test]
fn options_reach_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let config = folder.path().join("config.toml");
    fs::write(
        &config,
        "[check-links]\nheader = [\"X-From: the file\"]\nexclude = [\"/passed-over\"]\nno-archive = true\n",
    )
    .unwrap();
    let heard = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().unwrap();
        let (mut heard, mut piece) = (String::new(), [0_u8; 4096]);
        while !heard.contains("\r\n\r\n") {
            let read = stream.read(&mut piece).unwrap();
            heard.push_str(&String::from_utf8_lossy(&piece[..read]));
        }
        let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\nConnection: close\r\n\r\n<title>Hi</title>";
        stream.write_all(answer.as_bytes()).unwrap();
        heard
    });
    let list = format!("http://{address}/seen\nhttp://{address}/passed-over/1\n");
    let arguments = [
        "check-links",
        "--allow-private",
        "--no-cache",
        "--config",
        config.to_str().unwrap(),
        "--user-agent",
        "Reader/1",
        "--header",
        "X-Key: 1",
        "--format",
        "jsonl",
        "--from",
        "urls",
        "-",
    ];
    let printed = refs(&arguments, folder.path(), Some(list.as_bytes()));
    assert_eq!(String::from_utf8_lossy(&printed.stdout).lines().count(), 1, "what is excluded is passed over");
    let heard = heard.join().unwrap().to_ascii_lowercase();
    for wanted in ["get /seen ", "user-agent: reader/1", "x-key: 1", "x-from: the file"] {
        assert!(heard.contains(wanted), "{wanted} is not in {heard}");
    }
}

#[test]
fn an_archive_that_is_down_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start("/cdx/search/cdx\t503\t\tdown\n/wayback/available\t503\t\tdown", Duration::ZERO);
    let list: String = (0..40).map(|n| format!("{}/gone/{n}\n", server.address)).collect();
    let arguments = ["--format", "jsonl", "--no-cache", "--retries", "0", "--archive-api", &server.address];
    let printed = run(&[arguments.as_slice(), &["--from", "urls", "-"]].concat(), folder.path(), Some(list.as_bytes()));
    let text = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(text.matches("\"verdict\":\"dead\"").count(), 40, "{text}");
    let asked = server.asked().into_iter().filter(|(path, _)| path.contains("/cdx/") || path.contains("/wayback/"));
    let asked: usize = asked.map(|(_, count)| count).sum();
    // three look-ups went unanswered, and those under way with them
    assert!((6..=14).contains(&asked), "{asked}");
}
