//! Colour profiles (ICC.1:2022): what colours need is numbers, and whatever is words goes.

use std::ops::Range;

/// How long the head is, before the table of tags (7.2).
const HEAD: usize = 128;
/// How long a row of that table is (7.3).
const ROW: usize = 12;
/// How many rows are read.
const MOST_ROWS: usize = 256;
/// How often, on the average, tags may share their bytes: three curves are often one.
const MOST_SHARED: usize = 8;

/// What in the head names a program, a device and their makers, and a sum over all of it (7.2).
const NAMES: [Range<usize>; 4] = [4..8, 48..56, 80..100, 100..HEAD];

/// The types of tags that hold numbers alone (10), and Apple's for a screen.
const NUMBERS: [&[u8; 4]; 22] = [
    b"XYZ ", b"chrm", b"cicp", b"clro", b"curv", b"mAB ", b"mBA ", b"meas", b"mft1", b"mft2",
    b"mpet", b"para", b"sf32", b"sig ", b"uf32", b"ui08", b"ui16", b"ui32", b"ui64", b"vcgt",
    b"view", b"vcgp",
];

/// Tags that every profile has to have, though they are words: its description and its copyright.
const EXPECTED: [&[u8; 4]; 2] = [b"desc", b"cprt"];

/// A profile of the same length with the same numbers and without a word; none where it is no
/// profile.
pub(super) fn blank(profile: &[u8]) -> Option<Vec<u8>> {
    if profile.get(36..40)? != b"acsp" {
        return None;
    }
    let count = u32::from_be_bytes(profile.get(HEAD..HEAD + 4)?.try_into().ok()?) as usize;
    let rows = profile.get(HEAD + 4..)?.chunks_exact(ROW).take(count.min(MOST_ROWS));
    let mut out = profile[..HEAD].to_vec();
    out.resize(profile.len(), 0);
    for name in NAMES {
        out[name].fill(0);
    }
    let mut room = profile.len().saturating_mul(MOST_SHARED);
    let mut kept = 0;
    for row in rows {
        let range = range_of(row)?;
        let content = profile.get(range.clone())?;
        room = room.checked_sub(content.len())?;
        let kind: &[u8; 4] = content.first_chunk()?;
        if NUMBERS.contains(&kind) {
            out[range].copy_from_slice(content);
        } else if EXPECTED.iter().any(|tag| row.starts_with(*tag)) {
            wordless(*kind, out.get_mut(range)?);
        } else {
            continue;
        }
        out[HEAD + 4 + kept * ROW..][..ROW].copy_from_slice(row);
        kept += 1;
    }
    out[HEAD..HEAD + 4].copy_from_slice(&u32::try_from(kept).ok()?.to_be_bytes());
    Some(out)
}

/// Where a row of the table says that its tag stands: behind the table.
fn range_of(row: &[u8]) -> Option<Range<usize>> {
    let number = |at: usize| Some(u32::from_be_bytes(row.get(at..at + 4)?.try_into().ok()?));
    let (start, length) = (number(4)? as usize, number(8)? as usize);
    (start >= HEAD + 4 + ROW).then_some(start..start.checked_add(length)?)
}

/// Makes a text of a type say nothing (10.15, 10.24; ICC.1:2001, 6.5.17).
fn wordless(kind: [u8; 4], content: &mut [u8]) {
    content.fill(0);
    let head: &[u8] = match &kind {
        // No text, each of which would take twelve bytes of a table.
        b"mluc" => b"mluc\0\0\0\0\0\0\0\0\0\0\0\x0c",
        // A text of one byte, which ends it.
        b"desc" => b"desc\0\0\0\0\0\0\0\x01",
        _ => b"text",
    };
    let length = head.len().min(content.len());
    content[..length].copy_from_slice(&head[..length]);
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A profile with a curve and some texts.
    pub(in super::super) fn profile(texts: &[(&[u8; 4], &[u8; 4], &[u8])]) -> Vec<u8> {
        let curve: &[u8] = b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0";
        let mut tags = vec![(b"rTRC", curve.to_vec())];
        for (tag, kind, words) in texts {
            tags.push((*tag, [&kind[..], &[0; 8], words].concat()));
        }
        let mut start = HEAD + 4 + ROW * tags.len();
        let (mut table, mut content) = ((tags.len() as u32).to_be_bytes().to_vec(), Vec::new());
        for (tag, bytes) in &tags {
            table.extend(*tag);
            table.extend((start as u32).to_be_bytes());
            table.extend((bytes.len() as u32).to_be_bytes());
            content.extend(bytes);
            start += bytes.len();
        }
        let mut head = vec![0; HEAD];
        head[36..40].copy_from_slice(b"acsp");
        head[80..84].copy_from_slice(b"HEDW");
        [head, table, content].concat()
    }

    #[test]
    fn numbers_stay_and_words_go() {
        let texts: [(&[u8; 4], &[u8; 4], &[u8]); 4] = [
            (b"desc", b"mluc", b"The screen of Hedwig"),
            (b"cprt", b"text", b"Hedwig Ltd."),
            (b"dmnd", b"desc", b"Hedwig"),
            (b"HEDW", b"wild", b"Hedwig"),
        ];
        let profile = profile(&texts);
        let blanked = blank(&profile).unwrap();
        assert_eq!(blanked.len(), profile.len());
        let holds = |words: &[u8]| blanked.windows(words.len()).any(|it| it == words);
        assert!(!holds(b"Hedwig") && !holds(b"HEDW"));
        assert!(holds(b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0"));
        assert_eq!(blanked[HEAD..HEAD + 4], [0, 0, 0, 3]);
        for (row, kind) in blanked[HEAD + 4..].chunks(ROW).zip([b"curv", b"mluc", b"text"]) {
            assert_eq!(&blanked[range_of(row).unwrap()][..4], kind);
        }
    }

    #[test]
    fn what_is_no_profile_is_none() {
        let profile = profile(&[]);
        for end in 0..profile.len() {
            let cut = blank(&profile[..end]);
            assert!(cut.is_none_or(|cut| cut[HEAD..HEAD + 4] == [0; 4]), "{end}");
        }
        assert_eq!(blank(&[0; 500]), None);
    }
}
