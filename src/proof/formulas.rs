//! Words that a formula of a spreadsheet puts together: `="Kes"&"trel"`, `CONCAT("Kes","trel")`,
//! `CHAR(75)&"estrel"`. Files that no spreadsheet has saved hold them nowhere else.

use super::escapes::adjacent;

/// The functions that give a character by its number, longest first.
const OF_CHARACTERS: [&str; 4] = ["_XLFN.UNICHAR", "UNICHAR", "CHAR", "CHR"];

/// What the formula says that stands in an element or attribute of a workbook (ISO/IEC 29500,
/// ISO/IEC 26300), where it joins words of its own.
pub(super) fn reading(of: &str, text: &str) -> Option<String> {
    let holds = matches!(of, "f" | "definedname") || of.contains("formula");
    if holds { joined(text) } else { None }
}

/// What a table of values separated by commas says whose fields are formulas, which have their
/// quotation marks doubled there.
pub(super) fn in_fields(text: &str) -> Option<String> {
    let fields = text.split(['\n', ',', ';', '\t']);
    let is_formula = |field: &str| field.trim_start_matches('"').starts_with(['=', '+', '-', '@']);
    if !fields.into_iter().any(is_formula) {
        return None;
    }
    joined(&text.replace("\"\"", "\""))
}

/// A formula with its constants as one where it joins them; none where it joins nothing.
fn joined(formula: &str) -> Option<String> {
    match with_characters(formula) {
        Some(formula) => Some(adjacent(&formula).unwrap_or(formula)),
        None => adjacent(formula),
    }
}

/// A formula with a constant in place of each character that it asks for by its number.
fn with_characters(formula: &str) -> Option<String> {
    let upper = formula.to_ascii_uppercase();
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in upper.match_indices('(') {
        let Some(name) = OF_CHARACTERS.iter().find(|name| upper[done..at].ends_with(**name)) else {
            continue;
        };
        let inner = &formula[at + 1..];
        let Some(end) = inner.find(|char: char| !char.is_ascii_digit() && char != ' ') else {
            break;
        };
        let number = inner[..end].trim().parse().ok();
        let Some(char) = number.and_then(char::from_u32).filter(|_| inner[end..].starts_with(')'))
        else {
            continue;
        };
        out.push_str(&formula[done..at - name.len()]);
        out.extend(['"', char, '"']);
        done = at + 1 + end + 1;
    }
    out.push_str(&formula[done..]);
    (done > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_that_a_formula_joins_are_one() {
        for formula in [
            r#"="Kes"&"trel""#,
            r#"=CONCATENATE("Kes", "trel")"#,
            r#"=CHAR(75)&"estrel""#,
            r#"=UPPER(UNICHAR( 75 )&"es"&char(116)&"rel")"#,
        ] {
            let said = reading("f", formula).unwrap_or_default();
            assert!(said.contains("Kestrel"), "{formula} says {said}");
        }
        assert_eq!(reading("f", "SUM(A1:A9)"), None);
        assert_eq!(reading("v", r#""Kes"&"trel""#), None);
        for field in
            [r#"1,"=""Kes""&""trel""",2"#, "1,=CHAR(75)&CHAR(101)&CHAR(115)", "+CHR(75)&\"es\""]
        {
            let said = in_fields(field).unwrap_or_default();
            assert!(said.contains("Kes"), "{field} says {said}");
        }
        assert_eq!(in_fields("a-1,b+2\nc=3"), None);
    }

    #[test]
    fn numbers_of_no_character_stay() {
        for formula in ["CHAR(", "CHAR(x)", "CHAR(99999999999)", "CHAR(55296)", "(", "char(7"] {
            assert_eq!(with_characters(formula), None, "{formula}");
        }
    }
}
