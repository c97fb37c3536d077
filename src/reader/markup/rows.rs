//! The rows of the tables of names: columns with tabs between them, and lines of comment that begin with `# `.
//!
//! In: a table, whole. Out: its rows. The tables have thousands, which are read whenever the program starts. Not here: what the columns say (`tables`).

use crate::source::lanes::within;
use crate::source::run::first_marked;

/// The rows of a table, four columns each, the last of which may be empty.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    let mut rest = table;
    let rows = std::iter::from_fn(move || (!rest.is_empty()).then(|| row(&mut rest)));
    rows.filter(|([name, ..], count)| *count > 2 && !name.starts_with("# ")).map(|(row, _)| row)
}

/// The row that a text begins with, and how many columns it has; the text goes on behind it.
fn row(rest: &mut &'static str) -> ([&'static str; 4], usize) {
    let (mut columns, mut count) = ([""; 4], 0);
    loop {
        let end = first_marked(rest.as_bytes(), |sixteen| within(sixteen, b'\t', b'\n'));
        let (column, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let goes_on = behind.starts_with('\t');
        // as `lines` has it: some check files out with other ends of lines
        let column = if goes_on { column } else { column.strip_suffix('\r').unwrap_or(column) };
        if let Some(place) = columns.get_mut(count) {
            *place = column;
        }
        count += 1;
        *rest = behind.get(1..).unwrap_or_default();
        if !goes_on {
            return (columns, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_three_columns_or_four() {
        let table =
            "# name\tcode\tword\n# more\na\tb\tc\nnames of a row\tb\tc\td\te\n\na\tb\né\t\tc\td\r\na\tb\tc\r\n\r\n";
        let split = table.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| {
            let mut columns = line.split('\t');
            Some([columns.next()?, columns.next()?, columns.next()?, columns.next().unwrap_or_default()])
        });
        assert_eq!(rows(table).collect::<Vec<_>>(), split.collect::<Vec<_>>());
        assert_eq!(rows(table).count(), 4);
    }
}
