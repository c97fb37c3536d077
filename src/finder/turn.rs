//! Walks over the places of a text at which something may begin or end: all but letters inside a word of ASCII, and spaces.
//!
//! In: a text. Out: its characters at such places, each with the one before it. Most of a text is none of them.

/// A walk over a text.
pub(super) struct Turns<'t> {
    text: &'t str,
    at: usize,
    before: char,
}

impl<'t> Turns<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0, before: ' ' }
    }

    /// Goes on at a place, if that lies ahead.
    pub(super) fn skip_to(&mut self, place: usize) {
        if place > self.at {
            self.before = self.text.get(..place).and_then(|head| head.chars().next_back()).unwrap_or(' ');
            self.at = place;
        }
    }
}

impl Iterator for Turns<'_> {
    /// Where a character stands, what stands before it (a space at the beginning), and the character.
    type Item = (usize, char, char);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if byte.is_ascii_alphanumeric() && self.before.is_ascii_alphanumeric() {
                let rest = bytes.get(self.at..)?;
                let inside = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                self.at += inside;
                self.before = char::from(byte);
            } else if byte == b' ' {
                (self.at, self.before) = (self.at + 1, ' ');
            } else {
                break;
            }
        }
        let (at, character) = (self.at, self.text.get(self.at..)?.chars().next()?);
        self.at += character.len_utf8();
        Some((at, std::mem::replace(&mut self.before, character), character))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_inside_a_word_are_no_turns() {
        let turns = |text: &'static str| Turns::new(text).map(|(at, before, c)| format!("{at}{before}{c}"));
        assert_eq!(turns("ab, Été 12").collect::<Vec<_>>(), ["0 a", "2b,", "4 É", "6Ét", "7té", "10 1"]);
        let mut turns = Turns::new("(ab) c");
        turns.next();
        turns.skip_to(4);
        assert_eq!(turns.next(), Some((5, ' ', 'c')));
    }
}
