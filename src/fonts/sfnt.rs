//! The file that the tables of a font stand in (OpenType 1.9.1, "OpenType font file").

/// A table of a font.
pub(super) struct Table {
    /// Its name.
    pub(super) tag: [u8; 4],
    /// Its bytes, without padding.
    pub(super) data: Vec<u8>,
}

/// The sum of a table's 32-bit words, the last one filled up with zeros.
pub(super) fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

impl Table {
    /// Its checksum; that of `head` is taken as if its own adjustment were zero.
    fn checksum(&self) -> u32 {
        let adjustment = self.data.get(8..12).filter(|_| self.tag == *b"head");
        checksum(&self.data).wrapping_sub(adjustment.map_or(0, checksum))
    }
}

/// The bytes of the tables in an uncompressed font: header, directory, padded tables.
pub(super) fn directory(tables: &[Table], flavor: u32) -> Option<(Vec<u8>, usize)> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16u16 << power;
    let mut head = flavor.to_be_bytes().to_vec();
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        head.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for table in tables {
        head.extend(table.tag);
        for value in
            [table.checksum(), u32::try_from(offset).ok()?, u32::try_from(table.data.len()).ok()?]
        {
            head.extend(value.to_be_bytes());
        }
        offset += table.data.len().next_multiple_of(4);
    }
    Some((head, offset))
}

/// Writes into `head` what makes the sum over the whole font right.
pub(super) fn adjust_checksum(tables: &mut [Table], flavor: u32) -> Option<()> {
    let (directory, _) = directory(tables, flavor)?;
    let sum = tables
        .iter()
        .fold(checksum(&directory), |sum, table| sum.wrapping_add(checksum(&table.data)));
    let head = tables.iter_mut().find(|table| table.tag == *b"head")?;
    head.data.get_mut(8..12)?.copy_from_slice(&0xB1B0_AFBA_u32.wrapping_sub(sum).to_be_bytes());
    Some(())
}

/// The font as it is.
pub(super) fn plain(tables: &[Table], flavor: u32) -> Option<Vec<u8>> {
    let (mut file, size) = directory(tables, flavor)?;
    file.reserve(size - file.len());
    for table in tables {
        file.extend(&table.data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    Some(file)
}
