//! Faults of introductions.

use snapbox::str;

use super::{SITE, Site, check, check_edit, says};

#[test]
fn names_and_facts() {
    check(
        "content/countries/azerbaijan.md",
        "Text.\n",
        1,
        str![[r#"
error[unknown-country]: `azerbaijan` is not the code of a country or entity
 --> content/countries/azerbaijan.md
 |
 = help: name the file after a code in lower case: `az.md`

1 error
"#]],
    );
    check(
        "content/topics/defense.md",
        "Text.\n",
        1,
        str![[r#"
error[unknown-topic]: `defense` is not a topic
 --> content/topics/defense.md
 |
 = help: did you mean `defence`?

1 error
"#]],
    );
    check(
        "content/relations/az-pk.md",
        "---\nfacts:\n  - {label: L, source: x}\n---\n",
        1,
        str![[r#"
error[missing-field]: facts has no `value`
 --> content/relations/az-pk.md:3:5
  |
3 |   - {label: L, source: x}
  |     ^^^^^^
  |
  = help: write the fact: `value: Baku, Islamabad`

error[bad-url]: `source` is not a web address
 --> content/relations/az-pk.md:3:24
  |
3 |   - {label: L, source: x}
  |                        ^
  |
  = help: write it whole, with `https://`

2 errors
"#]],
    );
}

#[test]
fn names_of_files() {
    check(
        "content/relations/az.md",
        "",
        1,
        str![[r#"
error[unknown-country]: `az` is not a pair of codes
 --> content/relations/az.md
 |
 = help: name the file after two codes: `az-pk.md`

1 error
"#]],
    );
    check(
        "content/relations/az-az.md",
        "",
        1,
        str![[r#"
error[unknown-country]: `az-az` is not a pair of codes
 --> content/relations/az-az.md
 |
 = help: name the file after two codes: `az-pk.md`

1 error
"#]],
    );
    check(
        "content/relations/az-qq.md",
        "",
        1,
        str![[r#"
error[unknown-country]: `az-qq` is not a pair of codes
 --> content/relations/az-qq.md
 |
 = help: name the file after two codes: `az-pk.md`

1 error
"#]],
    );
    check(
        "content/countries/az.turkish!.md",
        "",
        1,
        str![[r#"
error[unknown-language]: `turkish!` is not a language tag
 --> content/countries/az.turkish!.md
 |
 = help: name the file like `az.md` or `az.tr.md`

1 error
"#]],
    );
    check(
        "content/topics/weather.md",
        "",
        1,
        str![[r#"
error[unknown-topic]: `weather` is not a topic
 --> content/topics/weather.md
 |
 = help: declare the topic in site.toml, or rename the file

1 error
"#]],
    );
}

#[test]
fn facts() {
    check(
        "content/about.md",
        "---\nfacts:\n  - {value: V, sauce: x}\n  - Baku\nfact: []\n---\n",
        1,
        str![[r#"
error[missing-field]: facts has no `label`
 --> content/about.md:3:5
  |
3 |   - {value: V, sauce: x}
  |     ^^^^^^
  |
  = help: write what the fact is of: `label: Embassies`

error[unknown-key]: facts has no key `sauce`
 --> content/about.md:3:16
  |
3 |   - {value: V, sauce: x}
  |                ^^^^^
  |
  = help: known here are: label, source, value

error[wrong-type]: `facts` must be a list of keys with values, not a text
 --> content/about.md:4:5
  |
4 |   - Baku
  |     ^^^^
  |
  = help: write `- key: value`

error[unknown-key]: the front matter has no key `fact`
 --> content/about.md:5:1
  |
5 | fact: []
  | ^^^^
  |
  = help: did you mean `facts`?

4 errors
"#]],
    );
    check(
        "content/about.md",
        "---\nfacts: Baku\n---\n",
        1,
        str![[r#"
error[wrong-type]: `facts` must be a list, not a text
 --> content/about.md:2:8
  |
2 | facts: Baku
  |        ^^^^
  |
  = help: begin each item with `- `

1 error
"#]],
    );
    check(
        "content/about.md",
        "---\nfacts: [\n---\n",
        1,
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: did not find expected node content
 --> content/about.md:3:1
  |
3 | ---
  | ^^^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
    check(
        "content/about.md",
        "---\nText.\n",
        1,
        str![[r#"
error[unclosed-front-matter]: the front matter is not closed
 --> content/about.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: write a line `---` between the front matter and the text

1 error
"#]],
    );
}

#[test]
fn two_of_one_index() {
    check_edit(
        |site| {
            site.write("content/relations/az-pk.md", b"One.\n");
            site.write("content/relations/pk-az.md", b"Two.\n");
        },
        1,
        str![[r#"
error[duplicate-address]: content/relations/az-pk.md introduces the same index
 --> content/relations/pk-az.md
 |
 = help: delete one of the two files

1 error
"#]],
    );
}

#[test]
fn one_of_an_outlet_that_nobody_names_is_a_warning() {
    let site = Site::new().file("content/outlets/lake-post.md", "Text.\n");
    let outcome = site.run(&["build"]);
    assert_eq!(outcome.code, 0);
    let said = outcome.stderr.split_inclusive('\n').filter(|line| !line.contains(" pages: ")).collect();
    says(
        &site,
        &super::Outcome { stderr: said, ..outcome },
        0,
        str![[r#"
warning[unknown-outlet]: no article is from an outlet `lake-post`
 --> content/outlets/lake-post.md
 |
 = help: name the file after the last part of the outlet's address

1 warning
"#]],
    );
    assert_eq!(site.run(&["build", "--quiet"]).stderr, "");
}

/// What a build says that publishes all the same.
#[track_caller]
fn warns(files: &[(&str, &str)], config: &str, expected: snapbox::data::Inline) {
    let mut site = Site::new().file("site.toml", &format!("{SITE}{config}")).article("content/2021/12/good.md", "", "");
    for (path, text) in files {
        site = site.file(path, text);
    }
    let mut outcome = site.build();
    let warnings = outcome.stderr.rfind(" article").map(|at| outcome.stderr[..at].rfind('\n').unwrap());
    outcome.stderr.truncate(warnings.unwrap());
    says(&site, &outcome, 0, expected);
}

#[test]
fn of_what_has_no_article() {
    let files = [
        ("content/countries/de.md", "x"),
        ("content/relations/de-fr.md", "x"),
        ("content/outlets/post.md", "x"),
        ("content/countries/az.md", "x"),
    ];
    warns(
        &files,
        "",
        str![[r#"
warning[unshown]: nothing shows this introduction: no published article has the country DE
 --> content/countries/de.md
 |
 = help: it is shown once there is one; or delete the file

warning[unknown-outlet]: no article is from an outlet `post`
 --> content/outlets/post.md
 |
 = help: name the file after the last part of the outlet's address

warning[unshown]: nothing shows this introduction: no published article has the relation DE-FR
 --> content/relations/de-fr.md
 |
 = help: it is shown once there is one; or delete the file

3 warnings
"#]],
    );
}

#[test]
fn in_a_language_that_no_page_has() {
    let files =
        [("content/countries/az.en.md", "x"), ("content/about.de.md", "x"), ("content/topics/trade.trr.md", "x")];
    warns(
        &files,
        "[languages.tr]\n",
        str![[r#"
warning[unshown]: nothing shows this introduction: `de` is no language of the site
 --> content/about.de.md
 |
 = help: declare `[languages.de]` in site.toml, or delete the file

warning[unshown]: nothing shows this introduction: `en` is the site's default language
 --> content/countries/az.en.md
 |
 = help: name the file `az.md`

warning[unshown]: nothing shows this introduction: `trr` is no language of the site
 --> content/topics/trade.trr.md
 |
 = help: did you mean `tr`?

3 warnings
"#]],
    );
}

#[test]
fn of_a_country_whose_article_is_refused() {
    let site = Site::new()
        .file("content/a.md", "---\ntitle: T\ndate: x\ncountries: [DE]\n---\n")
        .file("content/countries/de.md", "x");
    assert!(!site.build().stderr.contains("unshown"));
}

#[test]
fn html_that_hides_the_rest_of_a_text() {
    let article = "---\ntitle: T\ndate: 2021-12-05\ncountries: [AZ, PK]\n---\n\nSeen.\n\n<style>\np { }\n\nUnseen.\n";
    let files = [("content/2021/12/t.md", article), ("content/countries/az.md", "Seen.\n\n<!-- unseen.\n")];
    warns(
        &files,
        "",
        str![[r#"
warning[unclosed-html]: `<style>` is not closed: no page shows what follows
 --> content/2021/12/t.md:9:1
  |
9 | <style>
  | ^^^^^^
  |
  = help: write `</style>` where it ends; or `\<` if you mean the sign

warning[unclosed-html]: `<!--` is not closed: no page shows what follows
 --> content/countries/az.md:3:1
  |
3 | <!-- unseen.
  | ^^^^
  |
  = help: write `-->` where it ends; or `\<` if you mean the sign

2 warnings
"#]],
    );
}

#[test]
fn html_that_is_no_html_of_a_page() {
    let article = "---\ntitle: T\ndate: 2021-12-05\ncountries: [AZ, PK]\n---\nSeen <svg><text>unseen</text></svg>.\n";
    let files = [("content/2021/12/t.md", article)];
    warns(
        &files,
        "",
        str![[r#"
warning[hidden-html]: `<svg>` is not shown, nor are its words: not on paper, nor on pages but with trusted HTML
 --> content/2021/12/t.md:6:6
  |
6 | Seen <svg><text>unseen</text></svg>.
  |      ^^^^
  |
  = help: put the drawing into a file beside the article and show it as a picture, `![words](drawing.svg)`

1 warning
"#]],
    );
}
