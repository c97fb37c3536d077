//! The label of a note or of a marker.
//!
//! In: a number. Out: a [`Label`]: those that nearly all notes have stand in one table, so that none of thousands of markers needs memory of its own. Not
//! here: what a label means (`finder`).

use std::borrow::Cow;

/// A label as the document prints it.
pub type Label = Cow<'static, str>;

/// The numbers of the table.
const MANY: usize = 1000;

/// Their digits, three for each.
const DIGITS: [u8; 3 * MANY] = {
    let (mut digits, mut number) = ([0; 3 * MANY], 0);
    while number < MANY {
        let (mut rest, mut place) = (number, 3 * number + 3);
        while place > 3 * number {
            place -= 1;
            #[allow(
                clippy::indexing_slicing,
                clippy::cast_possible_truncation,
                reason = "made at compile time, of digits"
            )]
            {
                digits[place] = b'0' + (rest % 10) as u8;
            }
            rest /= 10;
        }
        number += 1;
    }
    digits
};

/// The same, as text.
static NUMBERS: &str = match std::str::from_utf8(&DIGITS) {
    Ok(numbers) => numbers,
    Err(_) => "",
};

/// The label that is a number.
pub(crate) fn numbered(number: usize) -> Label {
    let length = 1 + usize::from(number > 9) + usize::from(number > 99);
    let end = number.saturating_mul(3).saturating_add(3);
    NUMBERS.get(end - length..end).map_or_else(|| number.to_string().into(), Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_its_number() {
        for number in (0..1200).chain([usize::MAX / 3, usize::MAX - 3, usize::MAX]) {
            assert_eq!(numbered(number), number.to_string());
        }
    }
}
