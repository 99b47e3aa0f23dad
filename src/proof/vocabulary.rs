//! The words of file formats: what a file of a kind says whoever wrote it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Names of parts, values of attributes and programs' names in Office documents, `OpenDocument`,
/// EPUB, PDF and SVG. Where only these can stand, they tell nothing.
const FORMAL: &str = "\
    about absolute accelerator accent accounting acrobat action active activetab actualtext adobe \
    anchor annot ansi application appname aptos area arial around artifact ascending ascii atleast \
    author auto autohyphenation automatic background balloon baseline begin beginbfchar beginbfrange \
    begincmap best bidi black blue body bold bookid boolean both bottomright bullet butt cairo calc \
    calcchain calculate calculation calibri cambria caption cell cells cellstyle cellstyles center \
    char character characterspacingcontrol charset chart charts check chromium cidinit cidsysteminfo \
    class clean clear clrschememapping cmapname cmyk codename codespacerange collapse collection \
    color colorful colors colours column comma comment comments compat compatibility configurations \
    conformance connector consolas container content continuationseparator continue continuous \
    contributor copies core courier cover coverage created createdate creationdate creator \
    creatortool ctrtitle currency current currentdict curved custom customxml dark dashed date \
    dcmitype dcterms decimalsymbol decorative default defaulttabstop defaultthemeversion defined \
    defineresource dejavu descending description device dict display distiller docprops doctype \
    document documentid docx dominant donotcompress dotm dotted dotx double draft draw drawing \
    drawings dynamic eastasia effects elbow ellipse embed embeddings emphasis encoding endbfchar \
    endbfrange endcmap endnote endnotepr endnotes endobj endstream epub even evenodd exact excel \
    explanatory external false family filesharing fill filter findresource first firstline \
    firstsheet fixed flatedecode float followedhyperlink font fonts fonttable footer footers \
    footnote footnotepr footnotes format formula frozen full general georgia ghostscript glossary \
    good gradient grammar graphics gray grayscale green grid group handoutmasters hanging hansi \
    header heading headings height helvetica hidden horizontal href html http https hyperlink \
    hyperlinks identifier identity illustrator image images impress indent indesign inherit initial \
    inline input instanceid intense internal intlim isbn italic item itemprops iterate justify \
    keywords landscape lang language last lastedited latentstyles latex latin layout layouts left \
    length liberation libreoffice light line linear link list listseparator locked lowestedited \
    lsdexception major manifest manual margin mathfont matrix mcid media medium meet meta metadata \
    metadatadate microsoft middle mimetype minor miter moddate mode modern modified modifydate mono \
    monospace name names narylim neutral next none nonzero noproof normal note notesmaster \
    notesmasters notesslide notesslides number numbering numeric objectboundingbox oblique office \
    officedocument openoffice openxmlformats ordering orientation output overwritten package page \
    pages pagination pane paper paragraph parent parsetype part path pdfa pdftex pdfuaid pdfversion \
    pdfx percent photoshop pitch pivot placeholder plain points polygon polyline portrait powerpoint \
    pptx presentation preserve preserveaspectratio presprops print printersettings processing \
    processor procset producer profile proof proofstate property prstgeom publisher qformat quality \
    quartz quote radial rect reference registry relation relationship relationships relative rels \
    resolution resource right rights roman rootfile rootfiles rotate round rows rsid runs rupbuild \
    sans scale schema schemas script segoe selection semihidden separator serif settings shading \
    shape shapedefaults sharedstrings sheet sheetname sheets show single size skia slice slide \
    slidelayout slidelayouts slidemaster slidemasters slides smallfrac solid solidfill sorted source \
    space span spans sparkline spellid spine square srgb standard start statusbar straight stream \
    string stripes stroke strong style styled stylepanesortmethod styles subject subscript subtitle \
    subtle superscript supplement swiss symbol table tablestyle tablestyles tableview tabs tahoma \
    template text textbox theme themefontlang thick thumbnail thumbnails tight time times title \
    titles toolbar topleft total trailer transform translate transparent trapped true type types \
    uipriority underline unhidewhenused unicode usecmap usenone useoutlines user userspaceonuse uuid \
    variable verdana version vertical view viewprops visible warning wave websettings weight white \
    widget width windowheight windows windowwidth wingdings word workbook worksheets wrap wrapindent \
    writer xelatex xhtml xlink xlsx xmidymid xmpmeta xmpmm xpacket xref xwindow yellow ywindow zoom";

static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FORMAL.split(' ').collect());

/// Whether a word is one that formats use themselves.
pub(super) fn is_formal(word: &str) -> bool {
    WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_formats_are_known() {
        assert!(is_formal("producer") && is_formal("xpacket") && is_formal("accent"));
        assert!(!is_formal("kestrelwing") && !is_formal(""));
    }
}
