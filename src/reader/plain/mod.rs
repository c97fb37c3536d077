//! Plain text: every line that is not blank is a block.
//!
//! In: text. Out: its lines, as they stand; `--from lines` says that each is one reference. What is a heading, a note or a marker is not here: the finder
//! looks at the lines.

mod link_list;

use crate::document::{Block, BlockKind, Document};
use crate::source::{Span, Text};

/// Reads text with lines.
pub(super) fn read(text: Text) -> Document {
    match link_list::linked(&text) {
        Some(linked) => Document { links: linked.links, ..blocks(linked.text, BlockKind::Text) },
        None => blocks(text, BlockKind::Text),
    }
}

/// Reads one reference a line.
pub(super) fn read_lines(text: Text) -> Document {
    blocks(text, BlockKind::Reference)
}

fn blocks(text: Text, kind: BlockKind) -> Document {
    let bytes = text.as_str().as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = Span::new(start, end);
        // a line of nothing but spaces looks like an empty one
        if !line.slice(text.as_str()).trim().is_empty() {
            out.push(Block::new(kind, line));
        }
        start = end + 1;
    }
    Document { text, blocks: out, ..Document::default() }
}
