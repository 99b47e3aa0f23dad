use super::*;
use crate::files::{MemoryFiles, PackPath};
use crate::parse::shortcode::{Library, Templates};
use crate::source::RawPack;
use crate::span::Sources;
use crate::theme::Theme;

fn rewritten(text: &str) -> (String, Vec<String>) {
    let mut sink = Sink::default();
    let mut sources = Sources::default();
    let file = sources.add("a.mdx", text.to_owned());
    let mapped = Mapped::verbatim(text, file, 0);
    let files = MemoryFiles::new().with("part/_part.mdx", "---\na: b\n---\nA *part*.\n");
    let pack = RawPack::default();
    let path = PackPath::new("a.mdx").unwrap();
    let context = Context {
        templates: &Templates::load(&Theme::shipped(), &files, &mut sink),
        library: &Library::new(&pack, &files, &sources),
        path: &path,
        including: std::slice::from_ref(&path),
        around: &[],
        for_others: false,
    };
    let out = rewrite(&mapped, context, &mut sink).text().to_owned();
    (out, sink.finish(()).diagnostics.into_iter().map(|it| it.message).collect())
}

#[test]
fn programs_go_and_words_stay() {
    let (text, said) = rewritten(
        "import A from '@site/a';\nimport 'b';\n\nimport duties rise.\n\n\
         export const C = ({x}) => (\n  <b>\n\n  {x}\n  </b>\n);\n\n\
         ## Head {/* #own-id */}\n\na {/* gone\n\nfor good */}b{' '}c {1 + 1} `{/* code */}` \\{x}\n",
    );
    assert_eq!(
        text,
        "\nimport duties rise.\n\n\n## Head {#own-id}\n\na b c {1 + 1} `{/* code */}` \\{x}\n"
    );
    assert_eq!(said, ["`{1 + 1}` is a program, which is not run"]);
}

#[test]
fn components_leave_their_words() {
    let (text, said) = rewritten(
        "<Highlight color=\"#fff\" on={() => go('>')}>Green</Highlight> words <Card />\n\n\
         <div className=\"wide\" style={{ color: 'red' }}>\n\nIn it\n\n</div>\n\n<>Fragment</>\n",
    );
    assert_eq!(
        text,
        "Green words \n\n<div class=\"wide\" style=\"color: red\">\n\nIn it\n\n</div>\n\nFragment\n"
    );
    assert_eq!(
        said,
        [
            "the component `<Highlight>` is a program, which is not run",
            "the component `<Card>` is a program, which is not run"
        ]
    );
}

#[test]
fn content_of_components_is_no_code() {
    let (text, _) = rewritten(
        "<Tabs>\n  <TabItem value=\"a\" label=\"A & B\">\n    one\n\n    ```\n      <Code>\n    ```\n  \
         </TabItem>\n  <TabItem value=\"b\">two</TabItem>\n</Tabs>\n",
    );
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(
        lines,
        [
            "<dl>",
            "<dt>A &amp; B</dt>",
            "<dd>",
            "one",
            "```",
            "  <Code>",
            "```",
            "</dd>",
            "<dt>b</dt>",
            "<dd>",
            "two",
            "</dd>",
            "</dl>"
        ]
    );
}

#[test]
fn imported_parts_and_pictures_stand_where_they_are_used() {
    let (text, said) = rewritten(
        "import Part from './part/_part.mdx';\nimport boat from './boat.png';\n\n\
         1. <Part />\n\n<img src={boat} alt=\"A\"/> <Image src={require('./b.png').default} />\n",
    );
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let pictures = "<img src=\"./boat.png\" alt=\"A\" /> <img src=\"./b.png\" />";
    assert_eq!(lines, ["1. A *part*.", pictures]);
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn components_in_a_list_stay_in_it() {
    let (text, _) = rewritten(
        "1. One\n\n   <Tabs>\n     <TabItem value=\"a\">\n       - in\n         - it\n\
         \n     </TabItem>\n   </Tabs>\n\n2. Two **<Version />**\n",
    );
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(
        lines,
        [
            "1. One",
            "   <dl>",
            "   <dt>a</dt>",
            "   <dd>",
            "   - in",
            "     - it",
            "   </dd>",
            "   </dl>",
            "2. Two **<span></span>**"
        ]
    );
}

#[test]
fn code_in_components_is_code() {
    let (text, _) = rewritten(
        "<CodeBlock language=\"js\" title=\"a.js\">\n{`let a = <B>;\n`}\n</CodeBlock>\n\n\
         <Code code=\"x = 1\" lang=\"py\" />\n",
    );
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let code = ["```js title=\"a.js\"", "let a = <B>;", "```", "```py", "x = 1", "```"];
    assert_eq!(lines, code);
}

/// The lines of what a text becomes that are not empty.
fn lines_of(text: &str) -> Vec<String> {
    let (text, said) = rewritten(text);
    assert!(said.is_empty(), "{said:?}");
    text.lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect()
}

#[test]
fn markdown_is_read_within_elements_of_html() {
    for (text, expected) in [
        ("<div>**a** [b](c)</div>\n", &["<nobr><div>**a** [b](c)</div>"][..]),
        ("- <p>*a*</p>\n", &["- <nobr><p>*a*</p>"]),
        ("words <span>**a**</span>\n", &["words <span>**a**</span>"]),
        (
            "<table>\n  <tr><td>\n      **a**\n  </td></tr>\n</table>\n",
            &["<table>", "<tr><td>", "**a**", "</td></tr>", "</table>"],
        ),
        ("<a href=\"b\">\n  **a**\n</a>\n", &["<nobr><a href=\"b\">", "**a**", "</a>"]),
        (
            "<details><summary>*a*</summary>\n\nb\n\n</details>\n",
            &["<details>", "<nobr><summary>*a*</summary>", "b", "</details>"],
        ),
        ("<pre>\n**a** {`b < c`}\n</pre>\n", &["<pre>", "**a** b &lt; c", "</pre>"]),
    ] {
        assert_eq!(lines_of(text), expected, "{text}");
    }
    let (text, _) = rewritten("a\n<div>\nb\n</div>\nc\n");
    assert_eq!(text, "a\n\n<div>\n\nb\n\n</div>\n\nc\n");
}

#[test]
fn no_indent_makes_code() {
    assert_eq!(lines_of("<div>\n\n      a\n\n</div>\n\n    b\n"), ["<div>", "a", "</div>", "b"]);
    assert_eq!(lines_of("- a\n\n    - b\n\n      c\n"), ["- a", "    - b", "      c"]);
}

#[test]
fn pictures_are_shown_by_their_names_and_attributes() {
    let module = "import Boat, { B as Small } from './boat.svg';\n\n";
    let case = |text: &str, expected: &str| {
        assert_eq!(lines_of(&format!("{module}{text}\n")), [expected], "{text}");
    };
    case("A <Boat className=\"x\" />", "A <img src=\"./boat.svg\" class=\"x\" alt=\"\" />");
    case("A <Small title=\"S\" />", "A <img src=\"./boat.svg\" title=\"S\" alt=\"S\" />");
    case("A <Figure src=\"a.PNG\" alt=\"B\" />", "A <img src=\"a.PNG\" alt=\"B\" />");
    case("A <Image img={require('./a.png')} />", "A <img src=\"./a.png\" />");
    let themed =
        "A <ThemedImage alt=\"B\" sources={{light: useBaseUrl('/l.png'), dark: '/d.png'}} />";
    case(themed, "A <img src=\"/l.png\" alt=\"B\" />");
    case(
        "A <img src={Boat} width={30} style={{maxWidth: 20, color: theme}} />",
        "A <img src=\"./boat.svg\" width=\"30\" style=\"max-width: 20px\" />",
    );
    // What would say for whom it is is never left out.
    case("A <b only={x}>c</b>", "A <b only=\"x\">c</b>");
}

#[test]
fn what_mdx_alone_understands_is_read() {
    let text = "export const name = 'Tea';\n\nIt is {name} & <b title=\"a &amp; b\" className=\"x\">c</b>\n\n\
                ```mdx-code-block\n<>words</>\n```\n\n<!-- <Odd /> -->\n\n<Head>\n<title>x</title>\n</Head>\n";
    assert_eq!(
        lines_of(text),
        ["It is Tea & <b title=\"a &amp; b\" class=\"x\">c</b>", "words", "<!-- <Odd /> -->"]
    );
    let tabs = "<Tabs values={[{label: 'First', value: 'a'}]}>\n<TabItem value=\"a\">b</TabItem>\n</Tabs>\n";
    assert!(lines_of(tabs).contains(&"<dt>First</dt>".to_owned()));
    let address = "See [it](https://x.org/?a=[{b+c}]) and {d}.";
    let (shown, said) = rewritten(address);
    assert_eq!(shown.trim(), address);
    assert!(matches!(&*said, [only] if only.contains("`{d}`")), "{said:?}");
}

#[test]
fn an_import_below_a_comment_is_one() {
    for comment in ["<!-- prettier-ignore -->", "{/* a part */}"] {
        let text = format!("{comment}\nimport Boat from './boat.svg';\n\nA <Boat />\n");
        let lines = lines_of(&text);
        assert_eq!(lines.last().map(String::as_str), Some("A <img src=\"./boat.svg\" alt=\"\" />"));
        assert!(!lines.concat().contains("import"), "{lines:?}");
    }
}
