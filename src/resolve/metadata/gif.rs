//! GIF: blocks behind a screen and its colours (`GIF89a`).

const IMAGE: u8 = 0x2c;
const EXTENSION: u8 = 0x21;
const END: u8 = 0x3b;
/// The extension that says how a picture is shown.
const CONTROL: u8 = 0xf9;
/// The extension of an application.
const APPLICATION: u8 = 0xff;

/// The file with its pictures, how they are shown, and how often.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let colors = bytes.get(10).map_or(0, |flags| table(*flags));
    let (head, mut rest) = bytes.split_at(bytes.len().min(13 + colors));
    let mut out = head.to_vec();
    // How a picture is shown is said before it; words may stand there in its stead.
    let mut control: &[u8] = &[];
    loop {
        match rest {
            [IMAGE, ..] => {
                let colors = rest.get(9).map_or(0, |flags| table(*flags));
                let start = 11 + colors;
                let length = start.saturating_add(blocks(rest.get(start..).unwrap_or_default()));
                let (image, behind) = rest.split_at(length.min(rest.len()));
                out.extend(std::mem::take(&mut control));
                out.extend(image);
                rest = behind;
            }
            [EXTENSION, kind, content @ ..] => {
                let (extension, behind) = rest.split_at(2 + blocks(content));
                match *kind {
                    CONTROL => control = extension,
                    APPLICATION => out.extend(looping(content).unwrap_or_default()),
                    // A comment, or words that no viewer shows.
                    0xfe => {}
                    _ => control = &[],
                }
                rest = behind;
            }
            [END, ..] => {
                out.push(END);
                return out;
            }
            // What is no block ends the file: whatever stands there is shown by nobody.
            _ => return out,
        }
    }
}

/// The length of a table of colours, by the flags before it.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The length of a row of blocks with the empty one at its end.
fn blocks(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&length) = bytes.get(at) {
        at += 1 + usize::from(length);
        if length == 0 {
            break;
        }
    }
    at.min(bytes.len())
}

/// The extension that says how often a film runs, and nothing else of it.
fn looping(content: &[u8]) -> Option<Vec<u8>> {
    let name = content.get(..12)?;
    let known = [&b"\x0bNETSCAPE2.0"[..], b"\x0bANIMEXTS1.0"].contains(&name);
    let times = content.get(12..16).filter(|block| known && block.starts_with(&[3, 1]))?;
    Some([&[EXTENSION, APPLICATION], name, times, &[0]].concat())
}
