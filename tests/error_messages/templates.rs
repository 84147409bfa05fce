//! Faults of templates: they are configuration, with a place in the template.

use snapbox::str;

use super::{Outcome, Site, check, check_bytes, check_edit, says};

#[test]
fn fields_and_syntax() {
    check(
        "templates/404.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.titel }}{% endblock main %}\n",
        2,
        str![[r#"
error[template]: Field `titel` is not defined. Available fields: alternates, canonical, description, direction, feeds, indexed, kind, number, pdf, print, title, url
 --> templates/404.html:2:25
  |
2 | {% block main %}{{ page.titel }}{% endblock main %}
  |                         ^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{% if %}",
        2,
        str![[r#"
error[template]: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
 --> templates/404.html:1:7
  |
1 | {% if %}
  |       ^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
}

#[test]
fn names_that_nobody_knows() {
    check(
        "templates/404.html",
        "{{ nothing }}",
        2,
        str![[r#"
error[template]: Variable `nothing` is not defined. Available variables: lang, page, site, words
 --> templates/404.html:1:4
  |
1 | {{ nothing }}
  |    ^^^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{{ page.title | shout }}",
        2,
        str![[r#"
error[template]: Unknown filter `shout`
 --> templates/404.html:1:17
  |
1 | {{ page.title | shout }}
  |                 ^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{% if true %}\n{{ shout(a=1) }}{% endif %}",
        2,
        str![[r#"
error[template]: Unknown function `shout`
 --> templates/404.html:2:4
  |
2 | {{ shout(a=1) }}{% endif %}
  |    ^^^^^^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{{ count(of=\"dragons\", n=1) }}",
        2,
        str![[r#"
error[template]: the locale file has no count `dragons`
 --> templates/404.html:1:4
  |
1 | {{ count(of="dragons", n=1) }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{{ a | b }}\n{{ c | d }} {{<e />}}",
        2,
        str![[r#"
error[template]: Unknown filter `b`
 --> templates/404.html:1:8
  |
1 | {{ a | b }}
  |        ^
  |
  = help: what a template may use is listed in docs/templates.md

error[template]: Unknown filter `d`
 --> templates/404.html:2:8
  |
2 | {{ c | d }} {{<e />}}
  |        ^
  |
  = help: what a template may use is listed in docs/templates.md

error[template]: Unknown component `e`
 --> templates/404.html:2:15
  |
2 | {{ c | d }} {{<e />}}
  |               ^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

3 errors
"#]],
    );
    check(
        "templates/404.html",
        "{{ count(n=1) }}",
        2,
        str![[r#"
error[template]: Missing keyword argument `of`
 --> templates/404.html:1:4
  |
1 | {{ count(n=1) }}
  |    ^^^^^^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
}

#[test]
fn templates_that_need_templates() {
    check(
        "templates/404.html",
        "{% include \"nowhere.html\" %}",
        2,
        str![[r#"
error[template]: Unknown template `nowhere.html`
 --> templates/404.html:1:12
  |
1 | {% include "nowhere.html" %}
  |            ^^^^^^^^^^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{% extends \"nowhere.html\" %}",
        2,
        str![[r#"
error[template]: Template '404.html' is inheriting from 'nowhere.html', which doesn't exist or isn't loaded.
 --> templates/404.html
 |
 = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{% include \"404.html\" %}",
        2,
        str![[r#"
error[template]: Circular include detected for template '404.html'. Include chain: `["404.html", "404.html"]`
 --> templates/404.html
 |
 = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check_edit(
        |site| {
            site.write("templates/404.html", b"{% extends \"b.html\" %}");
            site.write("templates/b.html", b"{% extends \"404.html\" %}");
        },
        2,
        str![[r#"
error[template]: Circular extend detected for template '404.html'. Inheritance chain: `["b.html", "404.html"]`
 --> templates/404.html
 |
 = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
}

#[test]
fn a_fault_of_many_pages_is_said_once() {
    check(
        "templates/country.html",
        "{{ country.nmae }}",
        2,
        str![[r#"
error[template]: Field `nmae` is not defined. Available fields: code, count, name, url
 --> templates/country.html:1:12
  |
1 | {{ country.nmae }}
  |            ^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
}

#[test]
fn blocks_that_stay_open() {
    check(
        "templates/404.html",
        "{% if page %}\n\n",
        2,
        str![[r#"
error[template]: Unexpected end of input
 --> templates/404.html:3:1
  |
3 |
  | ^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
    check(
        "templates/404.html",
        "{{ \"Bakü\" }} {{ page.title",
        2,
        str![[r#"
error[template]: Unexpected end of input
 --> templates/404.html:1:27
  |
1 | {{ "Bakü" }} {{ page.title
  |                           ^
  |
  = help: what a template may use is listed in docs/templates.md

1 error
"#]],
    );
}

#[test]
fn encoding() {
    check_bytes(
        "templates/404.html",
        b"<p>\xff</p>",
        2,
        str![[r#"
error[not-utf-8]: the file is not UTF-8
 --> templates/404.html
 |
 = help: save it in the encoding UTF-8

1 error
"#]],
    );
}

#[test]
fn templates_and_words_that_nothing_uses() {
    let site = Site::new()
        .article("content/a.md", "", "")
        .file("templates/artcile.html", "x")
        .file("templates/notes.txt", "x")
        .file("templates/locale/de.toml", "x")
        .file("templates/404.html", "{% include \"parts/foot.html\" %}{{ <mine /> }}")
        .file("templates/parts/foot.html", "foot")
        .file("templates/mine.html", "{% component mine() %}mine{% endcomponent mine %}");
    let outcome = site.build();
    let lines: Vec<&str> = outcome.stderr.lines().take_while(|line| !line.contains(" article, ")).collect();
    let outcome = Outcome { stderr: lines.join("\n"), ..outcome };
    says(
        &site,
        &outcome,
        0,
        str![[r#"
warning[unused]: no page is made with this template
 --> templates/artcile.html
 |
 = help: did you mean `article.html`?

warning[unused]: no page is in this language
 --> templates/locale/de.toml
 |
 = help: declare `[languages.de]` in site.toml, or delete the file

warning[unused]: no page is made with this template
 --> templates/notes.txt
 |
 = help: include it in a template, or delete it

3 warnings
"#]],
    );
}
