//! The blocks of a page: its lines.
//!
//! In: the beginning and the end of a line. Out: a [`Block`] for each that shows something, and how much markup the line begins with. Not here: what stands
//! within the line.

use super::attributes::split_at_byte;
use super::walk::Walk;
use crate::document::{Block, BlockKind};
use crate::source::Span;

impl Walk<'_> {
    /// Begins a line: gives the length of the markup that it begins with.
    pub(super) fn line_start(&mut self, rest: &str) -> usize {
        self.block = (BlockKind::Text, self.frame.out.len());
        let bytes = rest.as_bytes();
        let line = || memchr::memchr(b'\n', bytes).and_then(|end| rest.get(..end)).unwrap_or(rest);
        let run = |is_markup: fn(u8) -> bool| bytes.iter().take_while(|&&b| is_markup(b)).count();
        let of_item = |b: u8| matches!(b, b'*' | b'#' | b':' | b';' | b' ');
        match bytes {
            [b'=', ..] => {
                self.block.0 = BlockKind::Heading;
                run(|b| matches!(b, b'=' | b' '))
            }
            [b'*' | b'#', ..] => {
                self.block.0 = BlockKind::Item;
                run(of_item)
            }
            [b':' | b';', ..] => run(of_item),
            [b'-', b'-', b'-', b'-', ..] => run(|b| b == b'-'),
            [b'_', b'_', ..] => line().rfind("__").map_or(0, |end| end + 2),
            [b'{', b'|', ..] | [b'|', b'-' | b'}' | b'+', ..] => {
                let line = line();
                if line.contains("{{") || line.contains("<ref") { 2 } else { line.len() }
            }
            [b'|' | b'!', ..] => {
                // a cell; the attributes before its text end with a bar of their own
                let line = line();
                let nested = |&at: &usize| {
                    let behind = line.as_bytes().get(at..).unwrap_or_default();
                    matches!(behind, [b'<', ..] | [b'[', b'[', ..] | [b'{', b'{', ..])
                };
                let stop = memchr::memchr3_iter(b'<', b'[', b'{', line.as_bytes()).find(nested).unwrap_or(line.len());
                let head = line.get(1..stop).unwrap_or_default();
                match split_at_byte(head, b'|') {
                    Some((attributes, text)) if !text.starts_with('|') => attributes.len() + 2,
                    _ => 1,
                }
            }
            _ => 0,
        }
    }

    /// Ends the block that stands before a place in what was written.
    pub(super) fn end_block(&mut self, end: usize) {
        let (kind, start) = self.block;
        let written = self.frame.out.as_str().get(start..end).unwrap_or_default();
        // nearly no line ends with a space
        let bare = written.as_bytes().last().is_some_and(u8::is_ascii_graphic);
        let text = if bare { written } else { written.trim_end() };
        let text = if kind == BlockKind::Heading { text.trim_end_matches('=').trim_end() } else { text };
        if !text.is_empty() {
            self.blocks.push(Block::new(kind, Span::new(start, start + text.len())));
        }
    }
}
