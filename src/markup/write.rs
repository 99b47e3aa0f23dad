//! The serializer: the one place where text becomes markup, and so all text is escaped.

use super::dom::{Element, Node};
use crate::text::markup::escape;

/// How markup is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// HTML: void elements without an end, `open` for an empty attribute.
    Html,
    /// XHTML, which is XML: `<br/>`, `open=""`, namespaces on foreign roots, `xml:lang`.
    Xhtml,
    /// XML of any other vocabulary: every element may hold something, and stands on its own line
    /// where it stands among elements only.
    Xml,
}

/// Writes nodes.
///
/// Characters that neither HTML nor XML 1.0 may hold (most control characters) are left out.
pub fn write(nodes: &[Node], syntax: Syntax) -> String {
    let mut out = String::new();
    for node in nodes {
        write_node(node, syntax, &mut out);
    }
    out
}

/// Elements that never hold anything (HTML, 13.1.2 "Elements").
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements that stand on their own lines. A line end behind them is no content: it makes the file
/// readable, and keeps words apart for programs that only take the tags away.
const ON_OWN_LINE: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

fn write_node(node: &Node, syntax: Syntax, out: &mut String) {
    match node {
        Node::Text(text) => escape(text, false, out),
        Node::Element(element) => write_element(element, syntax, out),
    }
}

fn write_element(element: &Element, syntax: Syntax, out: &mut String) {
    let name = &*element.name;
    out.push('<');
    out.push_str(name);
    for (attribute, value) in &element.attributes {
        write_attribute(attribute, value, syntax, out);
    }
    if syntax == Syntax::Xhtml {
        write_xml_attributes(element, out);
    }
    if syntax == Syntax::Xml {
        return write_xml_content(element, out);
    }
    if VOID.contains(&name) {
        out.push_str(if syntax == Syntax::Xhtml { "/>" } else { ">" });
    } else {
        out.push('>');
        for child in &element.children {
            write_node(child, syntax, out);
        }
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
    if ON_OWN_LINE.contains(&name) {
        out.push('\n');
    }
}

/// What an element of an unknown vocabulary holds, and its end.
fn write_xml_content(element: &Element, out: &mut String) {
    if element.children.is_empty() {
        return out.push_str("/>\n");
    }
    out.push('>');
    if matches!(element.children.first(), Some(Node::Element(_))) {
        out.push('\n');
    }
    for child in &element.children {
        write_node(child, Syntax::Xml, out);
    }
    out.push_str("</");
    out.push_str(&element.name);
    out.push_str(">\n");
}

fn write_attribute(name: &str, value: &str, syntax: Syntax, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    // HTML takes a bare name for the empty value, but `alt=""` is what people expect to read.
    if value.is_empty() && syntax == Syntax::Html && name != "alt" {
        return;
    }
    out.push_str("=\"");
    escape(value, true, out);
    out.push('"');
}

/// What an XML reader needs and an HTML one knows: namespaces, and the language under XML's name.
fn write_xml_attributes(element: &Element, out: &mut String) {
    let namespace = match &*element.name {
        "html" => Some("http://www.w3.org/1999/xhtml"),
        "svg" => Some("http://www.w3.org/2000/svg"),
        "math" => Some("http://www.w3.org/1998/Math/MathML"),
        _ => None,
    };
    if let (Some(namespace), None) = (namespace, element.get("xmlns")) {
        write_attribute("xmlns", namespace, Syntax::Xhtml, out);
    }
    if let (Some(lang), None) = (element.get("lang"), element.get("xml:lang")) {
        write_attribute("xml:lang", lang, Syntax::Xhtml, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<Node> {
        let image = Element::new("img").attr("alt", "").attr("src", "a.png?b&c");
        let svg = Element::new("svg").attr("viewBox", "0 0 1 1").child(Element::new("path"));
        let page = Element::new("details")
            .attr("open", "")
            .attr("lang", "de")
            .attr("title", "\"<&\n")
            .child(Element::new("summary").child("1 < 2 & \"3\"\u{0}\u{ffff}"))
            .child(image)
            .child(svg);
        vec![page.into()]
    }

    #[test]
    fn html_escapes_and_knows_void_elements() {
        insta::assert_snapshot!(write(&sample(), Syntax::Html), @r#"
        <details open lang="de" title="&quot;&lt;&amp;&#10;"><summary>1 &lt; 2 &amp; "3"</summary>
        <img alt="" src="a.png?b&amp;c"><svg viewBox="0 0 1 1"><path></path></svg></details>
        "#);
    }

    #[test]
    fn xhtml_is_xml() {
        insta::assert_snapshot!(write(&sample(), Syntax::Xhtml), @r#"
        <details open="" lang="de" title="&quot;&lt;&amp;&#10;" xml:lang="de"><summary>1 &lt; 2 &amp; "3"</summary>
        <img alt="" src="a.png?b&amp;c"/><svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"><path></path></svg></details>
        "#);
    }

    #[test]
    fn other_xml_has_no_void_elements() {
        let meta = Element::new("meta").attr("property", "a").child("1 < 2");
        let root = Element::new("metadata").child(meta).child(Element::new("link").attr("id", "b"));
        insta::assert_snapshot!(write(&[root.into()], Syntax::Xml), @r#"
        <metadata>
        <meta property="a">1 &lt; 2</meta>
        <link id="b"/>
        </metadata>
        "#);
    }
}
