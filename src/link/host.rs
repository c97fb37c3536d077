//! The manners towards one host: how many at a time, how soon, and when to stop.
//!
//! In: a wish to ask a host something. Out: a [`Permit`], or why it is not given. A host is begun with one request at a time, and gets its full number
//! after a dozen answers; a 429 or 503 sets one instant before which nobody asks, and teaches the rate that it allows. A host that stayed silent
//! twice, or asks to wait longer than is sensible, is left alone for the rest of the run. Standard: RFC 9110 section 10.2.3, RFC 6585 section 4.

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::{Mutex, Notify, Semaphore};
use tokio::time::{Instant, sleep_until};

/// Answers after which a host gets its full number of requests at a time.
const TRUSTED_AFTER: u32 = 12;
/// The span over which a host is thought to count requests.
const WINDOW: Duration = Duration::from_secs(1);
/// What nobody waits for.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// Refusals in a row after which a host has had enough of us.
const REFUSALS: u32 = 8;
/// Silences after which a host is taken for silent.
const SILENCES: u32 = 2;

/// Why a host is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// It stayed silent.
    Silent,
    /// It asked to be left alone.
    Limited,
}

/// All hosts of a run.
pub(crate) struct Hosts {
    known: RefCell<FxHashMap<String, Rc<Host>>>,
    per_host: usize,
    jobs: Semaphore,
}

struct Host {
    state: RefCell<State>,
    /// Who waits, waits in line: only the first of the line looks at the clock.
    line: Mutex<()>,
    freed: Notify,
    most: usize,
}

#[derive(Default)]
struct State {
    in_flight: usize,
    /// At most so many at a time, once it has said that it is weak.
    weak: bool,
    answers: u32,
    not_before: Option<Instant>,
    /// The learned distance between two requests.
    gap: Option<Duration>,
    /// The distance at which it refused, and a little.
    least: Duration,
    learned: Option<Instant>,
    since_learned: u32,
    /// When the requests of the last window were sent.
    sent: VecDeque<Instant>,
    refusals: u32,
    silences: u32,
    closed: Option<Closed>,
}

/// The leave to send one request.
pub(crate) struct Permit<'h> {
    of: Rc<Host>,
    sent: Instant,
    _job: tokio::sync::SemaphorePermit<'h>,
}

impl Hosts {
    /// Hosts that get `per_host` requests at a time, and `jobs` all together.
    pub(crate) fn new(per_host: usize, jobs: usize) -> Self {
        Self { known: RefCell::default(), per_host: per_host.max(1), jobs: Semaphore::new(jobs.max(1)) }
    }

    fn host(&self, name: &str) -> Rc<Host> {
        let mut known = self.known.borrow_mut();
        if let Some(host) = known.get(name) {
            return Rc::clone(host);
        }
        let host = Rc::new(Host {
            state: RefCell::default(),
            line: Mutex::new(()),
            freed: Notify::new(),
            most: self.per_host,
        });
        known.insert(name.to_owned(), Rc::clone(&host));
        host
    }

    /// Waits for leave to ask a host.
    ///
    /// # Errors
    ///
    /// [`Closed`] when it is to be left alone.
    pub(crate) async fn permit(&self, name: &str) -> Result<Permit<'_>, Closed> {
        let host = self.host(name);
        {
            let _first = host.line.lock().await;
            loop {
                match host.look() {
                    Look::Go => break,
                    Look::Closed(why) => return Err(why),
                    Look::Full => host.freed.notified().await,
                    Look::Until(instant) => sleep_until(instant).await,
                }
            }
        }
        let slot = Slot(&host);
        // the semaphore is never closed
        let Ok(job) = self.jobs.acquire().await else { return Err(Closed::Limited) };
        std::mem::forget(slot);
        Ok(Permit { of: host, sent: Instant::now(), _job: job })
    }
}

/// Gives the place back when a waiter is dropped before it has its permit.
struct Slot<'h>(&'h Host);

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.free();
    }
}

enum Look {
    Go,
    Closed(Closed),
    Full,
    Until(Instant),
}

impl Host {
    /// Takes a place, or says what to wait for.
    fn look(&self) -> Look {
        let mut state = self.state.borrow_mut();
        if let Some(why) = state.closed {
            return Look::Closed(why);
        }
        let gently = state.weak || state.gap.is_some() || state.answers < TRUSTED_AFTER;
        let most = if gently { 1 } else { self.most };
        if state.in_flight >= most {
            return Look::Full;
        }
        let now = Instant::now();
        if let Some(instant) = state.not_before.filter(|instant| *instant > now) {
            return Look::Until(instant);
        }
        state.not_before = state.gap.map(|gap| now + gap);
        state.in_flight += 1;
        while state.sent.front().is_some_and(|sent| *sent + WINDOW < now) || state.sent.len() > 512 {
            state.sent.pop_front();
        }
        state.sent.push_back(now);
        Look::Go
    }

    fn free(&self) {
        let mut state = self.state.borrow_mut();
        state.in_flight = state.in_flight.saturating_sub(1);
        drop(state);
        self.freed.notify_one();
    }
}

impl Permit<'_> {
    /// The host gave an answer that is no refusal.
    pub(crate) fn answered(&self) {
        let mut state = self.of.state.borrow_mut();
        state.answers = state.answers.saturating_add(1);
        state.refusals = 0;
        state.silences = 0;
        state.since_learned += 1;
        // a host that lets us is asked a little sooner, slowly, and for long not quite as soon as it once refused
        if state.since_learned.is_multiple_of(30) {
            let least = if state.since_learned > 300 { Duration::ZERO } else { state.least };
            state.gap = state.gap.map(|gap| (gap * 19 / 20).max(least));
        }
    }

    /// The host asked to wait (429, 503): `after` as it said, or nothing.
    pub(crate) fn refused(&self, after: Option<Duration>, limited: bool) {
        let now = Instant::now();
        let mut state = self.of.state.borrow_mut();
        state.refusals += 1;
        state.silences = 0;
        let wait = after.unwrap_or_else(|| Duration::from_secs(1 << state.refusals.saturating_sub(1).min(3)));
        if wait > LONGEST_WAIT || state.refusals >= REFUSALS {
            if limited {
                state.closed = Some(Closed::Limited);
            }
            return;
        }
        let until = now + wait;
        state.not_before = Some(state.not_before.map_or(until, |other| other.max(until)));
        if !limited {
            state.weak = true;
            return;
        }
        // what was under way when the lesson came teaches nothing new
        if state.learned.is_some_and(|learned| self.sent < learned) {
            return;
        }
        state.learned = Some(now);
        state.since_learned = 0;
        let begun = self.sent.checked_sub(WINDOW);
        let allowed =
            state.sent.iter().filter(|sent| **sent < self.sent && begun.is_none_or(|begun| **sent >= begun)).count();
        let allowed = u32::try_from(allowed).unwrap_or(u32::MAX).max(1);
        let gap = WINDOW * 115 / 100 / allowed;
        state.least = WINDOW * 110 / 100 / allowed;
        state.gap = Some(state.gap.map_or(gap, |known| (known * 5 / 4).max(gap)).min(Duration::from_secs(5)));
    }

    /// The host said nothing in its time.
    pub(crate) fn silent(&self) {
        let mut state = self.of.state.borrow_mut();
        state.silences += 1;
        if state.silences >= SILENCES {
            state.closed = Some(Closed::Silent);
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.of.free();
    }
}

/// How long a server asks to wait: seconds or a date; nothing for nonsense.
pub(crate) fn retry_after(value: &str, now: chrono::NaiveDateTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = value.strip_suffix("GMT").unwrap_or(value).trim();
    let then = ["%a, %d %b %Y %H:%M:%S", "%A, %d-%b-%y %H:%M:%S", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|form| chrono::NaiveDateTime::parse_from_str(date, form).ok())?;
    Some((then - now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(10, 0, 0).unwrap();
        assert_eq!(retry_after("120", now), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Sun, 22 Nov 2026 10:00:30 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Sun, 22 Nov 2026 09:00:30 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }
}
