//! What the texts of a table begin with, by their first two bytes: a glance that spares most searches in it.

/// How many pairs of bytes are told apart.
const PAIRS: usize = 64 * 64;

/// Bits of what begins with two bytes; nothing begins so where none is set.
#[derive(Debug)]
pub(super) struct Firsts(Vec<u64>);

impl Default for Firsts {
    fn default() -> Self {
        Self(vec![0; PAIRS])
    }
}

/// The place of two bytes: letters and signs of ASCII have places of their own.
#[inline]
fn place(first: u8, second: u8) -> usize {
    usize::from(first & 63) << 6 | usize::from(second & 63)
}

impl Firsts {
    /// Adds a text that is not empty.
    pub(super) fn add(&mut self, text: &[u8], bits: u64) {
        match *text {
            [] => {}
            // whatever stands behind it
            [first] => {
                if let Some(places) = self.0.get_mut(place(first, 0)..=place(first, 63)) {
                    places.iter_mut().for_each(|place| *place |= bits);
                }
            }
            [first, second, ..] => {
                if let Some(place) = self.0.get_mut(place(first, second)) {
                    *place |= bits;
                }
            }
        }
    }

    /// The bits of all that may begin as a text does.
    #[inline]
    pub(super) fn of(&self, text: &[u8]) -> u64 {
        let Some(&first) = text.first() else { return 0 };
        self.0.get(place(first, text.get(1).copied().unwrap_or(0))).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_otherwise_is_told_at_a_glance() {
        let mut firsts = Firsts::default();
        firsts.add(b"et al", 1);
        firsts.add(b"y", 2);
        assert_eq!([firsts.of(b"et"), firsts.of(b"en"), firsts.of(b"e"), firsts.of(b"")], [1, 0, 0, 0]);
        assert_eq!([firsts.of(b"y"), firsts.of(b"y otros"), firsts.of(b"z")], [2, 2, 0]);
    }
}
