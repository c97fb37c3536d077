//! The tokens of a page, each with its place in the source.
//!
//! In: decoded text. Out: calls on a [`Receiver`]: tags, text with offsets, the bodies of scripts. html5ever's tokenizer says nothing of offsets, so
//! it is fed in pieces that end before every `<` and behind every `>`: a tag or comment that comes out while a piece is read ends where that piece
//! ends, and text is followed character by character in between. That is exact, save for a character reference without its semicolon, whose end is
//! found again at the next text that follows. Not here: how elements nest ([`super::build`]). Standard: HTML, section 13.2.5.
//!
//! Of html5ever only the tokenizer is used. Its tree builder walks the open elements for every block, so that a million unclosed tags take hours,
//! moves text that stands wrongly in a table away from where the source has it, and knows no offsets.

use super::names::{Attribute, Tag};
use crate::source::Span;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag as Markup, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::{Cell, RefCell};

/// How many attributes of one tag are read: the tokenizer compares each with all before it.
const MOST_ATTRIBUTES: usize = 400;
/// How much of the source is handed over at a time.
const PORTION: usize = 256 * 1024;

/// Takes what the tokenizer finds.
pub(crate) trait Receiver {
    /// A start tag with the attributes that are kept, and where it stands in the source.
    fn start<'a>(&mut self, tag: Tag, attributes: impl Iterator<Item = (Attribute, &'a str)>, place: Span);
    /// An end tag.
    fn end(&mut self, tag: Tag);
    /// Text, and where it stands: `copied` when it is the source's bytes, else it stands for them.
    fn text(&mut self, text: &str, at: usize, copied: bool);
    /// The body of an element that is not markup, unread.
    fn raw(&mut self, tag: Tag, start: usize, end: usize);
    /// A tag had more attributes than are read.
    fn too_many_attributes(&mut self);
}

/// Reads a page.
pub(crate) fn read<R: Receiver>(source: &str, receiver: R) -> R {
    let follower = Follower {
        source,
        at: Cell::new(0),
        piece: Cell::new(0),
        raw: Cell::new(None),
        open: Cell::new(false),
        receiver: RefCell::new(receiver),
    };
    let tokenizer = Tokenizer::new(follower, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let queue = BufferQueue::default();
    let mut guard = Guard::default();
    let mut portion = Portion::default();
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = boundary(bytes, at);
        let mut until = end;
        // most tags are one short piece, which cannot hold too many attributes
        let short = !tokenizer.sink.open.get() && end - at < 2 * MOST_ATTRIBUTES;
        if !short {
            until = guard.allows(bytes, at, end).unwrap_or(end);
        }
        tokenizer.sink.piece.set(end);
        tokenizer.sink.open.set(true);
        portion.hand(source, at, until, &queue);
        let _ = tokenizer.feed(&queue);
        if until < end {
            queue.push_back(StrTendril::from_slice(">"));
            let _ = tokenizer.feed(&queue);
            tokenizer.sink.receiver.borrow_mut().too_many_attributes();
        }
        if !tokenizer.sink.open.get() {
            guard = Guard::default();
        } else if short {
            guard.allows(bytes, at, end);
        }
        at = end;
        if let Some(tag) = tokenizer.sink.raw.take() {
            let close = raw_end(bytes, at, tag);
            tokenizer.sink.receiver.borrow_mut().raw(tag, at, close);
            tokenizer.sink.at.set(close);
            at = close;
        }
    }
    tokenizer.end();
    tokenizer.sink.receiver.into_inner()
}

/// The end of the piece that begins at `at`: before the next `<`, or behind the next `>`.
fn boundary(bytes: &[u8], at: usize) -> usize {
    let from = at + usize::from(bytes.get(at) == Some(&b'<'));
    let rest = bytes.get(from..).unwrap_or_default();
    match memchr::memchr2(b'<', b'>', rest) {
        Some(found) => from + found + usize::from(rest.get(found) == Some(&b'>')),
        None => bytes.len(),
    }
}

/// Where the body of an element without markup ends: before its end tag, or at the end of the page.
fn raw_end(bytes: &[u8], at: usize, tag: Tag) -> usize {
    let name: &[u8] = match tag {
        Tag::Script => b"script",
        Tag::Style => b"style",
        Tag::Textarea => b"textarea",
        Tag::Iframe => b"iframe",
        Tag::Noembed => b"noembed",
        _ => b"noframes",
    };
    let rest = bytes.get(at..).unwrap_or_default();
    memchr::memmem::find_iter(rest, b"</")
        .find(|found| rest.get(found + 2..found + 2 + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)))
        .map_or(bytes.len(), |found| at + found)
}

/// A portion of the source that pieces share, so that a piece costs no copy.
#[derive(Default)]
struct Portion {
    tendril: StrTendril,
    start: usize,
}

impl Portion {
    fn hand(&mut self, source: &str, at: usize, end: usize, queue: &BufferQueue) {
        let inside = at >= self.start && end <= self.start + self.tendril.len();
        if !inside {
            let mut until = (at + PORTION).max(end).min(source.len());
            while !source.is_char_boundary(until) {
                until += 1;
            }
            self.tendril = StrTendril::from_slice(source.get(at..until).unwrap_or_default());
            self.start = at;
        }
        let (Ok(offset), Ok(length)) = (u32::try_from(at - self.start), u32::try_from(end - at)) else { return };
        if let Ok(piece) = self.tendril.try_subtendril(offset, length) {
            queue.push_back(piece);
        }
    }
}

/// Counts the attributes of a tag, as the tokenizer would.
#[derive(Default)]
struct Guard {
    count: usize,
    quote: Option<u8>,
    /// The last byte that is no white space.
    last: u8,
    spaced: bool,
}

impl Guard {
    /// Where to cut the piece when the tag has more attributes than are read.
    fn allows(&mut self, bytes: &[u8], at: usize, end: usize) -> Option<usize> {
        for (offset, &byte) in bytes.get(at..end)?.iter().enumerate() {
            match (self.quote, byte) {
                (Some(quote), _) if byte == quote => self.quote = None,
                (Some(_), _) => continue,
                (None, b'"' | b'\'') if self.last == b'=' => self.quote = Some(byte),
                (None, b' ' | b'\n' | b'\t' | b'\x0C' | b'/') => self.spaced = true,
                (None, _) if self.spaced && byte != b'=' => {
                    self.count += 1;
                    if self.count > MOST_ATTRIBUTES {
                        return Some(at + offset);
                    }
                }
                (None, _) => {}
            }
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\x0C' | b'/') {
                self.last = byte;
                self.spaced = false;
            }
        }
        None
    }
}

/// Follows the tokenizer through the source.
struct Follower<'s, R> {
    source: &'s str,
    /// Where the next text begins.
    at: Cell<usize>,
    /// Where the piece that is being read ends.
    piece: Cell<usize>,
    /// An element whose body is skipped.
    raw: Cell<Option<Tag>>,
    /// Whether something was begun and has not come out yet.
    open: Cell<bool>,
    receiver: RefCell<R>,
}

impl<R: Receiver> TokenSink for Follower<'_, R> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(markup) => return self.tag(&markup),
            Token::CharacterTokens(text) => {
                self.open.set(false);
                self.text(&text);
            }
            Token::NullCharacterToken => self.at.set(self.at.get() + 1),
            Token::CommentToken(_) | Token::DoctypeToken(_) => {
                self.open.set(false);
                self.at.set(self.piece.get());
            }
            Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl<R: Receiver> Follower<'_, R> {
    fn tag(&self, markup: &Markup) -> TokenSinkResult<()> {
        let (start, end) = (self.at.get(), self.piece.get());
        self.at.set(end);
        self.open.set(false);
        let tag = Tag::of(&markup.name);
        let mut receiver = self.receiver.borrow_mut();
        if markup.kind == TagKind::EndTag {
            receiver.end(tag);
            return TokenSinkResult::Continue;
        }
        let attributes = markup.attrs.iter().map(|one| (Attribute::of(&one.name.local), &*one.value));
        let kept = attributes.filter(|(name, _)| *name != Attribute::Dropped);
        receiver.start(tag, kept, Span::new(start.min(end), end));
        match tag {
            Tag::Script | Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes => {
                self.raw.set(Some(tag));
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            Tag::Textarea => {
                self.raw.set(Some(tag));
                TokenSinkResult::RawData(RawKind::Rcdata)
            }
            Tag::Title => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Finds where text stands: it is the source's, or it stands for a character reference.
    fn text(&self, text: &str) {
        let mut receiver = self.receiver.borrow_mut();
        let at = self.at.get();
        let rest = self.source.get(at..).unwrap_or_default();
        if rest.starts_with(text) && !(text == "&" && reference(rest) > 1) {
            receiver.text(text, at, true);
            self.at.set(at + text.len());
            return;
        }
        if rest.starts_with('&') {
            receiver.text(text, at, false);
            self.at.set(at + reference(rest));
            return;
        }
        // a reference without its semicolon ended before the letters did
        let near = at.saturating_sub(40);
        let word = self
            .source
            .as_bytes()
            .get(near..at)
            .and_then(|near| memchr::memrchr(b'&', near))
            .map_or(at, |found| near + found);
        let back = (word..at).find(|&from| self.source.get(from..).is_some_and(|rest| rest.starts_with(text)));
        match back {
            Some(back) => {
                receiver.text(text, back, true);
                self.at.set(back + text.len());
            }
            None => receiver.text(text, at, false),
        }
    }
}

/// The length of the character reference at the beginning: with its semicolon, or as far as its letters go.
fn reference(rest: &str) -> usize {
    let body = rest.as_bytes().get(1..).unwrap_or_default();
    let letters = body.iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    1 + letters + usize::from(body.get(letters) == Some(&b';') && letters > 0)
}
