//! How far punctuation hangs into the margin, so that the edge of a column looks straight.
//!
//! In ems of the text, about half of each mark's usual width: marks are slight, and an edge where
//! they stand fully inside looks dented.

/// At the end of a line.
pub(super) fn at_end(last: char) -> f32 {
    match last {
        '-' | '\u{2010}' | '—' => 0.16,
        '.' | ',' => 0.13,
        '\'' | '’' | '‘' => 0.12,
        '"' | '”' | '“' => 0.18,
        ':' | ';' | '–' | '»' | '›' => 0.10,
        '!' | '?' | ')' | ']' => 0.05,
        _ => 0.0,
    }
}

/// At the start of a line.
pub(super) fn at_start(first: char) -> f32 {
    match first {
        '\'' | '‘' | '‚' | '’' => 0.12,
        '"' | '“' | '„' | '”' => 0.18,
        '«' | '‹' => 0.10,
        '(' | '[' => 0.04,
        _ => 0.0,
    }
}
