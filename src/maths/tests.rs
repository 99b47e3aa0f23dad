use super::*;

/// The tree in one line.
fn shown(tex: &str) -> String {
    match read(tex) {
        Ok(nodes) => list(&nodes),
        Err(fault) => format!("fault: {}", fault.reason),
    }
}

fn list(nodes: &[Node]) -> String {
    nodes.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn maybe(sign: char, nodes: Option<&Vec<Node>>) -> String {
    nodes.map_or_else(String::new, |nodes| format!("{sign}[{}]", list(nodes)))
}

fn one(node: &Node) -> String {
    match node {
        Node::Atom(atom) => match &atom.symbol {
            Symbol::Letter { shown, .. } => shown.to_string(),
            Symbol::Number(text) | Symbol::Sign(text) => text.clone(),
            Symbol::Sized(sign, size) => format!("{sign}×{size}"),
            Symbol::Large(sign) => format!("large {sign}"),
            Symbol::Name(name) => format!("name {name}"),
        },
        Node::Words(words) => format!("{words:?}"),
        Node::Space { width, .. } => format!("space {width:.2}"),
        Node::Group(nodes) => format!("{{{}}}", list(nodes)),
        Node::Fenced { open, nodes, close } => {
            format!("fence {open:?} [{}] {close:?}", list(nodes))
        }
        Node::Middle(sign) => format!("middle {sign}"),
        Node::Fraction { above, below, rule } => {
            format!("frac [{}] [{}] {rule:?}", list(above), list(below))
        }
        Node::Root { nodes, degree } => {
            format!("root [{}]{}", list(nodes), maybe('^', degree.as_ref()))
        }
        Node::Scripts { base, sub, sup, place } => {
            let place = if *place == Place::Behind { String::new() } else { format!("{place:?} ") };
            format!("{place}{}{}{}", one(base), maybe('_', sub.as_ref()), maybe('^', sup.as_ref()))
        }
        Node::Accent { base, mark } => format!("accent {} [{}]", mark.sign, one(base)),
        Node::Table(table) => {
            let row =
                |row: &Row| row.cells.iter().map(|cell| list(cell)).collect::<Vec<_>>().join(" & ");
            let rows: Vec<String> = table.rows.iter().map(row).collect();
            format!("{:?} [{}]", table.kind, rows.join(" // "))
        }
        Node::Boxed(nodes) => format!("boxed [{}]", list(nodes)),
        Node::Phantom { nodes, wide, high } => format!("phantom {wide} {high} [{}]", list(nodes)),
        Node::Tag(nodes) => format!("tag [{}]", list(nodes)),
        Node::Styled(level, nodes) => format!("{level:?} [{}]", list(nodes)),
        Node::Colored(color, nodes) => format!("{color:?} [{}]", list(nodes)),
    }
}

#[test]
fn sources_become_trees() {
    let sources = [
        r"a^2 + b_i^{n+1} = \frac{1}{2}",
        r"\sum_{i=1}^n i \int_0^1",
        r"f'(x) + g''_i + h'^2",
        r"\sqrt{x} \sqrt[n+1]{y}",
        r"\left( \frac{a}{b} \middle| c \right]",
        r"\hat{x} \overline{AB} \underbrace{a+b}_{n} \vec v",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"|x| = \begin{cases} x & \text{if $x \ge 0$} \\ -x & \text{else} \end{cases}",
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
        r"\mathbb{R} \mathbf{x} \mathcal{L} \mathrm{d} \alpha \Gamma \mu \partial",
        r"\operatorname*{arg\,max}_x \operatorname{rank} A \neq \not\in \not= 3",
        r"\binom{n}{k} \displaystyle x \color{red} y",
        r"\boxed{a + \boxed b}^2 \phantom{x^{2}}_i \hphantom x \vphantom{\frac12} \mathstrut",
        r"a = b \tag{1} \begin{align} a &= b \tag*{$*$} \\ c &= d \tag{2a} \end{align}",
        r"\newcommand{\d}[2]{\frac{d#1}{d#2}} \d{x}{t} \boxed{\d yt}",
        r"a \xrightarrow[u]{o} b \label{eq} \quad \big( \Bigg|",
    ];
    let text: Vec<String> =
        sources.iter().map(|source| format!("{source}\n    {}", shown(source))).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn what_is_not_understood_is_named() {
    let sources = [
        r"\foo{x} + \alpha",
        r"\begin{tikz} x \end{tikz}",
        r"\frac{1}{",
        r"a & b",
        r"x^2^3",
        r"\def\a{\a\a}\a",
        r"\sideset{}{'}\sum",
        r"\char é",
        r"\begin{alignat}{é} x \end{alignat}",
        r"\colorbox{red}{x}",
        r"\cancel{x+y}",
        "x^",
    ];
    let text: Vec<String> =
        sources.iter().map(|source| format!("{source}\n    {}", shown(source))).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("{}x{}", "{".repeat(5000), "}".repeat(5000));
    assert_eq!(read(&deep).unwrap_err().reason, "its parts nest too deep");
    let scripts = format!("x{}", "^{x".repeat(3000));
    assert!(read(&scripts).is_err());
    assert!(read(&"\\relax ".repeat(2000)).is_ok());
    assert!(read(&"x".repeat(20_000)).is_err());
}

#[test]
fn every_space_is_a_space() {
    assert_eq!(read("\\kern1em\u{a0}x"), read("\\kern1em x"));
    assert_eq!(read("a\u{2003}b"), read("a b"));
}

proptest::proptest! {
    #[test]
    fn no_source_makes_it_panic(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "\\frac", "{", "}", "x", "\u{a0}", "^", "_", "\\sqrt", "[", "]", "\\left", "\\right", "(", ".",
                "\\begin{matrix}", "\\end{matrix}", "&", "\\\\", "\\text{", "$", "\\hat", "'", "é",
                "\\begin{array}{c|c}", "\\end{array}", "\\hline", "\\not", "\\big", "\\color{red}",
                "12", "\\sum", "\\boxed", "\\phantom", "\\tag", "\\def\\a", "\\a", "#1", "\\newcommand", "\\limits", "\\mathbf", "\\kern", "1em", " ", "\\", "%", "#", "~",
                "\\begin{cases}", "\\end{cases}", "\\begin{alignat}", "{9999999}", "\\operatorname", "*", "\\char", "\\middle", "𝑥",
                "\\substack", "\\genfrac", "\\overset", "\\label", "\\begin", "\\end", "\\\u{e9}",
            ]),
            0..24,
        )
    ) {
        let _ = read(&parts.concat());
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}") {
        let _ = read(&text);
    }
}

#[test]
fn operators_and_words_hold_commands() {
    for (tex, expected) in [
        (r"\mathop{\mathrm{arg\,max}}", "name arg\u{2009}max"),
        (r"\mathop{\rm argmin}", "name argmin"),
        (r"\mathop{\mathbb{P}}", "name ℙ"),
        (r"\mathop{\mathbf{v}}", "name 𝐯"),
        (r"\mathop{\text{ess inf}}", "name ess inf"),
        (r"\operatorname{\mathrm{rank}}", "name rank"),
        (r"\operatorname*{\mathsf{tr}}", "name 𝗍𝗋"),
        (r"\operatorname{a\_b}", "name a_b"),
        (r"\text{a \textbf{b} c}", "\"a 𝐛 c\""),
        (r"\text{a \textit{\textrm{b}}}", "\"a b\""),
        (r"\text{5\,\% \& more}", "\"5\u{2009}% & more\""),
    ] {
        assert_eq!(shown(tex).replace("\\u{2009}", "\u{2009}"), expected, "{tex}");
    }
    assert!(!shown(r"\mathop{\sum\nolimits}_x").contains("nolimits"));
    assert_eq!(shown(r"\operatorname{cos^2}"), "{{c o s^[2]}}");
    assert_eq!(shown(r"\text{\frac{a}{b}}"), r"fault: `\frac` stands among words");
}
