//! The package document (EPUB 3.3, 5): what the book is, which files it has, in which order they
//! are read.

use super::metadata::{IDENTIFIER, Metadata};
use super::parts::{Document, Kind, Resource, XML_DECLARATION};
use crate::markup::dom::Element;
use crate::markup::{Syntax, write};
use crate::text::language::is_right_to_left;

/// Writes the package document. `spine` holds all content documents in reading order.
pub(super) fn write_package(
    metadata: &Metadata<'_>,
    spine: &[Document],
    resources: &[Resource],
) -> String {
    let rtl = is_right_to_left(&metadata.meta.lang);
    let package = Element::new("package")
        .attr("xmlns", "http://www.idpf.org/2007/opf")
        .attr("version", "3.0")
        .attr("unique-identifier", IDENTIFIER)
        .maybe("prefix", metadata.prefixes().as_deref())
        .attr("xml:lang", &*metadata.meta.lang)
        .maybe("dir", rtl.then_some("rtl"))
        .child(metadata.element())
        .child(manifest(spine, resources))
        .child(spine_element(spine, resources, rtl));
    format!("{}{}", XML_DECLARATION, write(&[package.into()], Syntax::Xml))
}

fn manifest(spine: &[Document], resources: &[Resource]) -> Element {
    let documents = spine.iter().enumerate().map(|(at, document)| {
        item(&document_id(at), &document.file, "application/xhtml+xml")
            .maybe("properties", properties(document).as_deref())
    });
    let resources = resources.iter().map(|resource| {
        item(&resource.id, &resource.path, &resource.media_type)
            .maybe("properties", resource.properties)
            .maybe("fallback", resource.fallback.map(document_id).as_deref())
    });
    Element::new("manifest").children(documents).children(resources)
}

fn item(id: &str, path: &str, media_type: &str) -> Element {
    Element::new("item").attr("id", id).attr("href", path).attr("media-type", media_type)
}

fn spine_element(spine: &[Document], resources: &[Resource], rtl: bool) -> Element {
    let items = (0..spine.len()).map(|at| Element::new("itemref").attr("idref", document_id(at)));
    let linked = resources.iter().filter(|resource| resource.fallback.is_some());
    let linked = linked
        .map(|resource| Element::new("itemref").attr("idref", &*resource.id).attr("linear", "no"));
    Element::new("spine")
        .attr("toc", "ncx")
        .maybe("page-progression-direction", rtl.then_some("rtl"))
        .children(items)
        .children(linked)
}

fn document_id(at: usize) -> String {
    format!("document-{}", at + 1)
}

/// What reading systems have to know before they open a document (EPUB 3.3, 5.6.2.2).
fn properties(document: &Document) -> Option<String> {
    let (mut math, mut svg) = (false, false);
    for node in &document.body {
        node.visit(&mut |element| {
            math |= element.name == "math";
            svg |= element.name == "svg";
        });
    }
    let all = [(document.kind == Kind::Contents, "nav"), (math, "mathml"), (svg, "svg")];
    let holding: Vec<_> = all.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name).collect();
    (!holding.is_empty()).then(|| holding.join(" "))
}
