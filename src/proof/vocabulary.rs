//! The words of file formats: what a file of a kind says whoever wrote it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Names of parts, values of attributes and programs' names in Office documents, `OpenDocument`,
/// EPUB, PDF, SVG and colour profiles. Where only these can stand, they tell nothing.
const FORMAL: &str = "\
    about absolute accelerator accent accounting acrobat action active activetab actor actualtext \
    adobe after alternative anchor animate animatetransform animation annot ansi application \
    appname aptos area arial around arrow arrowhead arrows artboard artifact artifex ascending \
    ascii atleast attribute attributes author auto autohyphenation automatic axis background \
    balloon baseline before begin beginbfchar beginbfrange begincmap best bidi black blue body \
    bold bookid boolean border both bottomright break bullet butt cairo calc calcchain calculate \
    calculation calibrated calibri calque camada cambria capa caption cell cells cellstyle \
    cellstyles center central char character characterspacingcontrol charset chart charts check \
    chromium cidinit cidsysteminfo circle class clean clear clip clippath clrschememapping \
    cluster clusters cmapname cmyk coated codename codespacerange collapse collection color \
    colorful colors colours column comma comment comments compat compatibility computer condition \
    configurations conformance connector consolas container content continuationseparator \
    continue continuous contributor copies copyright core corporation courier cover coverage cprt \
    created createdate creationdate creator creatortool crispedges crosshead ctrtitle currency \
    current currentdict cursive cursor curved custom customxml dark dasharray dashed dashoffset \
    date dcmitype dcterms decimalsymbol decoration decorative default defaulttabstop \
    defaultthemeversion defined defineresource defs dejavu desc descending description device \
    diagram dict display distiller docprops doctype document documentid docx dominant \
    donotcompress dotm dotted dotx double draft draw drawing drawings drawio dynamic eastasia \
    ebene ebenen edge edgelabel edgepath edgepaths edges effects elbow ellipse embed embeddings \
    emphasis encoding endbfchar endbfrange endcmap endnote endnotepr endnotes endobj endstream \
    entity epub even evenodd exact excel explanatory external false family fantasy figma \
    filesharing fill filter findresource first firstline firstsheet fixed flatedecode flex float \
    flowchart focus fogra followedhyperlink font fonts fonttable footer footers footnote \
    footnotepr footnotes foreground foreignobject format formula frame frozen full gamut general \
    generic geometricprecision georgia ghostscript glossary good gradient grammar graph graphics \
    graphviz gray grayscale green grid groep group groupe groups grupo gruppe gruppo guide guides \
    handoutmasters hanging hansi header heading headings height helvetica hewlett hidden \
    horizontal hover href html http https hyperlink hyperlinks identifier identity iec61966 \
    illustrator image images import important impress incorporated indent indesign inherit \
    initial initiative inkscape inline input instanceid intense internal intlim isbn isolate \
    italic item itemprops items iterate justify keyframes keywords kreis laag label labels \
    landscape lang language last lastedited latentstyles latex latin layer layers layout layouts \
    lcms left legend length letter liberation libreoffice light line linear lineargradient \
    linecap linejoin link list listseparator livello locked loop lowestedited lsdexception major \
    manifest manual margin marker mask mathfont matrix mcid media medium meet mermaid message \
    messages meta metadata metadatadate microsoft middle mimetype minor miter miterlimit moddate \
    mode modern modified modifydate monitor mono monospace name namedview names narylim neutral \
    next node nodes none nonzero noproof normal note notes notesmaster notesmasters notesslide \
    notesslides nowrap number numbering numeric objectboundingbox oblique observer office \
    officedocument opacity openoffice openxmlformats optimizelegibility optimizespeed ordering \
    orientation outline output overflow overwritten package packard padding page pages pagination \
    pane paper paragraph parent parsetype part path pattern pdfa pdftex pdfuaid pdfversion pdfx \
    percent pfad photoshop pitch pivot placeholder plain plot point pointer points polygon \
    polyline portrait position powerpoint pptx presentation preserve preserveaspectratio \
    presprops primaries print printersettings processing processor procset producer profile proof \
    proofstate property prophoto prstgeom publisher qformat quality quartz quote radial \
    radialgradient radius rect rectangle reference registry relation relationship relationships \
    relative rels rendering reserved resolution resource revert rgb1998 right rights roman root \
    rootfile rootfiles rotate round rows rsid runs rupbuild sans sansserif scale schema schemas \
    screen screenreader script scroll section segoe selection semihidden separator sequence serif \
    settings shading shadow shape shapedefaults sharedstrings sheet sheetname sheets show signal \
    single size sketch skew skia slice slide slidelayout slidelayouts slidemaster slidemasters \
    slides smallfrac sodipodi solid solidfill sorted source space spacing span spans sparkline \
    spellid spine square srgb standard start static statusbar sticky stop straight stream stretch \
    string stripes stroke strong style styled stylepanesortmethod styles subgraph subject \
    subscript subtitle subtle superscript supplement swiss switch swop symbol system table \
    tablestyle tablestyles tableview tabs tahoma task tasks temperature template text textbox \
    textpath theme themefontlang thick thumbnail thumbnails tick ticks tight time times title \
    titles today toolbar tooltip topleft total trailer transform transition translate transparent \
    trapped trebuchet true tspan type types uipriority uncoated underline unhidewhenused unicode \
    unset usecmap used usenone useoutlines user userspaceonuse uses uuid variable variant verdana \
    version vertical view viewbox viewing viewprops visibility visible warning wave websettings \
    weight white wide widget width windowheight windows windowwidth wingdings word workbook \
    worksheets wrap wrapindent writer xelatex xhtml xlink xlsx xmidymid xmpmeta xmpmm xpacket \
    xref xwindow yellow ywindow zoom";

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
