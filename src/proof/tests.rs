//! A secret in every place that a file has for one.

use std::io::{Cursor, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{SHIFT_JIS, WINDOWS_1252};
use zip::write::SimpleFileOptions;

use super::{Needles, Proof, Why, check};
use crate::backend::Artifact;
use crate::compose::Words;
use crate::span::{Sources, Span};

const SECRETS: &[&str] = &["Tested by Kestrelwing and Müllerhof.", "与红隼会社合并"];

/// Reads a file that an output carries along.
fn read(name: &str, bytes: &[u8], secrets: &[&str]) -> Proof {
    read_output("epub", zipped(&[(name, bytes)]), secrets)
}

/// Reads a finished file.
fn read_output(format: &str, bytes: Vec<u8>, secrets: &[&str]) -> Proof {
    let span = Span::new(Sources::default().add("a.md", ""), 0..0);
    let kept = Words::of_texts(&["Tested by and."], span);
    let needles = Needles::new(&Words::of_texts(secrets, span), &kept, &[]);
    check(&needles, format, &Artifact { bytes, extent: None, weights: Vec::new() })
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// An archive whose list calls its only file otherwise than the file does itself.
fn relisted(mut bytes: Vec<u8>) -> Vec<u8> {
    let list = bytes.windows(4).position(|it| it == b"PK\x01\x02").unwrap() + 46;
    bytes[list..list + 11].copy_from_slice(b"nothing.csv");
    bytes
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn tarred(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut head = vec![0; 512];
    head[..name.len()].copy_from_slice(name.as_bytes());
    head[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
    head[257..262].copy_from_slice(b"ustar");
    head.extend_from_slice(bytes);
    head.resize(head.len().next_multiple_of(512) + 1024, 0);
    head
}

fn docx(part: &str, xml: &str) -> Vec<u8> {
    let types =
        b"<Types><Override PartName='/word/document.xml' ContentType='application/vnd'/></Types>";
    zipped(&[("[Content_Types].xml", types), (part, xml.as_bytes())])
}

/// A PDF of some objects, the first of which is the catalogue.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    let tail = format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend(tail.bytes());
    bytes
}

/// A PDF of one page with something in its catalogue, on its page, and further objects, which are
/// numbered from 5.
fn page(catalogue: &str, own: &str, content: &str, further: &[&str]) -> Vec<u8> {
    let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let objects = [
        format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R \
             /Resources << {font} /XObject << /I 5 0 R >> >> {own} >>"
        ),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let objects: Vec<&str> =
        objects.iter().map(String::as_str).chain(further.iter().copied()).collect();
    pdf(&objects)
}

fn stream(dict: &str, content: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A drawing as diagrams.net packs it.
fn diagram(label: &str) -> String {
    let drawing = format!("<mxGraphModel><mxCell value=\"{label}\"/></mxGraphModel>");
    let escaped = drawing.replace('<', "%3C").replace('"', "%22").replace('&', "%26");
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(escaped.as_bytes()).unwrap();
    let packed = STANDARD.encode(packed.finish().unwrap());
    format!("<mxfile><diagram name=\"1\">{packed}</diagram></mxfile>")
}

/// A picture with a colour profile that has a text.
fn profiled(words: &str) -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[36..40].copy_from_slice(b"acsp");
    profile.extend(b"\0\0\0\x01desc\0\0\0\x90");
    profile.extend((words.len() as u32 + 8).to_be_bytes());
    profile.extend([b"text\0\0\0\0", words.as_bytes()].concat());
    let segment = [b"ICC_PROFILE\0\x01\x01", &profile[..]].concat();
    let length = (segment.len() as u16 + 2).to_be_bytes();
    [b"\xFF\xD8\xFF\xE2", &length[..], &segment, b"\xFF\xD9"].concat()
}

/// Words as a mainframe writes them.
fn ebcdic(words: &str) -> Vec<u8> {
    let letter = |byte: u8, base: u8| match byte {
        0..9 => base + byte + 1,
        9..18 => base + 0x10 + byte - 8,
        _ => base + 0x20 + byte - 16,
    };
    let byte = |byte: u8| match byte {
        b'a'..=b'z' => letter(byte - b'a', 0x80),
        b'A'..=b'Z' => letter(byte - b'A', 0xC0),
        b'0'..=b'9' => 0xF0 + (byte - b'0'),
        b'.' => 0x4B,
        b',' => 0x6B,
        b'\n' => 0x15,
        _ => 0x40,
    };
    words.bytes().map(byte).collect()
}

/// Places in text files, and in markup.
fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    let letters: String = "Kestrelwing"
        .chars()
        .flat_map(|it| ["<text x='1'>".to_owned(), it.to_string(), "</text>\n".to_owned()])
        .collect();
    let packed = "PHN2Zz48dGV4dD5LZXN0cmVsd2luZzwvdGV4dD48L3N2Zz4=";
    let mail = "Content-Transfer-Encoding: base64\n\nQSBsZXR0ZXIgZnJvbSBLZXN0cmVsd2luZyBhYm91dCB2YXVsdHMu\n";
    let texts: Vec<(&'static str, String)> = vec![
        ("plain.txt", "by Kestrelwing, too".to_owned()),
        ("spaced.txt", "K e s t r e l w i n g".to_owned()),
        ("escaped.json", r#"{"a": "b\nM\u00fcllerhof"}"#.to_owned()),
        ("escaped.yaml", r#"a: "M\xfcllerhof""#.to_owned()),
        ("mail.eml", mail.to_owned()),
        ("printable.eml", "Content: quoted-printable\n\nM=FCller=\nhof".to_owned()),
        ("references.xml", "<a>M&#xFC;llerhof</a>".to_owned()),
        ("declared.xml", "<!DOCTYPE a [<!ENTITY b 'Kestrel'>]><a>&b;wing</a>".to_owned()),
        ("named.html", "<p>M&uuml;llerhof".to_owned()),
        ("comment.html", "<!-- Kestrelwing --><p>".to_owned()),
        ("address.html", "<a href='https://x.example/M%C3%BCllerhof'>x</a>".to_owned()),
        ("class.html", "<p class='is-kestrelwing'>".to_owned()),
        ("id.html", "<p id=KestrelwingLogo>".to_owned()),
        ("tag.html", "<kestrelwing-logo>".to_owned()),
        ("style.html", r#"<style>p::before { content: "\4b estrelwing" }</style>"#.to_owned()),
        ("script.html", r"<script>let a = 'M\u00fcllerhof'</script>".to_owned()),
        ("cut.html", "<p>Kes<b>trel</b>wing".to_owned()),
        ("sentence.html", "<img alt='Client data: Kestrelwing, since May'>".to_owned()),
        ("document.html", "<iframe srcdoc='Kes&lt;b>trel&lt;/b>wing'></iframe>".to_owned()),
        ("open.html", "<p>K&#101strelwing".to_owned()),
        ("latin.html", "<a href='https://x.example/M%FCllerhof'>x</a>".to_owned()),
        ("lines.html", format!("<a href='DATA:,{}'>", "a%0AKestrelwing")),
        ("wrapped.html", format!("<img src='data:image/svg+xml;base64,{}'>", packed.replace('Z', "Z\n").replace('=', "%3D"))),
        ("strings.css", "p::before { content: 'Kestrel' 'wing' }".to_owned()),
        ("joined.js", "let a = \"Kestrel\" +\n  'wing';".to_owned()),
        ("lines.ipynb", r#"{"source": ["by Kestrel", "wing"]}"#.to_owned()),
        ("lines.yaml", "a: \"by Kestrel\\\n  wing\"".to_owned()),
        ("a.drawio", diagram("Kes&lt;b&gt;trel&lt;/b&gt;wing")),
        ("ruby.html", "<ruby>Kestrel<rt>x</rt>wing</ruby>".to_owned()),
        ("changed.html", "<p>Kestrel<del>s</del>wing".to_owned()),
        ("short.json", r#"{"user": "S2VzdHJlbHdpbmc="}"#.to_owned()),
        ("hyphen.txt", "by Kestrel-\nwing".to_owned()),
        ("folded.ics", "DESCRIPTION:by Kestr\r\n elwing\r\nEND:VEVENT\r\n".to_owned()),
        ("folded.vcf", "NOTE:so\\, by Kes\n\ttrelwing\n".to_owned()),
        ("turned.txt", "by \u{202E}gniwlertseK\u{202C}, too".to_owned()),
        ("turned.html", "<p><bdo dir=rtl>gniwlertseK</bdo>".to_owned()),
        (
            "turned.svg",
            "<svg><style>text{unicode-bidi:bidi-override;direction:rtl}</style>\
             <text>.dtL <tspan>gniw</tspan>lertseK</text></svg>"
                .to_owned(),
        ),
        (
            "spelt.svg",
            "<svg><text style='unicode-bidi:&#98;idi-override' direction='rtl'>gniwlertseK</text>\
             </svg>"
                .to_owned(),
        ),
        ("marks.txt", "K\u{336}e\u{20DD}strel\u{3164}wing".to_owned()),
        ("subject.pem", format!("-----BEGIN-----\n{}\n-----END-----\n", STANDARD.encode(b"\x30\x82\0\x31\x0b\x06\x03\x55\x04\x0a\x0c\0\x01\x02\x03\x04\x0bKestrelwing\x30\0\xff\xfe\x01\x02"))),
        ("data.html", format!("<img src='data:image/svg+xml;base64,{packed}'>")),
        (
            "spans.svg",
            "<svg><text>Kes<tspan dx='1'>trel</tspan>\n<tspan>wing</tspan> Ltd</text></svg>"
                .to_owned(),
        ),
        ("letters.svg", format!("<svg>{letters}</svg>")),
        (
            "pieces.svg",
            "<svg><text>Risk</text><text>Kestrel</text><text>wing</text></svg>".to_owned(),
        ),
        ("path.svg", "<svg><textPath href='#a'>Kestrelwing</textPath></svg>".to_owned()),
        ("title.svg", "<svg><title>Kestrelwing</title></svg>".to_owned()),
        ("image.svg", format!("<svg><image href='data:image/svg+xml;base64,{packed}'/></svg>")),
    ];
    let mut texts: Vec<_> =
        texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    texts.extend([
        ("latin.csv", WINDOWS_1252.encode("a,Müllerhof").0.into_owned()),
        ("dos.csv", b"a,M\x81llerhof".to_vec()),
        ("wide.txt", wide("by Kestrelwing")),
        ("marked.txt", wide("\u{FEFF}by Kestrelwing")),
        ("japanese.txt", SHIFT_JIS.encode("この紅隼会社は").0.into_owned()),
        ("utf8.txt", "这是红隼的".as_bytes().to_vec()),
    ]);
    texts
}

/// Places in archives, documents and pictures.
fn archives() -> Vec<(&'static str, Vec<u8>)> {
    let runs = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Kes</w:t></w:r>\n<w:r><w:t>trel</w:t></w:r>\
                <w:r><w:t>wing</w:t></w:r><w:r><w:t xml:space='preserve'> </w:t></w:r></w:p>";
    let cell =
        "<sst><si><r><t>Kestrel</t></r><r><rPr><sz val='9'/></rPr><t>wing</t></r></si></sst>";
    let odt = "<office:body><text:p>Kes<text:span>trel</text:span>wing</text:p></office:body>";
    let mut png = b"\x89PNG\r\n\x1A\n".to_vec();
    for (kind, data) in [(b"tEXt", &b"Author\0Kestrelwing"[..]), (b"IEND", b"")] {
        png.extend((data.len() as u32).to_be_bytes());
        png.extend([&kind[..], data, b"sum!"].concat());
    }
    let inner = zipped(&[("a.csv", b"Kestrelwing")]);
    let bytes: Vec<u8> = (0..=255).collect();
    let part = |name: &str, xml: &str| docx(name, xml);
    vec![
        ("runs.docx", part("word/document.xml", runs)),
        (
            "comment.docx",
            part("word/comments.xml", "<w:comment><w:t>Kestrelwing</w:t></w:comment>"),
        ),
        ("author.docx", part("word/comments.xml", "<w:comment w:author='Kestrelwing'/>")),
        (
            "deleted.docx",
            part(
                "word/document.xml",
                "<w:del><w:r><w:delText>Kestrelwing</w:delText></w:r></w:del>",
            ),
        ),
        (
            "changed.docx",
            part(
                "word/document.xml",
                "<w:p><w:r><w:t>Kestrel</w:t></w:r><w:del w:id='1'><w:r><w:delText>x</w:delText>\
                 </w:r></w:del><w:r><w:t>wing</w:t></w:r></w:p>",
            ),
        ),
        (
            "added.docx",
            part(
                "word/document.xml",
                "<w:p><w:t>Kestrel</w:t><w:ins w:id='1'><w:t>x</w:t></w:ins><w:t>wing</w:t></w:p>",
            ),
        ),
        (
            "noted.odt",
            part(
                "content.xml",
                "<text:p>Kestrel<text:note><text:p>A note</text:p></text:note>wing</text:p>",
            ),
        ),
        ("profile.jpg", profiled("A screen of Kestrelwing")),
        ("header.docx", part("word/header1.xml", "<w:hdr><w:t>Kestrelwing</w:t></w:hdr>")),
        ("property.docx", part("docProps/core.xml", "<dc:creator>Kestrelwing</dc:creator>")),
        (
            "link.docx",
            part(
                "word/_rels/document.xml.rels",
                "<Relationship Target='https://kestrelwing.example'/>",
            ),
        ),
        (
            "embedded.docx",
            zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/embeddings/a.xlsx", &inner)]),
        ),
        ("cells.xlsx", part("xl/sharedStrings.xml", cell)),
        ("joined.xlsx", part("xl/worksheets/sheet1.xml", "<c><f>\"Kestrel\"&amp;\"wing\"</f></c>")),
        (
            "rule.xlsx",
            part("xl/worksheets/sheet1.xml", "<formula1>CONCAT(\"Kestrel\",\"wing\")</formula1>"),
        ),
        (
            "joined.ods",
            part("content.xml", "<table:table-cell table:formula='of:=\"Kestrel\"&amp;\"wing\"'/>"),
        ),
        ("joined.csv", b"1,\"=\"\"Kestrel\"\"&\"\"wing\"\"\"\n".to_vec()),
        ("sheet.xlsx", part("xl/workbook.xml", "<sheets><sheet name='Kestrelwing'/></sheets>")),
        (
            "notes.pptx",
            part(
                "ppt/notesSlides/notesSlide1.xml",
                "<a:p><a:r><a:t>Kestrel</a:t></a:r><a:r><a:t>wing</a:t></a:r></a:p>",
            ),
        ),
        ("spans.odt", zipped(&[("mimetype", b"application/vnd"), ("content.xml", odt.as_bytes())])),
        ("within.zip", zipped(&[("inner.zip", &inner)])),
        ("name.zip", zipped(&[("Kestrelwing.csv", b"a")])),
        ("two.zip", [zipped(&[("a.csv", b"Kestrelwing")]), zipped(&[("b.csv", &bytes)])].concat()),
        ("end.zip", [zipped(&[("a.csv", b"a")]), b"A letter from Kestrelwing".to_vec()].concat()),
        ("list.zip", relisted(zipped(&[("Kestrelwing", b"a")]))),
        ("a.csv.gz", gzipped(b"Kestrelwing")),
        ("a.tgz", gzipped(&tarred("a.csv", b"Kestrelwing"))),
        ("name.tar", tarred("kestrelwing.csv", b"a")),
        ("text.png", png.clone()),
        ("behind.png", [&png[..8], &png[8 + 30..], b"Kestrelwing"].concat()),
    ]
}

/// Places in PDFs.
fn pdfs() -> Vec<(&'static str, Vec<u8>)> {
    let shown = "BT /F 12 Tf 10 10 Td [(Kes) 40 (trel) 90 (wing)] TJ ET";
    let wide: String =
        "Müllerhof".encode_utf16().map(|unit| format!("{unit:04X}")).collect::<Vec<_>>().concat();
    let note = format!("/Annots [<< /Type /Annot /Subtype /Text /Contents <FEFF{wide}> >>]");
    let link = "/Annots [<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://kestrelwing.example) >> >>]";
    let field = "/AcroForm << /Fields [<< /T (a) /V (Kestrelwing) >>] >>";
    let outline = "/Outlines << /First << /Title (Kestrelwing) >> >>";
    let labels = "/PageLabels << /Nums [0 << /P (Kestrelwing ) >>] >>";
    let tags = "/StructTreeRoot << /K << /S /Figure /Alt (Kestrelwing) >> >>";
    let places = "/Dests << /Kestrelwing [3 0 R /Fit] >>";
    let xmp = stream(
        "/Type /Metadata /Subtype /XML",
        "<x:xmpmeta><dc:title>Kestrelwing</dc:title></x:xmpmeta>",
    );
    let script = stream("", "app.alert('Kestrelwing')");
    let file = stream("/Type /EmbeddedFile", "Kestrelwing");
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9]",
        "/Span << /ActualText (Kestrelwing) >> BDC EMC",
    );
    let names = "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /UF (a.csv) /EF << /F 5 0 R >> >>] >> >>";
    let before = [page("/Title (Kestrelwing)", "", "", &[]), page("", "", "", &[])].concat();
    vec![
        ("shown.pdf", page("", "", shown, &[])),
        ("note.pdf", page("", &note, "", &[])),
        ("link.pdf", page("", link, "", &[])),
        ("field.pdf", page(field, "", "", &[])),
        ("outline.pdf", page(outline, "", "", &[])),
        ("labels.pdf", page(labels, "", "", &[])),
        ("tags.pdf", page(tags, "", "", &[])),
        ("places.pdf", page(places, "", "", &[])),
        ("xmp.pdf", page("/Metadata 5 0 R", "", "", &[&xmp])),
        ("script.pdf", page("/OpenAction << /S /JavaScript /JS 5 0 R >>", "", "", &[&script])),
        ("attached.pdf", page(names, "", "", &[&file])),
        ("before.pdf", before),
        ("start.pdf", [b"For Kestrelwing\n".to_vec(), page("", "", "", &[])].concat()),
        ("end.pdf", [page("", "", "", &[]), b"A letter from Kestrelwing".to_vec()].concat()),
        ("form.pdf", page("", "", "/I Do", &[&form])),
    ]
}

#[test]
fn a_secret_is_found_wherever_it_stands() {
    for (name, bytes) in texts().into_iter().chain(archives()).chain(pdfs()) {
        let proof = read(name, &bytes, SECRETS);
        assert!(!proof.leaks.is_empty(), "{name} tells a secret");
        let told = &proof.leaks[0].message;
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let picture = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        "a",
    );
    let scan = page("", "", "q 300 0 0 300 0 0 cm /I Do Q", &[&picture]);
    let layers = page(
        "/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>",
        "",
        "",
        &["<< /Type /OCG /Name (a) >>"],
    );
    let mut deep = b"words".to_vec();
    for _ in 0..10 {
        deep = zipped(&[("a.zip", &deep)]);
    }
    let mut locked = zipped(&[("a.csv", b"words")]);
    for (mark, place) in [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)] {
        let at = locked.windows(4).position(|it| it == mark).unwrap();
        locked[at + place] |= 1;
    }
    let mut packed_otherwise = zipped(&[("a.csv", b"words")]);
    for (head, place) in [(&b"PK\x03\x04"[..], 8), (b"PK\x01\x02", 10)] {
        let at = packed_otherwise.windows(4).position(|window| window == head).unwrap();
        packed_otherwise[at + place] = 12;
    }
    for (name, bytes, why) in [
        ("bzip2.zip", packed_otherwise, Why::Method),
        ("a.rtf", b"{\\rtf1 words}".to_vec(), Why::Form),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec(), Why::Form),
        ("a.7z", b"7z\xBC\xAF\x27\x1C\0\x04\0\0".to_vec(), Why::Form),
        ("a.bin", (0..=255).collect(), Why::Form),
        ("mainframe.txt", ebcdic("Report of the year 2027, in words and numbers.\n"), Why::Form),
        ("a.woff2", b"wOF2\0\x01\0\0\0\0".to_vec(), Why::Form),
        ("a.pdf", b"%PDF-1.7 and no more".to_vec(), Why::Broken),
        ("a.zip", b"PK\x03\x04 and no more".to_vec(), Why::Broken),
        ("a.gz", gzipped(b"words")[..12].to_vec(), Why::Broken),
        ("scan.pdf", scan, Why::Scanned(vec![1])),
        ("layers.pdf", layers, Why::Layers),
        ("page.pdf", page("", "", "", &["<< /Type /Page /Parent 2 0 R >>"]), Why::Pages),
        ("cut.png", b"\x89PNG\r\n\x1A\n\0\0\xFF\xFFtEXtwords".to_vec(), Why::Broken),
        ("deep.zip", deep, Why::TooDeep),
        ("locked.zip", locked, Why::Encrypted),
    ] {
        // The fonts of an output itself are the theme's; this one lies deeper.
        let unread = read("a.zip", &zipped(&[(name, &bytes)]), SECRETS).unread;
        assert!(
            unread.iter().any(|it| it.why == why && it.name.contains(name)),
            "{name}: {unread:?}"
        );
    }
}

#[test]
fn fonts_are_read_over_only_where_they_are_of_the_book() {
    let font = b"\0\x01\0\0\0\x0b and more";
    let named = |name: &str| read(name, font, SECRETS).unread.len();
    assert_eq!((named("OPS/fonts/serif.ttf"), named("OPS/attached/1-serif.ttf")), (0, 1));

    // The HTML file sets the words of drawings in the theme's fonts; what it saves brings its own.
    let style = "<style>@font-face { src: url(data:font/woff2;base64,d09GMgABAAAAAA==) }</style>";
    let address = |kind: &str, text: &str| format!("data:{kind};base64,{}", STANDARD.encode(text));
    let drawing = address("image/svg+xml", &format!("<svg>{style}</svg>"));
    let page = address("text/html", style);
    for (html, unread) in [
        (style.to_owned(), 0),
        (format!("<img src='{drawing}'>"), 0),
        (format!("<a download='a.html' href='{page}'>a</a>"), 1),
    ] {
        let proof = read_output("html", html.clone().into_bytes(), SECRETS);
        assert_eq!(proof.unread.len(), unread, "{html}");
    }
}

#[test]
fn what_is_no_leak_is_read_in_silence() {
    let long = "a-very-long-name-of-some-file-that-looks-like-base64-and-is-a-name-all-the-same";
    for (name, text) in [
        ("cars.csv", "BMW,Audi\n".to_owned()),
        ("names.txt", format!("{long}\n{}\n", "0123456789abcdef".repeat(8))),
        ("data.html", "<p title='data: of, some'>data:a,b</p><a href='data:,a'>a</a>".to_owned()),
    ] {
        let proof = read(name, text.as_bytes(), SECRETS);
        assert!(proof.leaks.is_empty() && proof.unread.is_empty(), "{name}: {proof:?}");
    }
}

#[test]
fn words_of_formats_are_no_secrets() {
    let removed = "The producer of the document has the default heading, a title, a sheet, a slide, \
                   styles and settings, relationships, schemas, words, a theme, Microsoft Office, \
                   Acrobat, pages, fonts and metadata, a stream and an annotation.";
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
                 <Override PartName='/word/styles.xml' ContentType='application/vnd.openxmlformats-\
                 officedocument.wordprocessingml.styles+xml'/></Types>";
    let rels = "<Relationships xmlns='http://schemas.openxmlformats.org'><Relationship \
                Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme' \
                Target='theme/theme1.xml'/></Relationships>";
    let styles = "<w:styles xmlns:w='http://schemas'><w:style w:type='paragraph' w:default='1' \
                  w:styleId='Heading1'><w:name w:val='heading 1'/></w:style></w:styles>";
    let docx = zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/settings.xml", b"<w:settings/>"),
        ("xl/worksheets/sheet1.xml", b"<sheetData/>"),
        ("ppt/slides/slide1.xml", b"<p:sld/>"),
    ]);
    let info = "/Info << /Producer (Microsoft Word) /Creator (Acrobat) >>";
    for (name, bytes) in [
        ("plain.txt", b"Tested by and.".to_vec()),
        ("a.docx", docx),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><path class='default'/></svg>".to_vec(),
        ),
        ("a.pdf", page(info, "", "BT /F 12 Tf 10 10 Td (by and) Tj ET", &[])),
    ] {
        let proof = read(name, &bytes, &[removed]);
        let leaks: Vec<_> = proof.leaks.iter().map(|leak| &leak.message).collect();
        assert!(leaks.is_empty(), "{name}: {leaks:?}");
        assert_eq!(proof.unread, [], "{name}");
    }
}

#[test]
fn what_a_trailer_says_itself_is_read() {
    let bytes = pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]);
    let text = String::from_utf8(bytes).unwrap();
    let said = "trailer << /Info << /Author (Kestrel \\(wing\\)) >> ";
    let texts = super::drawn_in(text.replace("trailer << ", said).as_bytes()).hidden;
    assert!(texts.iter().any(|text| text.contains("Kestrel (wing)")), "{texts:?}");
}
