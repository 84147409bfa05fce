//! Every message letter by letter, as the terminal shows it, and that a fault leaves the published site as it was.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic")]

mod common;

use common::{SITE, Site};

/// Builds a good site, puts in the file, and compares what the next build says.
fn check(path: &str, text: &str, code: i32, expected: &str) {
    check_bytes(path, text.as_bytes(), code, expected);
}

fn check_bytes(path: &str, bytes: &[u8], code: i32, expected: &str) {
    let site = Site::new().article("content/2021/12/good.md", "", "Good.\n");
    assert_eq!(site.build().code, 0);
    let before = site.published();
    site.write(path, bytes);
    let outcome = site.build();
    assert_eq!(outcome.stderr.trim_end(), expected.trim(), "{path}");
    assert_eq!(outcome.code, code, "{path}");
    assert_eq!(site.published(), before, "the published site changed");
}

/// An article with a line of front matter in the place of a good one.
fn check_front(front: &str, expected: &str) {
    check(
        "content/a.md",
        &format!("---\ntitle: T\ndate: 2021-12-02\ncountries: [AZ, PK]\n{front}\n---\nText.\n"),
        1,
        expected,
    );
}

fn check_config(line: &str, expected: &str) {
    let text = SITE.replacen("\n\n", &format!("\n{line}\n\n"), 1);
    check("site.toml", &text, 2, expected);
}

#[test]
fn unknown_key() {
    check_front(
        "contries: [TR]",
        "
error[unknown-key]: the front matter has no key `contries`
 --> content/a.md:5:1
  |
5 | contries: [TR]
  | ^^^^^^^^
  |
  = help: did you mean `countries`?

1 error",
    );
    check_front(
        "source: {outlet: O, link: x}",
        "
error[unknown-key]: `source` has no key `link`
 --> content/a.md:5:21
  |
5 | source: {outlet: O, link: x}
  |                     ^^^^
  |
  = help: known here are: accessed, archived, author, outlet, url

1 error",
    );
}

#[test]
fn unknown_country() {
    check(
        "content/a.md",
        "---\ntitle: T\ndate: 2021-12-02\ncountries: [Turkey, pk, QQ]\n---\n",
        1,
        "
error[unknown-country]: `Turkey` is not the code of a country or entity
 --> content/a.md:4:13
  |
4 | countries: [Turkey, pk, QQ]
  |             ^^^^^^
  |
  = help: did you mean `TR`?

error[unknown-country]: `pk` is not the code of a country or entity
 --> content/a.md:4:21
  |
4 | countries: [Turkey, pk, QQ]
  |                     ^^
  |
  = help: did you mean `PK`?

error[unknown-country]: `QQ` is not the code of a country or entity
 --> content/a.md:4:25
  |
4 | countries: [Turkey, pk, QQ]
  |                         ^^
  |
  = help: write two letters of ISO 3166-1 (`AZ`), or declare `[entities.CODE]` in site.toml

3 errors",
    );
}

#[test]
fn unknown_topic() {
    check_front(
        "topics: [defense, Trade, weather]",
        "
error[unknown-topic]: `defense` is not a topic
 --> content/a.md:5:10
  |
5 | topics: [defense, Trade, weather]
  |          ^^^^^^^
  |
  = help: did you mean `defence`?

error[unknown-topic]: `Trade` is not a topic
 --> content/a.md:5:19
  |
5 | topics: [defense, Trade, weather]
  |                   ^^^^^
  |
  = help: did you mean `trade`?

error[unknown-topic]: `weather` is not a topic
 --> content/a.md:5:26
  |
5 | topics: [defense, Trade, weather]
  |                          ^^^^^^^
  |
  = help: topics of this site are: defence, trade

3 errors",
    );
}

#[test]
fn impossible_date() {
    check(
        "content/a.md",
        "---\ntitle: T\ndate: 2021-02-31\ncountries: [AZ]\nevent: {date: 2021-2-3}\n---\n",
        1,
        "
error[bad-date]: `2021-02-31` does not exist in the calendar
 --> content/a.md:3:7
  |
3 | date: 2021-02-31
  |       ^^^^^^^^^^
  |
  = help: write a day of the calendar as YYYY-MM-DD: 2021-12-02

error[bad-date]: `2021-2-3` is not a date
 --> content/a.md:5:15
  |
5 | event: {date: 2021-2-3}
  |               ^^^^^^^^
  |
  = help: write a day of the calendar as YYYY-MM-DD: 2021-12-02

2 errors",
    );
}

#[test]
fn missing_fields() {
    check(
        "content/a.md",
        "---\nlang: en\n---\n",
        1,
        "
error[missing-field]: the front matter has no `countries`
 --> content/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add a line `countries: [AZ, PK]` with the codes of the parties

error[missing-field]: the front matter has no `date`
 --> content/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add a line `date: 2021-12-02`, the day on which it was published

error[missing-field]: the front matter has no `title`
 --> content/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add a line `title: …`

3 errors",
    );
}

#[test]
fn wrong_type() {
    check(
        "content/a.md",
        "---\ntitle: 1984\ndate: 2021\ncountries: AZ\ndraft: maybe\nsource: AzerNews\n---\n",
        1,
        "
error[wrong-type]: `title` must be a text, not the number 1984
 --> content/a.md:2:8
  |
2 | title: 1984
  |        ^^^^
  |
  = help: put the value in quotes

error[wrong-type]: `date` must be a date, not the number 2021
 --> content/a.md:3:7
  |
3 | date: 2021
  |       ^^^^
  |
  = help: write it as YYYY-MM-DD: 2021-12-02

error[wrong-type]: `draft` must be `true` or `false`, not a text
 --> content/a.md:5:8
  |
5 | draft: maybe
  |        ^^^^^
  |
  = help: write it without quotes

error[wrong-type]: `source` must be keys with values, not a text
 --> content/a.md:6:9
  |
6 | source: AzerNews
  |         ^^^^^^^^
  |
  = help: write the keys below it, one a line

4 errors",
    );
}

#[test]
fn duplicate_key() {
    check_front(
        "title: Again",
        "
error[duplicate-key]: the key `title` stands twice
 --> content/a.md:5:1
  |
5 | title: Again
  | ^^^^^
  |
  = help: keep one of the two and delete the other

1 error",
    );
}

#[test]
fn duplicate_address() {
    check(
        "content/2021/other/good.md",
        "---\ntitle: T\ndate: 2021-12-05\ncountries: [AZ, PK]\n---\n",
        1,
        "
error[duplicate-address]: content/2021/12/good.md has the address /articles/2021/12/good/ too
 --> content/2021/other/good.md
 |
 = help: rename one of the two files

1 error",
    );
}

#[test]
fn unclosed_front_matter() {
    check(
        "content/a.md",
        "---\ntitle: T\n\nText.\n",
        1,
        "
error[unclosed-front-matter]: the front matter is not closed
 --> content/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: write a line `---` between the front matter and the text

1 error",
    );
    check(
        "content/a.md",
        "Text.\n",
        1,
        "
error[missing-front-matter]: the article has no front matter
 --> content/a.md:1:1
  |
1 | Text.
  | ^^^^^
  |
  = help: begin the file with a line `---`, keys such as `title:` and `date:`, and a line `---`

1 error",
    );
}

#[test]
fn front_matter_that_is_no_yaml() {
    check_front(
        "summary: \"a\" b",
        "
error[front-matter-syntax]: the front matter is not YAML: did not find expected key
 --> content/a.md:5:14
  |
5 | summary: \"a\" b
  |              ^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error",
    );
}

#[test]
fn not_utf_8() {
    check_bytes(
        "content/a.md",
        b"---\ntitle: G\xfcrcistan\n---\n",
        1,
        "
error[not-utf-8]: the file is not UTF-8
 --> content/a.md:2:9
  |
2 | title: G\u{fffd}rcistan
  |         ^
  |
  = help: save it in the encoding UTF-8

1 error",
    );
}

#[test]
fn other_values_of_front_matter() {
    check_front(
        "rights: all\nlang: english!\nstory: A Story\naliases: old\nsource: {url: www.x.example}",
        "
error[unknown-value]: `rights` cannot be `all`
 --> content/a.md:5:9
  |
5 | rights: all
  |         ^^^
  |
  = help: write `full` or `excerpt` or `link-only`

error[unknown-language]: `english!` is not a language tag
 --> content/a.md:6:7
  |
6 | lang: english!
  |       ^^^^^^^^
  |
  = help: write a BCP 47 tag such as `en`, `tr` or `ur`

error[bad-slug]: `A Story` is not a slug
 --> content/a.md:7:8
  |
7 | story: A Story
  |        ^^^^^^^
  |
  = help: write lower-case letters, digits and hyphens: `a-story`

error[bad-alias]: `old` is not an address of this site
 --> content/a.md:8:10
  |
8 | aliases: old
  |          ^^^
  |
  = help: write the earlier address from its first `/`: `/old/address/`

error[bad-url]: `url` is not a web address
 --> content/a.md:9:15
  |
9 | source: {url: www.x.example}
  |               ^^^^^^^^^^^^^
  |
  = help: write it whole, with `https://`

5 errors",
    );
}

#[test]
fn broken_links() {
    check_front(
        "---\n\nSee [one](2021/12/god.md) and [two](../secret.txt) and [three](javascript:x).",
        "
error[broken-link]: `2021/12/god.md` leads to no file
 --> content/a.md:7:11
  |
7 | See [one](2021/12/god.md) and [two](../secret.txt) and [three](javascript:x).
  |           ^^^^^^^^^^^^^^
  |
  = help: did you mean `content/2021/12/good.md`?

error[broken-link]: `../secret.txt` leads out of `content/`
 --> content/a.md:7:37
  |
7 | See [one](2021/12/god.md) and [two](../secret.txt) and [three](javascript:x).
  |                                     ^^^^^^^^^^^^^
  |
  = help: put the file beside the article

error[broken-link]: `javascript:x` has a scheme that no page may have
 --> content/a.md:7:64
  |
7 | See [one](2021/12/god.md) and [two](../secret.txt) and [three](javascript:x).
  |                                                                ^^^^^^^^^^^^
  |
  = help: use http, https, mailto or tel

3 errors",
    );
}

#[test]
fn introductions() {
    check(
        "content/countries/azerbaijan.md",
        "Text.\n",
        1,
        "
error[unknown-country]: `azerbaijan` is not the code of a country or entity
 --> content/countries/azerbaijan.md
 |
 = help: name the file after a code in lower case: `az.md`

1 error",
    );
    check(
        "content/topics/defense.md",
        "Text.\n",
        1,
        "
error[unknown-topic]: `defense` is not a topic
 --> content/topics/defense.md
 |
 = help: did you mean `defence`?

1 error",
    );
    check(
        "content/relations/az-pk.md",
        "---\nfacts:\n  - {label: L, source: x}\n---\n",
        1,
        "
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

2 errors",
    );
}

#[test]
fn faults_of_all_files_come_in_one_run_sorted() {
    let site = Site::new()
        .file("content/b.md", "---\ntitle: T\ndate: x\ncountries: [AZ]\n---\n")
        .file("content/a.md", "Text.\n")
        .file("content/c.md", "---\ntitle: T\ndate: 2021-12-02\ncountries: [ZZ]\ntopcs: []\n---\n");
    let outcome = site.build();
    let places: Vec<&str> = outcome.stderr.lines().filter_map(|line| line.strip_prefix(" --> ")).collect();
    assert_eq!(places, ["content/a.md:1:1", "content/b.md:3:7", "content/c.md:4:13", "content/c.md:5:1"]);
    assert_eq!(outcome.code, 1);
    assert!(!site.path("public").exists());
}

#[test]
fn unknown_keys_of_site_toml() {
    check_config(
        "tittle = \"x\"",
        "
error[unknown-key]: site.toml has no key `tittle`
 --> site.toml:3:1
  |
3 | tittle = \"x\"
  | ^^^^^^
  |
  = help: did you mean `title`?

1 error",
    );
    check_config(
        "markdown = { smart = true }",
        "
error[unknown-key]: `markdown` has no key `smart`
 --> site.toml:3:14
  |
3 | markdown = { smart = true }
  |              ^^^^^
  |
  = help: known here are: html, smart_punctuation

1 error",
    );
    check_config(
        "outlets = { AzerNews = { hom = \"https://x.example/\" } }",
        "
error[unknown-key]: `outlets.AzerNews` has no key `hom`
 --> site.toml:3:26
  |
3 | outlets = { AzerNews = { hom = \"https://x.example/\" } }
  |                          ^^^
  |
  = help: did you mean `home`?

1 error",
    );
    check_config(
        "countries = { TR = { english = \"Turkey\", slugg = \"turkey\" } }",
        "
error[unknown-key]: `english` is not a language
 --> site.toml:3:22
  |
3 | countries = { TR = { english = \"Turkey\", slugg = \"turkey\" } }
  |                      ^^^^^^^
  |
  = help: write a language of the site: en

error[unknown-key]: `slugg` is not a language
 --> site.toml:3:42
  |
3 | countries = { TR = { english = \"Turkey\", slugg = \"turkey\" } }
  |                                          ^^^^^
  |
  = help: did you mean `slug`?

2 errors",
    );
}

#[test]
fn values_of_site_toml() {
    check_config(
        "page_size = 0",
        "
error[wrong-type]: `page_size` must be a whole number from 1 to 1000, not the number 0
 --> site.toml:3:13
  |
3 | page_size = 0
  |             ^
  |
  = help: choose a number in that range

1 error",
    );
    check_config(
        "time_zone = \"Baku\"",
        "
error[unknown-time-zone]: `Baku` is not a time zone
 --> site.toml:3:13
  |
3 | time_zone = \"Baku\"
  |             ^^^^^^
  |
  = help: write an IANA name such as `Europe/Istanbul` or `UTC`

1 error",
    );
    check_config(
        "language = \"de\"",
        "
error[no-locale]: there are no words for the language `de`
 --> site.toml
 |
 = help: write templates/locale/de.toml after the English one; languages that are there: en, tr

1 error",
    );
    check_config(
        "entities = { TR = { en = \"x\" } }\ncountries = { EU = { en = \"x\" } }",
        "
error[unknown-country]: `TR` is a country of ISO 3166-1
 --> site.toml:3:14
  |
3 | entities = { TR = { en = \"x\" } }
  |              ^^
  |
  = help: write `[countries.TR]`, or choose another code

error[unknown-country]: `EU` is not a code of ISO 3166-1
 --> site.toml:4:15
  |
4 | countries = { EU = { en = \"x\" } }
  |               ^^
  |
  = help: declare a house's own entity as `[entities.EU]`

2 errors",
    );
    check(
        "site.toml",
        "title = \"x\"\nbase_url = \"example.org\"\n",
        2,
        "
error[bad-url]: `base_url` is not an address: relative URL without a base
 --> site.toml:2:12
  |
2 | base_url = \"example.org\"
  |            ^^^^^^^^^^^^^
  |
  = help: write it whole: `https://example.org/digest/`

1 error",
    );
    check(
        "site.toml",
        "title = \"x\n",
        2,
        "
error[config-syntax]: not TOML: invalid basic string, expected `\"`
 --> site.toml:1:11
  |
1 | title = \"x
  |           ^
  |
  = help: texts stand in double quotes, tables in square brackets; see https://toml.io

1 error",
    );
}

#[test]
fn templates() {
    check(
        "templates/404.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.titel }}{% endblock main %}\n",
        2,
        "
error[template]: Field `titel` is not defined. Available fields: alternates, canonical, description, direction, feeds, \
         indexed, kind, number, title, url
 --> templates/404.html:2:25
  |
2 | {% block main %}{{ page.titel }}{% endblock main %}
  |                         ^^^^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error",
    );
    check(
        "templates/404.html",
        "{% if %}",
        2,
        "
error[template]: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
 --> templates/404.html:1:7
  |
1 | {% if %}
  |       ^^
  |
  = help: what a template may use is listed in docs/templates.md

1 error",
    );
}

#[test]
fn usage() {
    let site = Site::empty();
    let outcome = site.command(&["build"]);
    let outcome = common::Finish::finish(outcome);
    assert_eq!(
        outcome.stderr.trim_end(),
        "error[no-site]: there is no site.toml here\n  |\n  = help: go to a digest's folder or name it with `--root DIR`; a \
         digest is a `site.toml` beside the folders content, static, templates\n\n1 error"
            .replace("\n  |\n  =", "\n |\n =")
    );
    assert_eq!(outcome.code, 2);
    let site = Site::new();
    assert_eq!(site.run(&["build", "--nonsense"]).code, 2);
    let outcome = site.run(&["build", "--out", "content/x"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("its files would be inputs of the next build"), "{}", outcome.stderr);
    let outcome = site.run(&["build", "--out", "."]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("it holds the digest itself"), "{}", outcome.stderr);
    let outcome = site.run(&["build", "--base-url", "nowhere"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("`--base-url` is not an address"), "{}", outcome.stderr);
}

#[test]
fn a_link_to_a_refused_file_is_no_fault_of_its_own() {
    let site = Site::new()
        .article("content/good.md", "", "See [it](bad.md).\n")
        .file("content/bad.md", "---\ntitle: T\ndate: 2021-12-02\ncountries: [ZZ]\n---\n");
    let outcome = site.build();
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.ends_with("1 error\n"), "{}", outcome.stderr);
}
