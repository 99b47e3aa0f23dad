use super::kinds::KINDS;
use crate::diag::Code;
use crate::files::MemoryFiles;
use crate::source::Selection;
use crate::{Request, Session};

/// What is said of a page: the sign of each kind, with the words at its first place.
fn told(page: &str) -> Vec<(String, String)> {
    let files = MemoryFiles::new().with("page.md", format!("# Page\n\n{page}\n"));
    let checked = Session::new(&files).check(&[Request::from(Selection::Folder)]);
    let leftovers = checked.diagnostics.iter().filter(|it| it.code == Code::LeftoverMarkup);
    let told = leftovers.map(|it| {
        let sign = it.message.strip_prefix('`').and_then(|rest| rest.split_once("`, "));
        let place = it.span.map_or("", |span| checked.sources.excerpt(span));
        (sign.unwrap().0.to_owned(), place.to_owned())
    });
    told.collect()
}

/// For each kind, in the order of the table: its sign, a page with it, the place that is reported, and
/// pages that look like it and mean what they say.
const EXAMPLES: &[(&str, &str, &str, &[&str])] = &[
    ("![[…]]", "See ![[pump.png|100]].", "![[pump.png|100]]", &["Wow![[ no ]]", "`![[x.png]]`"]),
    (
        "[[…]]",
        "See [[Pump#Care|the *nice* pump]].",
        "[[Pump#Care|the *nice* pump]]",
        &[
            "Arrays: [[1, 2], [3, 4]], a[[x]], [[1]].",
            "[[mounts]]\nsource = 1",
            "[[mounts]] # last\nsource = 1",
            "[[cascade]]\n[cascade.target]\nkind = 2",
            "In a shell, [[ -f x ]] asks.",
            r"Meant so: \[[Pump]].",
            "[[Pump]](pump.png)",
            "```\n[[Pump]]\n```",
        ],
    ),
    (
        "[…][…]",
        "See [the *nice* pump][care].",
        "[the *nice* pump]",
        &[
            "See [the pump][care].\n\n[care]: https://a.example/",
            "In rows[index][column], `[words][id]`, as [1][2] say, or [x][y].",
            "```\n[words][id]\n```",
            r"Meant so: \[words][id].",
            "Words[^note][also]\n\n[^note]: x",
        ],
    ),
    (
        "{% … %}",
        "Then {% if true %}this{% endif %}.",
        "{% if true %}",
        &["Up to {%5%}.", "`{% if %}`", r"\{% if %}"],
    ),
    (
        "{{ … }}",
        "For {{ company }}.",
        "{{ company }}",
        &["Set ${{ secrets.KEY }}.", "Sets {{}} and {{ {1} }}.", r"Write \{{ name }}."],
    ),
    (
        "--8<--",
        "--8<-- \"common.md\"",
        "--8<-- \"common.md\"",
        &["It is 8<--9.", "A line -- 8 -- of it.", "`--8<-- \"x\"`"],
    ),
    (
        "%%…%%",
        "Words %% not yet %% here.",
        "%% not yet %%",
        &["Sure, 100%% and 50%% of it.", "Write %%d and %%s."],
    ),
    ("%%…%%", "%%\n\nNot yet.", "%%", &["```\n%%\n```", r"\%%"]),
    (
        "{/*…*/}",
        "Words {/* not yet */} here.",
        "{/* not yet */}",
        &["`{/* code */}`", r"\{/* meant */}", "{{/* another's */}}"],
    ),
    (
        "{#…#}",
        "Words {# not yet #} here.",
        "{# not yet #}",
        &["## Head {#id}", "Colours {#fff} and {#000}", "{{# x #}}", "`{# x #}`", r"\{# so #}"],
    ),
    (
        "::: name.of.code",
        "::: package.module.Name",
        "::: package.module.Name",
        &["::: note", "`::: a.b`", "A::b.c"],
    ),
    (
        "/// …",
        "/// note | Title",
        "/// note | Title",
        &["//// a | b | c", "`/// note`", "A path /// here", "/// Says what it does."],
    ),
    (
        ":::",
        "## Head\n\n:::{.note .x y}",
        ":::{.note .x y}",
        &["A paragraph.\n\\:::", "std::vector and ::: within", "A::B", r"\::: so"],
    ),
    ("!!!", "!!!note", "!!!note", &["!!! Attention !!!", "Hey!!!", "!!!nothing", r"\!!!note"]),
    ("???", "???note", "???note", &["??? what", "???", "Really???"]),
    ("===", "| A |\n|---|\n| === \"Tab\" |", "=== \"Tab\"", &["x === \"y\"", "===", "=== y"]),
    ("@tab", "@tab Linux", "@tab Linux", &["@table is here", "Ask @tab."]),
    ("<<<", "<<< @/snippets/x.js", "<<< @/snippets/x.js", &["<<< back", "a <<< ./b"]),
    ("<<<<<<<", "<<<<<<< HEAD", "<<<<<<< HEAD", &["a <<<<<<< b"]),
    (
        "++…++",
        "Press ++ctrl+alt+del++ or ++\"Any key\"++.",
        "++ctrl+alt+del++",
        &["C++ and D++.", "`i++` + ++j, k++", "i++ + ++j ++ k"],
    ),
    ("^^…^^", "It is ^^quite^^ so.", "^^quite^^", &["2^^10^^3", "^^", "`^^x^^`", r"\^^x^^"]),
    ("<% … %>", "For <%= name %>.", "<%= name %>", &["`<% x %>`", "<% %>", r"\<% x %>"]),
    (
        "${…}",
        "Version ${project.version} of it.",
        "${project.version}",
        &[
            "From $5 to $10, ${HOME} and `${x}`.",
            "In /opt/${name}/bin and ${{ x }}.",
            "Set \"${name}\" there.",
            r"Meant so: \${name}.",
        ],
    ),
    (
        "@startuml",
        "@startuml\nA -> B\n@enduml",
        "@startuml",
        &["```plantuml\n@startuml\nA -> B\n@enduml\n```", "Write @startuml first.", "@starting"],
    ),
    ("{++…++}", "It is {++quite++} so.", "{++quite++}", &["{++}", "`{++x++}`"]),
    ("{--…--}", "It is {--quite--} so.", "{--quite--}", &["{--}", "`{--x--}`"]),
    ("{~~…~>…~~}", "The {~~old~>new~~} one.", "{~~old~>new~~}", &["{~~old~~}"]),
    ("{>>…<<}", "So {>>is it?<<} it is.", "{>>is it?<<}", &["a >> b << c"]),
    ("{==…==}", "It is {==here==}.", "{==here==}", &["==here==", "{a == b}"]),
    ("{::…}", "A {::nomarkdown}b{:/}.", "{::nomarkdown}", &["a::b", "{a::b}"]),
    (
        "{: … }",
        "Words {:.red} go.",
        "{:.red}",
        &["A map {: 1}.", "{:}", "{: a: b}", "![A](a.png){: .wide}"],
    ),
    (
        "{.class}",
        "Words {.red #x} go.",
        "{.red #x}",
        &["Sets {.5} and {#1}.", "{a}", "${.x}", "{{#if}}", "## Head {.x}", "[a](b.md){.c}"],
    ),
    (
        "**…**",
        "请注意**重要：**请先读。",
        "**重要：**",
        &["**重要**请", "2 ** 3 ** 4", "f(**a) or g(**b)", r"请\*\*重要：\*\*请", "`**重要：**请`"],
    ),
    (
        "**…**",
        "<div>\n**Stop.** Read this.\n</div>",
        "**Stop.**",
        &["**Stop.** Read", "<div>\n\n**Stop.** Read\n\n</div>", "<p>2**3**4 and src/**/a</p>"],
    ),
    (
        "[…](…)",
        "See [the list](the list.md).",
        "](the list.md)",
        &["table[key](event.name)", "[the list](<the list.md>)", "[x](y)", "a[0](b/c)"],
    ),
    (
        "+---+---+",
        "+-----+-------+\n| a   | b     |\n+=====+=======+\n| c   | d     |",
        "+-----+-------+",
        &["+ one", "1 +--- 2", "+--+"],
    ),
    (
        "\\command{…}",
        r"See \cite{doe} there.",
        r"\cite{doe}",
        &[r"In C:\ref{x}s", r"\\begin{x}", r"$\begin{matrix}1\end{matrix}$", r"\begin"],
    ),
    (
        ":icon:",
        "Go :material-account: there.",
        ":material-account:",
        &["At 12:30:45 a:material-x:b", ":smile:", "`:material-account:`"],
    ),
    (
        ":name:",
        "Well done :tadda: all.",
        ":tadda:",
        &[":smile: and :+1:", "At 12:30:45, a:name:b", "std::name::b", r"\:name: so", "`:name:`"],
    ),
    ("*[…]: …", "*[VHF]: Very high frequency", "*[VHF]: Very high frequency", &["*[VHF] is*"]),
    (
        ": …",
        "# Head\n\n: A caption of nothing",
        ": A caption of nothing",
        &["Term\n: Meaning", "a: b"],
    ),
    (".. name::", ".. note:: Words", ".. note:: Words", &[".. and so on", "... more:: x"]),
    (":role:`…`", "See :ref:`target`.", ":ref:", &["12:30:`x`", ":smile:`x`"]),
    ("{role}`…`", "See {ref}`target`.", "{ref}", &["{{ref}`x`", "{ref} `x`"]),
    ("^[…]", "So it is^[As we know.].", "^[As we know.]", &["a^[1]", "x^[n]"]),
    (
        "[^…]",
        "Daily.[^1] Weekly.[^sunday]",
        "[^1]",
        &[
            "Letters but [^a-z].",
            "All but [^a-zA-Z0-9] or a[^ab]* here.",
            "From ^[^ab] on.",
            "Daily.[^1]\n\n[^1]: At night.",
            "`[^1]`",
            r"Meant so: \[^1].",
        ],
    ),
    ("[@…]", "As said [@doe2020, p. 3].", "[@doe2020, p. 3]", &["[@scope/name]", "[@doe](x.md)"]),
    ("^id", "A paragraph. ^para1", "A paragraph. ^para1", &["2 ^3", "a^bc", "x ^y^ z"]),
    (
        "import",
        "import A from 'a.js';",
        "import A from 'a.js';",
        &["import duties rise", "`import a from 'b'`"],
    ),
];

#[test]
fn every_kind_is_found_and_what_looks_like_it_is_not() {
    assert_eq!(
        EXAMPLES.iter().map(|it| it.0).collect::<Vec<_>>(),
        KINDS.iter().map(|kind| kind.markup.sign).collect::<Vec<_>>()
    );
    let mut faults = Vec::new();
    for (sign, page, place, meant) in EXAMPLES {
        let found = told(page);
        if !found.iter().any(|(kind, at)| kind == sign && at == place) {
            faults.push(format!("{sign} in {page:?} gives {found:?}"));
        }
        for page in *meant {
            let found = told(page);
            if found.iter().any(|(kind, _)| kind == sign) {
                faults.push(format!("{sign} is found in {page:?}: {found:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn blocks_that_would_be_no_code_are_told() {
    let page = "```dataview\nLIST\n```\n\n```{note}\nWords\n```\n\n\
                ```{r}\n1 + 1\n```\n\n```sql\nLIST\n```";
    let signs: Vec<String> = told(page).into_iter().map(|(sign, _)| sign).collect();
    assert_eq!(signs, ["dataview", "{name}"]);
}

#[test]
fn a_table_of_dashes_is_told_and_a_rule_is_not() {
    let signs = |page| told(page).into_iter().map(|(sign, _)| sign).collect::<Vec<_>>();
    assert_eq!(signs("Right   Left\n------- ------\n12      12"), ["---- ----"]);
    assert!(signs("One\n\n- - -\n\n-------\n\nTwo").is_empty());
}

#[test]
fn the_mark_of_a_footnote_is_told_wherever_it_stands() {
    for page in
        ["Words.\n\n[^x]", "[^x] words", "Words [^x] here.", "- [^x] words", "See [^x]: it is."]
    {
        assert_eq!(told(page), [("[^…]".to_owned(), "[^x]".to_owned())], "{page}");
    }
    assert_eq!(told("Die Quelle[^größe].")[0].1, "[^größe]");
    let beside = "See {{< ref \"nowhere\" >}} and [^x].";
    assert_eq!(told(beside), [("[^…]".to_owned(), "[^x]".to_owned())]);
    for page in ["[^a-z]", "[^x]\n\n[^x]: Words.", "Not [^ab]+", "[^ab]*"] {
        assert!(told(page).is_empty(), "{page}: {:?}", told(page));
    }
}

#[test]
fn a_kind_is_reported_once_for_a_pack() {
    let files = MemoryFiles::new()
        .with(
            "a.md",
            "# A\n\n[[One]] and [[Two]]\n\n<!-- recto: allow leftover-markup -->\n[[Three]]\n",
        )
        .with("b.md", "# B\n\n| [[Four]] | x |\n|---|---|\n| a | [[Five\\|5]] |\n");
    let checked = Session::new(&files).check(&[Request::from(Selection::Folder)]);
    let found = checked.diagnostics.iter().filter(|it| it.code == Code::LeftoverMarkup);
    let said: Vec<&str> = found.map(|it| &*it.message).collect();
    assert_eq!(
        said,
        [
            "`[[…]]`, a link of Obsidian and of wikis, is printed as it is written, 4 times in 2 files"
        ]
    );
}

#[test]
fn a_page_full_of_signs_takes_no_longer_than_its_length() {
    let signs: String = KINDS.iter().map(|kind| kind.markup.sign.replace('…', "x")).collect();
    for page in ["[[", "{{", "**a", "](", "{:", "[@", "^["].map(|sign| sign.repeat(20_000)) {
        told(&page);
    }
    told(&signs.repeat(500));
}
