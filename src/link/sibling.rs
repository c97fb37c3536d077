//! What a site does with an address that cannot exist.
//!
//! In: an address of a page in doubt. Out: [`Beside`], asked once for each directory: where a site ends and how it looks there. A site that answers the
//! same for a page that cannot exist does not have the cited one either.

use super::address;
use super::page::{Form, Page};
use super::visit::{self, Net};
use super::wall;
use url::Url;

/// A page that cannot exist, asked for.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    asked: Url,
    end: Url,
    /// The status at the end; 0 for none.
    pub(crate) status: u16,
    title: String,
    print: u64,
    blank: bool,
}

impl Beside {
    /// Asks for it.
    pub(crate) async fn ask(net: &Net<'_>, url: &Url) -> Option<Self> {
        let asked = address::sibling(url)?;
        let visit = visit::visit(net, &asked, &[]).await;
        let found = visit.found.ok()?;
        let page = &found.page;
        let blank = page.form != Form::Html || page.is_blank() || page.is_shell();
        Some(Self {
            asked,
            end: visit.end,
            status: found.answer.status,
            title: page.shown_title().to_owned(),
            print: print(page),
            blank,
        })
    }

    /// The address that was asked for, as evidence.
    pub(crate) fn asked(&self) -> String {
        let query = self.asked.query().map_or(String::new(), |query| format!("?{query}"));
        format!("the made-up address {}{query}", self.asked.path())
    }

    /// Whether it ended at this address, which is not its own.
    pub(crate) fn ends_at(&self, end: &Url) -> bool {
        self.status < 400 && self.end == *end && self.end != self.asked
    }

    /// Whether it shows the same page.
    pub(crate) fn is_like(&self, page: &Page, end: &Url) -> bool {
        let same = self.title == page.shown_title() && (self.print ^ print(page)).count_ones() <= 3;
        !self.blank
            && self.status < 400
            && same
            && !(self.end == *end && wall::is_home_path(end.path()) && self.end == self.asked)
    }
}

/// Sixty-four bits of the words of a page: pages that differ little differ in few (Charikar's hash).
fn print(page: &Page) -> u64 {
    let mut counts = [0_i32; 64];
    for word in page.text.split(' ').filter(|word| !word.is_empty()) {
        let hash = word
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let hash = hash ^ (hash >> 29);
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    counts.iter().enumerate().fold(0, |print, (bit, count)| if *count > 0 { print | 1 << bit } else { print })
}
