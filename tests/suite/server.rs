//! A web on loopback, for the cases of `check-links`.
//!
//! In: rows of `path ⇥ status ⇥ headers ⇥ body` (`*` is any other path; status 0 hangs up; headers are parted by ` | `; `{server}` is the server's address).
//! Out: a server that answers them, and counts what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the server answers to one path.
struct Row {
    path: String,
    status: u16,
    headers: Vec<String>,
    body: String,
}

/// A server that lives as long as the test.
pub(crate) struct Server {
    /// `http://127.0.0.1:12345`
    pub(crate) address: String,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Server {
    /// Serves the rows; each answer takes `delay`.
    pub(crate) fn start(table: &str, delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let rows: Arc<Vec<Row>> =
            Arc::new(table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(row).collect());
        let asked = Arc::new(Mutex::new(BTreeMap::new()));
        let server = Self { address: address.clone(), asked: Arc::clone(&asked) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (rows, asked, address) = (Arc::clone(&rows), Arc::clone(&asked), address.clone());
                std::thread::spawn(move || serve(&stream, &rows, &asked, &address, delay));
            }
        });
        server
    }

    /// How often each path was asked for.
    pub(crate) fn asked(&self) -> BTreeMap<String, usize> {
        self.asked.lock().unwrap().clone()
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> usize {
        self.asked().values().sum()
    }
}

fn row(line: &str) -> Row {
    let mut columns = line.split('\t');
    let mut next = || columns.next().unwrap_or_default().to_owned();
    let (path, status, headers, body) = (next(), next(), next(), next());
    let headers = headers.split(" | ").filter(|header| !header.is_empty()).map(str::to_owned).collect();
    Row { path, status: status.parse().unwrap_or_else(|_| panic!("no status: {line}")), headers, body }
}

fn serve(stream: &TcpStream, rows: &[Row], asked: &Mutex<BTreeMap<String, usize>>, address: &str, delay: Duration) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        let target = first.split(' ').nth(1).unwrap_or("/").to_owned();
        let mut header = String::new();
        while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
            header.clear();
        }
        *asked.lock().unwrap().entry(target.clone()).or_default() += 1;
        std::thread::sleep(delay);
        let path = target.split('?').next().unwrap_or_default();
        let found = rows
            .iter()
            .find(|row| row.path.replace("{server}", address) == target || row.path == path)
            .or_else(|| rows.iter().find(|row| row.path == "*"));
        let (status, headers, body) = found.map_or((404, &[][..], "<title>Not here</title>"), |row| {
            (row.status, row.headers.as_slice(), row.body.as_str())
        });
        if status == 0 {
            return;
        }
        let body = body.replace("{server}", address);
        let mut head = format!("HTTP/1.1 {status} As Said\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|header| header.to_ascii_lowercase().starts_with("content-type")) {
            head.push_str("Content-Type: text/html; charset=utf-8\r\n");
        }
        for header in headers {
            head.push_str(&header.replace("{server}", address));
            head.push_str("\r\n");
        }
        let mut stream = stream;
        if stream.write_all(format!("{head}\r\n{body}").as_bytes()).is_err() {
            return;
        }
    }
}
