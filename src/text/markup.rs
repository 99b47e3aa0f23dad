//! Words inside markup, and marks before words.

/// Puts a text at the end of markup, escaped for where it stands: between tags, or in the double
/// quotes of an attribute. Characters that markup may not hold are left out.
pub fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' if in_attribute => out.push_str("&#10;"),
            c if may_hold(c) => out.push(c),
            _ => {}
        }
    }
}

/// Whether both HTML and XML 1.0 (production 2, `Char`) may hold the character.
fn may_hold(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        c if c.is_control() => false,
        c => (u32::from(c) & 0xfffe) != 0xfffe && !('\u{fdd0}'..='\u{fdef}').contains(&c),
    }
}

/// A line of Markdown without the sign of an item, and whether it had one.
pub fn without_marker(line: &str) -> (&str, bool) {
    let bullet = line.strip_prefix(['-', '*', '+']);
    let numbered = || {
        let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
        (rest.len() < line.len()).then(|| rest.strip_prefix(['.', ')']))?
    };
    match bullet.or_else(numbered).filter(|rest| rest.starts_with([' ', '\t'])) {
        Some(rest) => (rest.trim_start_matches([' ', '\t']), true),
        None => (line, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_cannot_hold_is_left_out() {
        let mut out = String::new();
        escape("1 < \"2\"\u{0}\u{ffff}\u{fdd0}\n", false, &mut out);
        escape("\"\n", true, &mut out);
        assert_eq!(out, "1 &lt; \"2\"\n&quot;&#10;");
    }
}
