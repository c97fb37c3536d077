//! A template call, cut into its name and its parameters.
//!
//! In: `{{name|value|key=value}}`. Out: slices of it. Bars and equals signs inside of links, templates, comments and footnotes do not count. A call
//! whose end is missing, or whose parts are not balanced, is cut as well as can be. Standard: MediaWiki's preprocessor.

use super::plain::trim;
use super::sign::{Signs, is_of_call};
use super::tables::Meaning;

/// A template call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'c, 's> {
    /// The name as written.
    pub(crate) name: &'s str,
    /// The parameters in their order.
    pub(crate) parameters: &'c [Parameter<'s>],
}

/// A parameter of a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter<'s> {
    /// The name as written; empty for a parameter by position.
    pub(crate) key: &'s str,
    /// The value as written.
    pub(crate) value: &'s str,
    /// What the tables say of its name, where they were asked.
    pub(super) meaning: Option<Meaning<'static>>,
}

impl<'s> Parameter<'s> {
    pub(crate) const fn new(key: &'s str, value: &'s str) -> Self {
        Self { key, value, meaning: None }
    }
}

impl<'c, 's> Call<'c, 's> {
    /// Cuts a call, with or without its braces; its parameters are put into a room that those of other calls had.
    pub(crate) fn read(source: &'s str, room: &'c mut Vec<Parameter<'s>>) -> Self {
        room.clear();
        let name = cut(source, room);
        Self { name, parameters: room }
    }

    /// The value of a parameter by its position, counted from 1; one whose name is the number counts too.
    pub(crate) fn position(&self, number: usize) -> Option<&'s str> {
        let by_name = self.parameters.iter().rev().find(|one| one.key.len() < 3 && one.key.parse() == Ok(number));
        let by_place = || self.positions().nth(number.checked_sub(1)?);
        by_name.map(|one| one.value).or_else(by_place)
    }

    /// The values of the parameters by position.
    pub(crate) fn positions(&self) -> impl Iterator<Item = &'s str> + 'c {
        self.parameters.iter().filter(|one| one.key.is_empty()).map(|one| one.value)
    }
}

/// Cuts a call, puts its parameters behind what a list has, and gives its name.
pub(crate) fn cut<'s>(source: &'s str, parameters: &mut Vec<Parameter<'s>>) -> &'s str {
    let body = source.strip_prefix("{{").unwrap_or(source);
    let body = body.strip_suffix("}}").unwrap_or(body);
    let from = parameters.len();
    let mut pieces = Pieces { name: "", parameters };
    // a link or a template that is not closed must not swallow the parameters behind it
    for (links, braces) in [(true, true), (false, true), (true, false), (false, false)] {
        pieces.parameters.truncate(from);
        if pieces.cut(body, links, braces) {
            break;
        }
    }
    pieces.name
}

/// The pieces of a call on the way.
struct Pieces<'r, 's> {
    name: &'s str,
    parameters: &'r mut Vec<Parameter<'s>>,
}

impl<'s> Pieces<'_, 's> {
    /// Cuts at the bars that are not inside of anything; `false` when something stayed open.
    fn cut(&mut self, body: &'s str, links: bool, braces: bool) -> bool {
        let bytes = body.as_bytes();
        let (mut at, mut start, mut equals, mut first) = (0, 0, None, true);
        let (mut depth, mut link, mut missing) = (0_usize, 0_usize, Missing::default());
        let slice = |start: usize, end: usize| body.get(start..end).unwrap_or_default();
        let (mut tagged, mut signs) = (false, Signs::of(bytes, is_of_call));
        while let Some(found) = signs.next(at) {
            at = found;
            let Some(&sign) = bytes.get(at) else { break };
            let double = || bytes.get(at + 1) == Some(&sign);
            match sign {
                b'|' if depth == 0 && link == 0 => {
                    self.piece(slice(start, at), equals.take().map(|equals| equals - start), first, tagged);
                    first = false;
                    start = at + 1;
                }
                b'=' if depth == 0 && link == 0 && equals.is_none() => equals = Some(at),
                b'{' if braces && double() => {
                    depth += 1;
                    at += 1;
                }
                b'}' if braces && double() => {
                    depth = depth.saturating_sub(1);
                    at += 1;
                }
                b'[' if links && double() => {
                    link += 1;
                    at += 1;
                }
                b']' if links && double() => {
                    link = link.saturating_sub(1);
                    at += 1;
                }
                b'<' => {
                    tagged = true;
                    at += opaque(body.get(at..).unwrap_or_default(), &mut missing).saturating_sub(1);
                }
                b'>' => tagged = true,
                _ => {}
            }
            at += 1;
        }
        self.piece(slice(start, body.len()), equals.map(|equals| equals - start), first, tagged);
        depth == 0 && link == 0
    }

    /// A piece between two bars; `equals` is where its name ends, and `tagged` whether it may have a comment.
    fn piece(&mut self, piece: &'s str, equals: Option<usize>, first: bool, tagged: bool) {
        if first {
            self.name = piece;
            return;
        }
        let (key, value) = match equals.and_then(|equals| Some((piece.get(..equals)?, piece.get(equals + 1..)?))) {
            Some((key, value)) => (if tagged { clean_key(key) } else { trim(key) }, trim(value)),
            None => ("", piece),
        };
        self.parameters.push(Parameter::new(key, value));
    }
}

/// The name of a parameter without comments before it.
fn clean_key(key: &str) -> &str {
    match key.rsplit_once("-->") {
        Some((_, key)) => key.trim(),
        None => key.split("<!--").next().unwrap_or(key).trim(),
    }
}

/// What closes nothing any more, so that it is looked for only once: `>`, `-->` and the tags of [`OPAQUE`].
#[derive(Debug, Default)]
pub(super) struct Missing([bool; 6]);

impl Missing {
    /// Where the `place`th of them stands.
    fn find(&mut self, place: usize, bytes: &[u8], needle: &[u8]) -> Option<usize> {
        let missing = self.0.get_mut(place).filter(|missing| !**missing)?;
        let found = memchr::memmem::find(bytes, needle);
        *missing = found.is_none();
        found
    }
}

/// Tags whose content is no place for bars, and what closes them.
const OPAQUE: [(&str, &str); 4] = [("<nowiki", "</nowiki"), ("<ref", "</ref"), ("<math", "</math"), ("<pre", "</pre")];

/// The length of what begins here and is no place for bars: a comment, `<nowiki>`, a footnote, a formula; 0 for anything else.
pub(super) fn opaque(rest: &str, missing: &mut Missing) -> usize {
    let bytes = rest.as_bytes();
    if rest.starts_with("<!--") {
        return missing.find(0, bytes, b"-->").map_or(0, |end| end + 3);
    }
    for (place, (open, close)) in (2..).zip(OPAQUE) {
        if !bytes.get(..open.len()).is_some_and(|head| head.eq_ignore_ascii_case(open.as_bytes())) {
            continue;
        }
        let Some(tag) = missing.find(1, bytes, b">") else { return 0 };
        if bytes.get(open.len()).is_some_and(u8::is_ascii_alphabetic) || bytes.get(tag.wrapping_sub(1)) == Some(&b'/') {
            return 0;
        }
        let Some(end) = missing.find(place, bytes, close.as_bytes()) else { return 0 };
        return memchr::memchr(b'>', bytes.get(end..).unwrap_or_default()).map_or(0, |tag| end + tag + 1);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let mut room = Vec::new();
        let call = Call::read(source, &mut room);
        let mut out = call.name.trim().to_owned();
        for one in call.parameters {
            out = format!("{out} / {}~{}", one.key, one.value.trim());
        }
        out
    }

    #[test]
    fn bars_inside_of_links_templates_comments_and_footnotes_do_not_cut() {
        assert_eq!(shown("{{a|b=[[c|d]]|{{e|f=g}}|h<!-- | -->}}"), "a / b~[[c|d]] / ~{{e|f=g}} / ~h<!-- | -->");
        assert_eq!(
            shown("{{a|x<ref name=y>{{z|q}}|</ref>|<nowiki>|</nowiki>}}"),
            "a / ~x<ref name=y>{{z|q}}|</ref> / ~<nowiki>|</nowiki>"
        );
        assert_eq!(shown("{{a|<!-- note --> b = c = d}}"), "a / b~c = d");
    }

    #[test]
    fn what_is_not_closed_does_not_swallow_the_rest() {
        assert_eq!(shown("{{a|b=[[c|d=e}}"), "a / b~[[c / d~e");
        assert_eq!(shown("{{a|b={{c|d=e"), "a / b~{{c / d~e");
    }
}
