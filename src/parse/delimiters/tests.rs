use super::*;
use crate::span::Sources;
use crate::text::pace::assert_linear;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

/// What Markdown's library finds in a text that has been normalised: its formulas.
fn formulas(text: &str, read: impl Into<Formulas>) -> Vec<String> {
    let mut sources = Sources::default();
    let file = sources.add("a.md", text);
    let text = normalise(Mapped::verbatim(text, file, 0), read.into());
    let events = Parser::new_ext(text.text(), Options::ENABLE_MATH | Options::ENABLE_TABLES);
    let (mut found, mut fence) = (Vec::new(), None::<String>);
    for event in events {
        match event {
            Event::InlineMath(tex) | Event::DisplayMath(tex) => found.push(tex.trim().to_owned()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "math" => {
                fence = Some(String::new());
            }
            Event::Text(tex) => {
                if let Some(fence) = &mut fence {
                    fence.push_str(&tex);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                found.extend(fence.take().map(|tex| tex.trim().to_owned()));
            }
            _ => {}
        }
    }
    found
}

/// Sentences with the signs of formulas in them, each as it may stand in somebody's page, and the
/// formulas that it holds.
const PROSE: &[&str] = &[
    "Tools go to *$HOME/bin*. Put that folder into your `$PATH` first.",
    "Set $HOME and $PATH before you start.",
    "From $JAVA_HOME/bin to $HOME/bin it is one step.",
    "Write to $FOO/$BAR and ${HOME}/${USER}.",
    "Call f($a,$b) or f($a, $b), then $c.",
    "The names ($FOO, $BAR) and \"$BAZ\".",
    "Use ${A}/$B or ${A}-${B} or ${A}${B}.",
    "`$a` and $b and `c$` stand apart.",
    "Between $a and b$c nothing stands.",
    "not x$y$z and not 5$x$6 either",
    "It costs $5 and $6.",
    "It costs $5 or 6$.",
    "It costs $5, $6 or 7$.",
    "Between US$ 5 and US$ 7, or 5$ and 6$.",
    "US$5, A$6 and C$7.",
    "NZ$5/NZ$6 and HK$9.",
    "From $20k-$30k a year to $1,000/$2,000.",
    "We pay $20/user, $30/team and $40/site.",
    "A rise from $1.5M to $2.5M (that is, $1M).",
    "$5 here, `$6` there, and $7 elsewhere.",
    "($5)–($7) a head",
    "**$5** and **$6**",
    "*$5*, *$6*, ~~$7~~",
    "[$5](a.md) and [$6](b.md)",
    "[US$](a.md) and [A$](b.md)",
    "![$5](a.png) and $6.",
    "Prices in $, € and £; a $ is a $.",
    "$ spaced $ signs",
    "A trailing $ and $",
    "\\$not a formula\\$ and \\$5",
    "<https://example.org/?a=$b&c=$d>",
    "See https://example.org/$a/$b and more.",
    "<span title=\"$a\">$b</span> and <b class='$c'>$d</b>",
    "echo $1 $2 $3 and $@ and $# and $$ and $!",
    "$_GET['a'] and $_POST['b']",
    "$(pwd):$(HOME) and $(which a)/$(which b)",
    "jQuery: $('a').find($('b')) and $.ajax(x)",
    "PHP has $this->a($b) and $this->b($a).",
    "Perl has @a, $a, %a and $#a.",
    "The regex ^a$ or ^b$ matches lines.",
    "AWK prints $1, then $NF.",
    "Make needs $@, $< and $^.",
    "make it $$HOME in a recipe",
    "Angular's $scope and $http, Vue's $refs.",
    "Excel pins with $A$1 and B$2.",
    "A cell is $A$1:$B$2.",
    "SQL has $1 and $2, Dollar quotes $$text.",
    "Terraform's ${var.a} and ${var.b}",
    "$HOME, or ~$USER, is yours.",
    "Pay $10 and get $5 back\nor $3 next\nyear.",
    "Windows: C:\\$Recycle.Bin and \\\\server\\c$.",
    "An admin share such as \\\\host\\d$ or e$.",
    "$$$ is expensive, $ is cheap, $$$$ is mad.",
    "Earn $$ now and $$$ later.",
    "| $5 | $6 |\n|---|---|\n| $7 | $8 |",
    "- $5\n- $6",
    "> $5\n\n> $6",
    "# $5 and\n\n$6",
    "    $a = $b;\n    $c = 1;",
    "```sh\n$ a\n$ b\n```",
    "$ npm install\n$ npm start",
    "Optional \\[sic\\] and \\[1\\] and \\(c\\).",
    "file\\(s\\) and foo\\(bar\\), \\[x\\] done",
    "\\[--name=value\\] and \\(see below\\)",
    "\\(a\\) the first, \\(b\\) the second",
    "*\\[citation needed\\]*",
    "Escaped \\(a \\_b\\) words",
    "costs 5$/month or 50$/year",
    "from $0.02 per GB-month ($0.023 in Asia)",
    "$15/mo → $12/mo (−20 %)",
    "AUD$5 to AUD$10, or R$5 and R$6",
    "$100-$200, $300+, ~$400, ≈$500",
    "\"$5\", \"$6\" and '$7'",
    "$5–$10; $5—$10; $5…$10",
    "$NAME's file and $OTHER's",
];

const MATHS: &[(&str, &[&str])] = &[
    ("Let $x$ be.", &["x"]),
    ("$x$", &["x"]),
    ("$a+b$, $c$.", &["a+b", "c"]),
    ("($x$) and \"$y$\"", &["x", "y"]),
    ("$x$-axis and $n$-th", &["x", "n"]),
    ("the $n$th of $k$s", &["n", "k"]),
    ("$5x + 3$", &["5x + 3"]),
    ("$O(n \\log n)$ time", &["O(n \\log n)"]),
    ("$O(n log n)$ time", &["O(n log n)"]),
    ("$a*b$ and $c*d$", &["a*b", "c*d"]),
    ("$a_1$ and $b_2$ and $c_3$", &["a_1", "b_2", "c_3"]),
    ("$a < b$ and $c > d$", &["a < b", "c > d"]),
    ("$\\text{if } x > 0$", &["\\text{if } x > 0"]),
    ("$x = 5 \\text{ and more}$", &["x = 5 \\text{ and more}"]),
    ("$\\text{a $b$ c}$", &["\\text{a $b$ c}"]),
    ("$f'$ and $f''$", &["f'", "f''"]),
    ("**$x$** and *$y$*", &["x", "y"]),
    ("[$x$](a.md)", &["x"]),
    ("# The $\\alpha$-test", &["\\alpha"]),
    ("| $a$ | $b$ |\n|---|---|\n| $c$ | $5 |", &["a", "b", "c"]),
    ("- $x$\n- $y$", &["x", "y"]),
    ("> $x$", &["x"]),
    ("$x$ costs $5.", &["x"]),
    ("It costs $5 and $x$ is free.", &["x"]),
    ("`$a$` and $b$", &["b"]),
    ("设$x$为实数，则$y=x^2$。", &["x", "y=x^2"]),
    ("$x_1$$y$", &["x_1", "y"]),
    ("$$x$$", &["x"]),
    ("before $$x$$ behind", &["x"]),
    ("$$\nx\n$$", &["x"]),
    ("$$\nx\n\ny\n$$", &["x\n\ny"]),
    ("$$\na\n- b\n+ c\n$$", &["a\n- b\n+ c"]),
    ("- an item\n\n  $$\n  x\n  - y\n  $$\n- more", &["x\n- y"]),
    ("> $$\n> x\n> $$", &["x"]),
    ("words\n$$\nx\n$$\nwords", &["x"]),
    ("$$\na\n= b\n$$\n\n$$\nc\n$$", &["a\n= b", "c"]),
    ("$`a^2 + b`$ and $``c``$", &["a^2 + b", "c"]),
    ("```math\n\\sqrt{3}\n```", &["\\sqrt{3}"]),
    ("\\\\(x^2\\\\) and \\\\[y\\\\]", &["x^2", "y"]),
    ("\\(x^2\\), \\(y\\) and \\[z\\]", &["x^2", "y", "z"]),
    ("\\( \\alpha \\) here", &["\\alpha"]),
    ("\\[ x = \\frac{a}{b} \\]", &["x = \\frac{a}{b}"]),
    ("\\[\nx = \\frac{a}{b}\n\n- c\n\\]", &["x = \\frac{a}{b}\n\n- c"]),
    ("$\\{a, b\\}$ and $]0,1[$", &["\\{a, b\\}", "]0,1["]),
    ("$a$, `$b`, $c$", &["a", "c"]),
    ("$25\\,^\\circ\\mathrm{C}$", &["25\\,^\\circ\\mathrm{C}"]),
    ("$\\$5$ and $\\%$", &["\\$5", "\\%"]),
    ("$\\int f dx = 3$", &["\\int f dx = 3"]),
];

#[test]
fn prices_variables_and_escaped_brackets_are_no_formulas() {
    for text in PROSE {
        assert_eq!(formulas(text, MathDelimiters::Both), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn formulas_are_found_between_all_their_signs() {
    for (text, expected) in MATHS {
        assert_eq!(formulas(text, MathDelimiters::Both), *expected, "{text}");
    }
}

#[test]
fn all_that_stands_between_brackets_is_a_formula_where_the_tool_says_so() {
    let meant = Formulas { brackets_are_meant: true, ..Formulas::default() };
    for (text, expected) in [
        ("\\(a+b\\), \\(x\\) and \\(f(x) = 3\\)", &["a+b", "x", "f(x) = 3"][..]),
        ("\\[ a + b \\]", &["a + b"]),
        ("- \\[ a + b \\]", &["a + b"]),
        ("as \\[1\\] has it", &[]),
        ("\\begin{align}\na &= b\n\\end{align}", &["\\begin{align}\na &= b\n\\end{align}"]),
        ("> \\begin{a}\n> x\n> \\end{a}", &["\\begin{a}\nx\n\\end{a}"]),
        ("    \\begin{a}\n    \\end{a}", &[]),
    ] {
        assert_eq!(formulas(text, meant), expected, "{text}");
    }
    for (text, expected) in MATHS {
        assert_eq!(formulas(text, meant), *expected, "{text}");
    }
    for text in PROSE.iter().filter(|text| !text.contains("\\(")) {
        assert_eq!(formulas(text, meant), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn words_stay_as_they_were_written() {
    for text in PROSE {
        let mut sources = Sources::default();
        let file = sources.add("a.md", *text);
        let read = normalise(Mapped::verbatim(text, file, 0), MathDelimiters::Both.into());
        let words = |text: &str| -> String {
            let events =
                Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
                    Event::Text(words)
                    | Event::Code(words)
                    | Event::Html(words)
                    | Event::InlineHtml(words) => Some(words),
                    _ => None,
                });
            events.map(CowStr::into_string).collect()
        };
        assert_eq!(words(read.text()), words(text), "{text}");
    }
}

#[test]
fn only_the_signs_that_are_asked_for_count() {
    let text = "$a$ \\(b^2\\) $$c$$ $`d`$\n\n```math\ne\n```\n\n\\\\(f\\\\)";
    let all = |forms| formulas(text, forms);
    assert_eq!(all(MathDelimiters::Both), ["a", "b^2", "c", "d", "e", "f"]);
    assert_eq!(all(MathDelimiters::Dollars), ["a", "c", "d", "e"]);
    assert_eq!(all(MathDelimiters::Brackets), ["b^2", "c", "e", "f"]);
}

/// Signs by the hundred thousand, which take minutes where each looks through all the others.
#[test]
fn time_grows_as_the_length() {
    for part in ["$", "$a ", "$$a ", "{$a", "\\(a ", "\\(^", "$$\n", "\\[\n", "$`a`", "($a) "] {
        let read = |times| formulas(&part.repeat(times), MathDelimiters::Both);
        assert_linear(part, 6_000, |times| _ = read(times));
    }
}
