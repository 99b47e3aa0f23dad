//! PDFs that come from anywhere, opened and read within a budget: of what they unpack to, of how
//! often they are asked for an object, and of what painting their pages takes. A few hundred bytes
//! can ask for years of work.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::ZlibDecoder;
use hayro_svg::hayro_syntax::content::TypedIter;
use hayro_svg::hayro_syntax::content::ops::TypedInstruction;
use hayro_svg::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_svg::hayro_syntax::page::Page;
use hayro_svg::hayro_syntax::{LoadPdfError, Pdf};
use rustc_hash::FxHashMap;

/// How often any file may be asked for an object, and how often more for each byte of it.
const LOOKUPS: (u64, u64) = (50_000, 8);
/// How much any file may unpack to, and paint, in bytes, and how much more for each byte of it.
const UNPACKED: (u64, u64) = (256 << 20, 64);
/// How many times its own size a stream may unpack to that is not measured, by its filter.
const LZW: u64 = 1 << 11;
const RUN_LENGTH: u64 = 1 << 6;
const DEFLATE: u64 = 1 << 10;
/// How deep forms may lie in one another.
const MAX_DEPTH: usize = 48;
/// How many times over a stream may be packed.
const MOST_LAYERS: usize = 4;

/// Why a PDF is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is locked by a password.
    Locked,
    /// It is none, or damaged.
    Broken,
    /// Reading it takes more than a file is given.
    Costly,
}

/// Opens a PDF and does something with it. A fault of the library that reads it, which works on
/// whatever it is fed with, does not end the export.
pub(crate) fn with<T>(bytes: &[u8], work: impl FnOnce(&Pdf) -> T) -> Result<T, Fault> {
    let limit = |(any, each): (u64, u64)| any.saturating_add(each * bytes.len() as u64);
    let most = limit(UNPACKED);
    if unpacked(bytes, most, MOST_LAYERS) > most {
        return Err(Fault::Costly);
    }
    let counted = Counted { bytes: bytes.to_vec(), left: AtomicU64::new(limit(LOOKUPS)) };
    let read = || {
        let pdf = Pdf::new(Arc::new(counted)).map_err(|error| match error {
            LoadPdfError::Decryption(_) => Fault::Locked,
            LoadPdfError::Invalid => Fault::Broken,
        })?;
        Weights::new(most).weigh(&pdf)?;
        Ok(work(&pdf))
    };
    let read = catch_unwind(AssertUnwindSafe(read));
    read.unwrap_or_else(|end| Err(if end.is::<Spent>() { Fault::Costly } else { Fault::Broken }))
}

/// What a reader is left with when its budget is spent: the library that reads can be stopped by
/// nothing else.
struct Spent;

/// The bytes of a file, which are asked for once for every object that is looked up.
struct Counted {
    bytes: Vec<u8>,
    left: AtomicU64,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        let spend = |left: u64| left.checked_sub(1);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend).is_err() {
            resume_unwind(Box::new(Spent));
        }
        &self.bytes
    }
}

/// How much the deflated streams in some bytes unpack to, or more than `most`: measured without the
/// help of anything that these bytes say of themselves, since objects lie in such streams too.
fn unpacked(bytes: &[u8], most: u64, layers: usize) -> u64 {
    const START: &[u8] = b"stream";
    let starts = bytes.windows(START.len()).enumerate().filter(|(_, window)| *window == START);
    let mut total = 0_u64;
    for (at, _) in starts {
        let data = bytes[at + START.len()..].trim_ascii_start();
        total = total.saturating_add(inflated(data, most - total, layers));
        if total > most {
            break;
        }
    }
    total
}

/// How much a deflated stream unpacks to, with what is packed in it again.
fn inflated(data: &[u8], most: u64, layers: usize) -> u64 {
    let is_packed = |data: &[u8]| {
        matches!(data, [head @ 0x08..=0x78, check, ..]
            if head & 15 == 8 && u16::from_be_bytes([*head, *check]) % 31 == 0)
    };
    if !is_packed(data) {
        return 0;
    }
    let mut decoder = std::io::Read::take(ZlibDecoder::new(data), most.saturating_add(1));
    let mut inner = Vec::new();
    // What is damaged is unpacked up to there by others too.
    let _ = std::io::Read::read_to_end(&mut decoder, &mut inner);
    let size = inner.len() as u64;
    if !is_packed(&inner) || size > most {
        return size;
    }
    if layers == 0 { u64::MAX } else { size + inflated(&inner, most - size, layers - 1) }
}

/// What painting pages takes: the bytes of all that is gone through.
struct Weights {
    left: u64,
    /// Of streams as they are.
    sizes: FxHashMap<ObjectIdentifier, u64>,
    /// Of forms with those in them; none while one is looked at.
    forms: FxHashMap<ObjectIdentifier, Option<u64>>,
    most: u64,
}

impl Weights {
    fn new(most: u64) -> Self {
        Self { left: most, sizes: FxHashMap::default(), forms: FxHashMap::default(), most }
    }

    /// Weighs every stream that is not measured yet, and every page.
    fn weigh(&mut self, pdf: &Pdf) -> Result<(), Fault> {
        for object in pdf.objects() {
            if let Object::Stream(stream) = object {
                self.spend(guess(&stream))?;
            }
        }
        pdf.pages().iter().try_for_each(|page| self.page(page))
    }

    fn spend(&mut self, weight: u64) -> Result<(), Fault> {
        self.left = self.left.checked_sub(weight).ok_or(Fault::Costly)?;
        Ok(())
    }

    fn page(&mut self, page: &Page<'_>) -> Result<(), Fault> {
        // Their size comes first: together they may be more than memory holds.
        match page.raw().get::<Object<'_>>("Contents") {
            Some(Object::Stream(stream)) => {
                let size = self.size(&stream);
                self.spend(size)?;
            }
            Some(Object::Array(streams)) => {
                for stream in streams.iter::<Stream<'_>>() {
                    let size = self.size(&stream);
                    self.spend(size)?;
                }
            }
            _ => {}
        }
        let around = &page.resources().x_objects;
        let content = page.page_stream().unwrap_or_default();
        let forms = self.within(content, around, around, 0)?;
        self.spend(forms)?;
        let notes = page.raw().get::<Array<'_>>("Annots");
        for note in notes.iter().flat_map(Array::iter::<Dict<'_>>) {
            let look = note.get::<Dict<'_>>("AP").and_then(|look| look.get::<Stream<'_>>("N"));
            if let Some(look) = look {
                let weight = self.form(&look, around, 0)?;
                self.spend(weight)?;
            }
        }
        Ok(())
    }

    /// The weight of a form with all in it. One that shows itself has none.
    fn form(&mut self, form: &Stream<'_>, page: &Dict<'_>, depth: usize) -> Result<u64, Fault> {
        match self.forms.get(&form.obj_id()) {
            Some(Some(weight)) => return Ok(*weight),
            Some(None) => return Err(Fault::Costly),
            None if depth == MAX_DEPTH => return Err(Fault::Costly),
            None => {}
        }
        self.forms.insert(form.obj_id(), None);
        let own = form.dict().get::<Dict<'_>>("Resources");
        let own = own.and_then(|own| own.get::<Dict<'_>>("XObject")).unwrap_or_default();
        let content = form.decoded().unwrap_or_default();
        let weight = content.len() as u64 + self.within(&content, &own, page, depth + 1)?;
        let weight = Some(weight).filter(|&weight| weight <= self.most).ok_or(Fault::Costly)?;
        self.forms.insert(form.obj_id(), Some(weight));
        Ok(weight)
    }

    /// The weight of the forms that some content shows.
    fn within(
        &mut self,
        content: &[u8],
        own: &Dict<'_>,
        page: &Dict<'_>,
        depth: usize,
    ) -> Result<u64, Fault> {
        let mut weight = 0_u64;
        let mut operations = TypedIter::new(content);
        while let Some(operation) = operations.next() {
            let TypedInstruction::XObject(shown) = operation else { continue };
            let form = own.get::<Stream<'_>>(&**shown.0);
            let Some(form) = form.or_else(|| page.get::<Stream<'_>>(&**shown.0)) else { continue };
            let subtype = form.dict().get::<Object<'_>>("Subtype").and_then(Object::into_name);
            if subtype.is_some_and(|subtype| &*subtype == b"Form") {
                weight = weight.saturating_add(self.form(&form, page, depth)?);
            }
            if weight > self.most {
                return Err(Fault::Costly);
            }
        }
        Ok(weight)
    }

    fn size(&mut self, stream: &Stream<'_>) -> u64 {
        let size = || stream.decoded().map_or(0, |bytes| bytes.len() as u64);
        *self.sizes.entry(stream.obj_id()).or_insert_with(size)
    }
}

/// How much a stream may unpack to that [`unpacked`] does not measure.
fn guess(stream: &Stream<'_>) -> u64 {
    let times: Vec<u64> = match stream.dict().get::<Object<'_>>("Filter") {
        Some(Object::Name(filter)) => vec![times(&filter)],
        Some(Object::Array(filters)) => filters.iter::<Name<'_>>().map(|it| times(&it)).collect(),
        _ => return 0,
    };
    let measured = times.iter().take_while(|times| **times == DEFLATE).count();
    if times[measured..].iter().all(|&times| times == 1) {
        return 0;
    }
    times.into_iter().fold(stream.raw_data().len() as u64, u64::saturating_mul)
}

/// How many times its own size something may unpack to, by its filter (ISO 32000-2, 7.4). Pixels
/// have budgets of their own.
fn times(filter: &[u8]) -> u64 {
    match filter {
        b"FlateDecode" | b"Fl" => DEFLATE,
        b"LZWDecode" | b"LZW" => LZW,
        b"RunLengthDecode" | b"RL" => RUN_LENGTH,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::io::Write;

    /// A PDF of some objects, the first of which is the catalogue and the second its pages.
    fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        let head = [
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        ];
        for (index, object) in head.iter().chain(objects).enumerate() {
            places.push(bytes.len());
            bytes.extend(format!("{} 0 obj\n", index + 1).bytes().chain(object.iter().copied()));
            bytes.extend(b"\nendobj\n");
        }
        let (start, size) = (bytes.len(), places.len() + 1);
        bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for at in &places {
            bytes.extend(format!("{at:010} 00000 n \n").bytes());
        }
        let tail = format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        bytes.extend(tail.bytes());
        bytes
    }

    fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("<< {dict} /Length {} >>\nstream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    }

    fn page(more: &str) -> Vec<u8> {
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R {more} >>").into()
    }

    fn form(number: usize, content: &str) -> Vec<u8> {
        let resources = format!("/Resources << /XObject << /X {number} 0 R >> >>");
        stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"),
            content.as_bytes(),
        )
    }

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut packed =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn outcome(objects: &[Vec<u8>]) -> Result<usize, Fault> {
        with(&pdf(objects), |pdf| pdf.pages().len())
    }

    #[test]
    fn a_file_is_read_within_its_budget() {
        let shows = "/Resources << /XObject << /X 5 0 R >> >>";
        let content = stream("/Filter /FlateDecode", &deflated(b"/X Do /X Do"));
        let objects = [page(shows), content, form(6, "/X Do q Q"), form(7, "q Q")];
        assert_eq!(outcome(&objects), Ok(1));
        assert_eq!(outcome(&[page("")]), Ok(1));
        assert_eq!(with(b"%PDF-1.7 and no more", |_| ()), Err(Fault::Broken));
    }

    #[test]
    fn bombs_are_costly() {
        let shows = "/Resources << /XObject << /X 5 0 R >> >>";
        let start = [page(shows), stream("", b"/X Do")];
        let chain = |last: Vec<u8>| {
            let forms = (6..30).map(|number| form(number, "/X Do /X Do /X Do /X Do"));
            start.iter().cloned().chain(forms).chain([last]).collect::<Vec<_>>()
        };
        let tree = |number: usize| {
            let kids = format!("{number} 0 R ").repeat(10);
            format!("<< /Type /Pages /Kids [{kids}] /Count 10 >>").into_bytes()
        };
        let trees: Vec<_> = (4..20).map(tree).chain([page("")]).collect();
        let zeros = vec![b' '; 40 << 20];
        let twice = deflated(&deflated(&zeros));
        let many = format!("/Contents [{}]", "4 0 R ".repeat(20));
        let often = page("").iter().map(|&byte| char::from(byte)).collect::<String>();
        let often = often.replace("/Contents 4 0 R", &many).into_bytes();
        for (name, objects) in [
            ("a form in itself", vec![start[0].clone(), start[1].clone(), form(5, "/X Do /X Do")]),
            ("forms in forms", chain(form(5, "q Q"))),
            ("pages in pages", trees),
            (
                "one stream many times",
                vec![often, stream("/Filter /FlateDecode", &deflated(&zeros))],
            ),
            (
                "streams",
                (0..9).map(|_| stream("/Filter /FlateDecode", &deflated(&zeros))).collect(),
            ),
            (
                "packed twice",
                vec![
                    page(""),
                    stream("/Filter [/FlateDecode /FlateDecode]", &twice),
                    stream("/Filter [/FlateDecode /RunLengthDecode]", &deflated(&[b' '; 1 << 20])),
                    stream("/Filter /LZWDecode", &vec![b' '; 1 << 20]),
                ],
            ),
        ] {
            assert_eq!(outcome(&objects), Err(Fault::Costly), "{name}");
        }
    }
}
