//! Commands that go on running: started, asked, and ended with their value.

#![allow(unreachable_pub, dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail by a panic and owns its folder"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::common::Site;

/// Long enough for a busy machine; nothing waits so long that works.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A running command, ended with the value.
pub struct Running {
    child: Child,
    pub lines: Receiver<String>,
    pub address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer over HTTP.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

pub fn start(site: &Site, args: &[&str]) -> Running {
    let mut child = site.command(args).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, lines) = channel();
    let errors = BufReader::new(child.stderr.take().unwrap());
    thread::spawn(move || {
        for line in errors.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    Running { child, lines, address: String::new() }
}

pub fn serve(site: &Site, args: &[&str]) -> Running {
    let mut running = start(site, &[&["serve"], args].concat());
    let line = running.line("the digest is at http://");
    running.address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    running
}

impl Running {
    /// The next line that begins so.
    pub fn line(&self, begin: &str) -> String {
        let end = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if line.contains(begin) {
                return line;
            }
        }
        panic!("no line with {begin:?}");
    }

    pub fn connect(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    pub fn ask(&self, path: &str, host: &str) -> Answer {
        Self::answer(self.connect(path, host))
    }

    /// Sends a form.
    pub fn post(&self, path: &str, form: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (host, length) = (&self.address, form.len());
        let head = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close";
        write!(stream, "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n{head}\r\n\r\n{form}")
            .unwrap();
        Self::answer(stream)
    }

    fn answer(mut stream: TcpStream) -> Answer {
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(path, &self.address)
    }

    /// Asks again until the page says so.
    pub fn wait_for(&self, path: &str, text: &str) -> Answer {
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = self.get(path);
            if answer.body.contains(text) {
                return answer;
            }
            assert!(Instant::now() < end, "{path} never said {text:?}: {}", answer.body);
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The next state that the browser is told of and that satisfies the condition.
    pub fn state(&self, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let stream = BufReader::new(self.connect("/.chancery/events", &self.address));
        for line in stream.lines() {
            let line = line.unwrap();
            if let Some(data) = line.strip_prefix("data: ") {
                let state = serde_json::from_str(data).unwrap();
                if wanted(&state) {
                    return state;
                }
            }
        }
        panic!("the stream of events ended")
    }
}

pub fn text(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2021-12-02\ncountries: [AZ, PK]\nrights: full\n---\n{body}\n")
}

pub fn site() -> Site {
    Site::new().file("content/2021/12/one.md", &text("One", "First text."))
}
