//! Keys that other tools read: nobody has to be told that they say nothing here.

use crate::yaml::{Node, Scalar, ScalarKind, Value};

/// Whether a key belongs to a well-known tool.
pub(super) fn is_of_a_tool(key: &str) -> bool {
    keys().any(|known| known == key)
}

/// The keys of all tools.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    TOOLS.iter().flat_map(|(_, keys)| keys.split_whitespace())
}

/// Whether a tool reads a key with this value. `toc` says yes or no to a list of contents, how deep
/// it goes, or settings of it; another word says nothing to any tool.
pub(super) fn is_read(key: &str, value: &Node) -> bool {
    let switch = |text: &str| ["yes", "no", "on", "off", "auto"].contains(&text);
    let odd = match &value.value {
        Value::Scalar(Scalar { text, kind: ScalarKind::Text }) => !switch(&text.to_lowercase()),
        _ => false,
    };
    is_of_a_tool(key) && !(key == "toc" && odd)
}

/// The keys of each tool by the page that lists them, beside those that Recto reads itself. Those of
/// its usual themes and plugins stand with them; with those of `VitePress` stand `VuePress`', from
/// which it comes, and with those of Pandoc those of Quarto and R Markdown, which hand theirs to it.
const TOOLS: [(&str, &str); 9] = [
    (
        "https://gohugo.io/content-management/front-matter/",
        "aliases alwaysopen audio body_class bookCollapseSection bookComments bookFlatSection \
         bookHidden bookHref bookIcon bookSearchExclude bookToc categories chapter comments \
         contributors cover disableToc editPost featured_image hiddenInHomeList hide_feedback \
         hide_summary hideMeta hideSummary icon identifier image images isCJKLanguage katex \
         lastmod layout lead linkTitle linktitle manualLink markup math mathjax menu menuPost \
         menuPre menus menuTitle mermaid modified no_list ordersectionsby outputs params post \
         pre resources searchHidden series showDate ShowToc showToc simple_list sitemap slug \
         summary taxonomies thumbnail toc toc_hide toc_root TocOpen translationKey type url \
         videos",
    ),
    (
        "https://jekyllrb.com/docs/front-matter/",
        "author_profile categories child_nav_order classes collection comments cover-img \
         entries_layout excerpt excerpt_separator feature_row gallery gh-badge gh-repo \
         grand_parent has_children has_toc header image img_path intro last_modified_at \
         layout lightbox math media_subpath mermaid nav_fold order permalink pin read_time \
         readtime redirect_from redirect_to ref related render_with_liquid search \
         search_exclude share share-img show_date sitemap sort_by sort_order subtitle tag \
         tagline thumbnail-img toc toc_icon toc_label toc_sticky",
    ),
    (
        "https://squidfunk.github.io/mkdocs-material/reference/",
        "comments created exclude glightbox hide icon ignore_macros links pin readtime \
         render_macros revision_date search slug social source status subtitle template",
    ),
    (
        "https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs",
        "author_image_url author_title author_url authorImageURL authorTitle authorURL \
         breadcrumbs custom_edit_url displayed_sidebar format hide_table_of_contents \
         hide_title id image last_update mdx original_id pagination_label pagination_next \
         pagination_prev parse_number_prefixes sidebar_class_name sidebar_custom_props \
         sidebar_key sidebar_label slug title_meta toc_max_heading_level \
         toc_min_heading_level wrapperClassName",
    ),
    (
        "https://vitepress.dev/reference/frontmatter-config",
        "actionLink actions actionText article aside breadcrumb canonicalUrl contributors \
         editLink features footer head hero heroImage heroText home index isHome lastUpdated \
         layout meta navbar next order outline pageClass pageInfo permalink prev shortTitle \
         sidebarDepth star sticky tagline timeline titleTemplate",
    ),
    (
        "https://starlight.astro.build/reference/frontmatter/",
        "banner editUrl head hero heroImage lastUpdated layout next pagefind prev setup slug \
         tableOfContents template updatedDate",
    ),
    (
        "https://help.obsidian.md/properties",
        "alias aliases banner banner_x banner_y cover cssClass cssclass cssclasses dg-home \
         dg-publish excalidraw-plugin image kanban-plugin obsidianEditingMode obsidianUIMode \
         permalink",
    ),
    (
        "https://gitbook.com/docs/creating-content/formatting",
        "cover coverHeight coverY icon if layout metaLinks noIndex noRobotsIndex vars",
    ),
    (
        "https://pandoc.org/MANUAL.html#variables",
        "abstract abstract-title appendix aspectratio beamerarticle belongs-to-collection \
         biblio-style bibliography book citation-style citecolor classoption code-fold \
         colorlinks colortheme contributor cover-image creator crossref csl css dir \
         documentclass editor engine execute filters fontfamily fontsize fonttheme \
         footer-left footer-right footnotes-pretty format freeze geometry header-includes \
         header-left header-right highlight-style html-math-method identifier include-after \
         include-before indent institute jupyter knit linestretch link-bibliography \
         link-citations linkcolor listing listings lof logo-width lot mainfont \
         mainfontoptions margin-bottom margin-left margin-right margin-top mathfont maxwidth \
         monofont nocite number-depth number-sections numbersections output output-file \
         page-progression-direction pagestyle papersize params pdf-engine publisher \
         reference-section-title references revealjs-url rights runtime sansfont secnumdepth \
         site slide-level standalone stylesheet subject subtitle suppress-bibliography \
         table-use-row-colors template thanks title-block-banner title-prefix titlegraphic \
         titlepage titlepage-background titlepage-color titlepage-logo titlepage-rule-color \
         titlepage-rule-height titlepage-text-color toc toc-depth toc-own-page toc-title \
         toccolor transition type urlcolor vignette",
    ),
];
