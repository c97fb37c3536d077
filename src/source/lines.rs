//! From a byte offset to a line and a column.
//!
//! In: a text. Out: positions for people, 1-based, columns counted in characters. Asked only when something is shown: no stage keeps lines.

/// Where the lines of one text begin.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

/// A place as people name it: `12:7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

impl Lines {
    /// Finds the beginnings of lines; a line ends with LF, CR LF or a lone CR.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        // to count them first would cost as much as to find them
        let mut starts = Vec::with_capacity(1 + bytes.len() / 64);
        starts.push(0);
        if memchr::memchr(b'\r', bytes).is_none() {
            starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
            return Self { starts };
        }
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let crlf = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            if !crlf {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// The position of an offset in the text that the lines were found in.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        Position { line: line.max(1), column }
    }

    /// The same, counted from a place whose position is known, where that is before it on the same line: many places of one long line cost one walk.
    #[must_use]
    pub fn position_behind(&self, text: &str, offset: usize, (known, at): (usize, Position)) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        match text.get(known..offset) {
            Some(between) if line == at.line => Position { line, column: at.column + between.chars().count() },
            _ => self.position(text, offset),
        }
    }

    /// Where a line (1-based) begins.
    #[must_use]
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0)
    }

    /// The line (1-based) without its end; empty where there is none.
    #[must_use]
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else { return "" };
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_ends_count_and_columns_are_characters() {
        let text = "a\r\nbé\rc\n";
        let lines = Lines::of(text);
        assert_eq!(lines.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(text, 6), Position { line: 2, column: 3 });
        assert_eq!(lines.position(text, 7), Position { line: 3, column: 1 });
        assert_eq!(lines.line(text, 2), "bé");
    }
}
