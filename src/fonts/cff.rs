//! Outlines of PostScript (Adobe Technical Note 5176, "The Compact Font Format Specification"): those
//! of glyphs that are not needed are emptied where they lie, which packs to next to nothing. All else
//! stays: numbers of glyphs, subroutines, and the tables that speak of them.

use std::collections::BTreeSet;
use std::ops::Range;

/// Operators of dictionaries: where the outlines lie, and of which kind they are (section 9).
const CHAR_STRINGS: u16 = 17;
const CHAR_STRING_TYPE: u16 = 12 << 8 | 6;
/// The operator that ends an outline (Technical Note 5177, 4.1).
const END: u8 = 14;

/// The table with the outlines of some glyphs alone, and of the one for characters that are not there.
/// None where it is no such table, or an outline is put together from others.
pub(super) fn emptied(table: &[u8], needed: &BTreeSet<usize>) -> Option<Vec<u8>> {
    let names = usize::from(*table.get(2)?);
    let dictionaries = Index::at(table, names)?.end;
    let top = Index::at(table, dictionaries)?.item(table, 0)?;
    let entries = entries(table.get(top)?)?;
    let value =
        |wanted: u16| entries.iter().find(|(key, _)| *key == wanted).map(|(_, value)| *value);
    if value(CHAR_STRING_TYPE).is_some_and(|kind| kind != 2) {
        return None;
    }
    let outlines = Index::at(table, usize::try_from(value(CHAR_STRINGS)?).ok()?)?;
    let mut emptied = table.to_vec();
    for glyph in 0..outlines.count {
        let place = outlines.item(table, glyph)?;
        if glyph == 0 || needed.contains(&glyph) {
            if is_put_together(table.get(place)?) {
                return None;
            }
        } else if let Some((first, rest)) = emptied.get_mut(place)?.split_first_mut() {
            *first = END;
            rest.fill(0);
        }
    }
    Some(emptied)
}

/// A list of data (section 5).
struct Index {
    count: usize,
    /// Where its offsets start, and how many bytes each takes.
    offsets: usize,
    size: usize,
    /// What offsets are counted from.
    base: usize,
    /// Where it ends.
    end: usize,
}

impl Index {
    fn at(table: &[u8], at: usize) -> Option<Self> {
        let count = number(table.get(at..at + 2)?);
        if count == 0 {
            return Some(Self { count, offsets: at, size: 1, base: at, end: at + 2 });
        }
        let size = usize::from(*table.get(at + 2)?);
        if !(1..=4).contains(&size) {
            return None;
        }
        let offsets = at + 3;
        let base = offsets + (count + 1) * size - 1;
        let mut index = Self { count, offsets, size, base, end: 0 };
        index.end = base.checked_add(index.offset(table, count)?)?;
        Some(index)
    }

    fn offset(&self, table: &[u8], item: usize) -> Option<usize> {
        let at = self.offsets + item * self.size;
        Some(number(table.get(at..at + self.size)?))
    }

    /// Where an item lies.
    fn item(&self, table: &[u8], item: usize) -> Option<Range<usize>> {
        let place = |item| self.base.checked_add(self.offset(table, item)?);
        (item < self.count).then_some(())?;
        Some(place(item)?..place(item + 1)?)
    }
}

/// A number of up to four bytes.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// The operators of a dictionary, each with the last of its operands that is a whole number (section 4).
fn entries(data: &[u8]) -> Option<Vec<(u16, i64)>> {
    let mut entries = Vec::new();
    let (mut at, mut last) = (0, 0);
    while let Some(&byte) = data.get(at) {
        let next = |offset: usize| data.get(at + offset).map(|byte| i64::from(*byte));
        let lead = i64::from(byte);
        at += match byte {
            12 => {
                entries.push((12 << 8 | u16::try_from(next(1)?).ok()?, last));
                2
            }
            0..=21 => {
                entries.push((u16::from(byte), last));
                1
            }
            28 => {
                last = next(1)? << 8 | next(2)?;
                3
            }
            29 => {
                last = next(1)? << 24 | next(2)? << 16 | next(3)? << 8 | next(4)?;
                5
            }
            // A real number ends with a nibble of ones.
            30 => {
                2 + data.get(at + 1..)?.iter().position(|it| it & 0xf == 0xf || it >> 4 == 0xf)?
            }
            32..=246 => {
                last = lead - 139;
                1
            }
            247..=250 => {
                last = (lead - 247) * 256 + next(1)? + 108;
                2
            }
            251..=254 => {
                last = -(lead - 251) * 256 - next(1)? - 108;
                2
            }
            _ => return None,
        };
    }
    Some(entries)
}

/// Whether an outline names two others in place of lines of its own: four or five numbers and an end
/// (Technical Note 5177, appendix C).
fn is_put_together(outline: &[u8]) -> bool {
    let (mut at, mut numbers) = (0, 0);
    while let Some(&byte) = outline.get(at) {
        at += match byte {
            END => return numbers >= 4,
            28 => 3,
            32..=246 => 1,
            247..=254 => 2,
            255 => 5,
            _ => return false,
        };
        numbers += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list with offsets of one byte.
    fn index(items: &[&[u8]]) -> Vec<u8> {
        let mut bytes = vec![0, items.len() as u8, 1];
        let mut offset = 1;
        bytes.push(offset);
        for item in items {
            offset += item.len() as u8;
            bytes.push(offset);
        }
        bytes.extend(items.concat());
        bytes
    }

    /// A table with outlines; its dictionary says a real number before the place of these.
    fn table(outlines: &[&[u8]]) -> Vec<u8> {
        let mut table = vec![1, 0, 4, 1];
        table.extend(index(&[b"Font"]));
        let dictionary = |place: u8| index(&[&[30, 0x1a, 0x5f, 5, 28, 0, place, 17]]);
        let place = table.len() + dictionary(0).len();
        table.extend(dictionary(place as u8));
        table.extend(index(outlines));
        table
    }

    #[test]
    fn outlines_that_nobody_needs_are_emptied_where_they_lie() {
        let whole = table(&[&[139, END], &[200, 21, 6, END], &[201, 22, 7, END]]);
        let kept = emptied(&whole, &[2].into()).unwrap();
        assert_eq!(kept, table(&[&[139, END], &[END, 0, 0, 0], &[201, 22, 7, END]]));
    }

    #[test]
    fn what_is_put_together_or_broken_stays_whole() {
        let accent: &[u8] = &[139, 140, 141, 142, END];
        assert_eq!(emptied(&table(&[&[END], accent]), &[1].into()), None);
        assert!(emptied(&table(&[&[END], accent]), &BTreeSet::new()).is_some());
        let whole = table(&[&[END], &[200, 21, END]]);
        for length in 0..whole.len() {
            assert_eq!(emptied(&whole[..length], &[1].into()), None, "{length}");
        }
    }
}
