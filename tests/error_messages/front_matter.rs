//! Faults of front matter.

use snapbox::str;

use super::{ARTICLE, check, check_bytes, check_front};

#[test]
fn unknown_key() {
    check_front(
        "contries: [TR]",
        str![[r#"
error[unknown-key]: the front matter has no key `contries`
 --> content/a.md:5:1
  |
5 | contries: [TR]
  | ^^^^^^^^
  |
  = help: did you mean `countries`?

1 error
"#]],
    );
    check_front(
        "source: {outlet: O, link: x}",
        str![[r#"
error[unknown-key]: `source` has no key `link`
 --> content/a.md:5:21
  |
5 | source: {outlet: O, link: x}
  |                     ^^^^
  |
  = help: known here are: accessed, archived, author, original, outlet, sha256, url

1 error
"#]],
    );
}

#[test]
fn unknown_country() {
    check(
        "content/a.md",
        "---\ntitle: T\ndate: 2021-12-02\ncountries: [Turkey, pk, QQ]\n---\n",
        1,
        str![[r#"
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

3 errors
"#]],
    );
}

#[test]
fn unknown_topic() {
    check_front(
        "topics: [defense, Trade, weather]",
        str![[r#"
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

3 errors
"#]],
    );
}

#[test]
fn impossible_date() {
    check(
        "content/a.md",
        "---\ntitle: T\ndate: 2021-02-31\ncountries: [AZ]\nevent: {date: 2021-2-3}\n---\n",
        1,
        str![[r#"
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

2 errors
"#]],
    );
}

#[test]
fn missing_fields() {
    check(
        "content/a.md",
        "---\nlang: en\n---\n",
        1,
        str![[r#"
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

3 errors
"#]],
    );
}

#[test]
fn wrong_type() {
    check(
        "content/a.md",
        "---\ntitle: 1984\ndate: 2021\ncountries: AZ\ndraft: maybe\nsource: AzerNews\n---\n",
        1,
        str![[r#"
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
  = help: write `true` or `false`

error[wrong-type]: `source` must be keys with values, not a text
 --> content/a.md:6:9
  |
6 | source: AzerNews
  |         ^^^^^^^^
  |
  = help: write the keys below it, one a line

4 errors
"#]],
    );
}

#[test]
fn duplicate_key() {
    check_front(
        "title: Again",
        str![[r#"
error[duplicate-key]: the key `title` stands twice
 --> content/a.md:5:1
  |
5 | title: Again
  | ^^^^^
  |
  = help: keep one of the two and delete the other

1 error
"#]],
    );
}

#[test]
fn unclosed_front_matter() {
    check(
        "content/a.md",
        "---\ntitle: T\n\nText.\n",
        1,
        str![[r#"
error[unclosed-front-matter]: the front matter is not closed
 --> content/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: write a line `---` between the front matter and the text

1 error
"#]],
    );
    check(
        "content/a.md",
        "Text.\n",
        1,
        str![[r#"
error[missing-front-matter]: the article has no front matter
 --> content/a.md:1:1
  |
1 | Text.
  | ^^^^^
  |
  = help: begin the file with a line `---`, keys such as `title:` and `date:`, and a line `---`

1 error
"#]],
    );
}

#[test]
fn front_matter_that_is_no_yaml() {
    check_front(
        "summary: \"a\" b",
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: did not find expected key
 --> content/a.md:5:14
  |
5 | summary: "a" b
  |              ^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
}

#[test]
fn not_utf_8() {
    check_bytes(
        "content/a.md",
        b"---\ntitle: G\xfcrcistan\n---\n",
        1,
        str![[r#"
error[not-utf-8]: the file is not UTF-8
 --> content/a.md:2:9
  |
2 | title: G�rcistan
  |         ^
  |
  = help: save it in the encoding UTF-8

1 error
"#]],
    );
}

#[test]
fn values_with_a_shape_of_their_own() {
    check_front(
        "rights: all\nlang: english!\nstory: A Story\naliases: old\nsource: {url: www.x.example}",
        str![[r#"
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

5 errors
"#]],
    );
}

#[test]
fn names_lead_to_codes_and_topics() {
    check(
        "content/a.md",
        "---\ntitle: T\ndate: 2021-12-02\ncountries: [Türkiye, Czech Republic, Pakistani]\nmentions: [Azerbaycan]\n---\n",
        1,
        str![[r#"
error[unknown-country]: `Türkiye` is not the code of a country or entity
 --> content/a.md:4:13
  |
4 | countries: [Türkiye, Czech Republic, Pakistani]
  |             ^^^^^^^
  |
  = help: did you mean `TR`?

error[unknown-country]: `Czech Republic` is not the code of a country or entity
 --> content/a.md:4:22
  |
4 | countries: [Türkiye, Czech Republic, Pakistani]
  |                      ^^^^^^^^^^^^^^
  |
  = help: did you mean `CZ`?

error[unknown-country]: `Pakistani` is not the code of a country or entity
 --> content/a.md:4:38
  |
4 | countries: [Türkiye, Czech Republic, Pakistani]
  |                                      ^^^^^^^^^
  |
  = help: did you mean `PK`?

error[unknown-country]: `Azerbaycan` is not the code of a country or entity
 --> content/a.md:5:12
  |
5 | mentions: [Azerbaycan]
  |            ^^^^^^^^^^
  |
  = help: did you mean `AZ`?

4 errors
"#]],
    );
    check_front(
        "topics: [Savunma, defence]",
        str![[r#"
error[unknown-topic]: `Savunma` is not a topic
 --> content/a.md:5:10
  |
5 | topics: [Savunma, defence]
  |          ^^^^^^^
  |
  = help: did you mean `defence`?

1 error
"#]],
    );
}

#[test]
fn a_day_before_1800() {
    check_front(
        "event: {date: 1799-12-31}",
        str![[r#"
error[bad-date]: the year of `1799-12-31` is before 1800
 --> content/a.md:5:15
  |
5 | event: {date: 1799-12-31}
  |               ^^^^^^^^^^
  |
  = help: write a day of the calendar as YYYY-MM-DD: 2021-12-02

1 error
"#]],
    );
}

#[test]
fn a_text_of_signs_that_nobody_sees_is_empty() {
    check_front(
        "summary: \"\\u00ad\\u200b \"",
        str![[r#"
error[wrong-type]: `summary` is empty
 --> content/a.md:5:10
  |
5 | summary: "\u00ad\u200b "
  |          ^^^^^^^^^^^^^^^
  |
  = help: write a text, or delete the key `summary`

1 error
"#]],
    );
}

#[test]
fn values_of_another_kind() {
    check_front(
        "summary: ''\nlang: [en]\ntopics: 5\nmentions: [1, {a: b}]\nsource: {author: yes}",
        str![[r#"
error[wrong-type]: `summary` is empty
 --> content/a.md:5:10
  |
5 | summary: ''
  |          ^^
  |
  = help: write a text, or delete the key `summary`

error[wrong-type]: `lang` must be a text, not a list
 --> content/a.md:6:7
  |
6 | lang: [en]
  |       ^^^
  |
  = help: put the value in quotes

error[wrong-type]: `topics` must be a list of texts, not the number 5
 --> content/a.md:7:9
  |
7 | topics: 5
  |         ^
  |
  = help: write `topics: [ONE, TWO]`

error[wrong-type]: `mentions` must be a list of texts, not the number 1
 --> content/a.md:8:12
  |
8 | mentions: [1, {a: b}]
  |            ^
  |
  = help: put each item in quotes

error[wrong-type]: `mentions` must be a list of texts, not keys with values
 --> content/a.md:8:15
  |
8 | mentions: [1, {a: b}]
  |               ^^
  |
  = help: put each item in quotes

5 errors
"#]],
    );
    check_front(
        "event: {date: 2021, place: 1.5}\nrights: 1\naliases: ['']\nreview: {a: b}",
        str![[r#"
error[wrong-type]: `date` must be a date, not the number 2021
 --> content/a.md:5:15
  |
5 | event: {date: 2021, place: 1.5}
  |               ^^^^
  |
  = help: write it as YYYY-MM-DD: 2021-12-02

error[wrong-type]: `place` must be a text, not the number 1.5
 --> content/a.md:5:28
  |
5 | event: {date: 2021, place: 1.5}
  |                            ^^^
  |
  = help: put the value in quotes

error[wrong-type]: `rights` must be a text, not the number 1
 --> content/a.md:6:9
  |
6 | rights: 1
  |         ^
  |
  = help: put the value in quotes

error[wrong-type]: `aliases` must be a list of texts, not an empty text
 --> content/a.md:7:11
  |
7 | aliases: ['']
  |           ^^
  |
  = help: put each item in quotes

error[wrong-type]: `review` must be a list of texts, not keys with values
 --> content/a.md:8:9
  |
8 | review: {a: b}
  |         ^^
  |
  = help: write `review: [ONE, TWO]`

5 errors
"#]],
    );
}

#[test]
fn keys_of_every_table() {
    check_front(
        "event: {dat: 2021-12-01, town: Baku}\nTitle: x\nsource: {Outlet: O}",
        str![[r#"
error[unknown-key]: `event` has no key `dat`
 --> content/a.md:5:9
  |
5 | event: {dat: 2021-12-01, town: Baku}
  |         ^^^
  |
  = help: did you mean `date`?

error[unknown-key]: `event` has no key `town`
 --> content/a.md:5:26
  |
5 | event: {dat: 2021-12-01, town: Baku}
  |                          ^^^^
  |
  = help: known here are: date, place

error[unknown-key]: the front matter has no key `Title`
 --> content/a.md:6:1
  |
6 | Title: x
  | ^^^^^
  |
  = help: did you mean `title`?

error[unknown-key]: `source` has no key `Outlet`
 --> content/a.md:7:10
  |
7 | source: {Outlet: O}
  |          ^^^^^^
  |
  = help: did you mean `outlet`?

4 errors
"#]],
    );
    check_front(
        "source: {outlet: A, outlet: B}",
        str![[r#"
error[duplicate-key]: the key `outlet` stands twice
 --> content/a.md:5:21
  |
5 | source: {outlet: A, outlet: B}
  |                     ^^^^^^
  |
  = help: keep one of the two and delete the other

1 error
"#]],
    );
}

#[test]
fn addresses_of_the_web() {
    check_front(
        "source: {url: 'ftp://x.example/', archived: 'https://', accessed: 2021-13-01}",
        str![[r#"
error[bad-url]: `url` is not a web address
 --> content/a.md:5:15
  |
5 | source: {url: 'ftp://x.example/', archived: 'https://', accessed: 2021-13-01}
  |               ^^^^^^^^^^^^^^^^^^
  |
  = help: write it whole, with `https://`

error[bad-url]: `archived` is not a web address
 --> content/a.md:5:45
  |
5 | source: {url: 'ftp://x.example/', archived: 'https://', accessed: 2021-13-01}
  |                                             ^^^^^^^^^^
  |
  = help: write it whole, with `https://`

error[bad-date]: `2021-13-01` does not exist in the calendar
 --> content/a.md:5:67
  |
5 | source: {url: 'ftp://x.example/', archived: 'https://', accessed: 2021-13-01}
  |                                                                   ^^^^^^^^^^
  |
  = help: write a day of the calendar as YYYY-MM-DD: 2021-12-02

3 errors
"#]],
    );
}

#[test]
fn aliases() {
    check_front(
        "aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', \"/a\\nb/\", /%2e%2e/x/]",
        str![[r#"
error[bad-alias]: `/old%20page/` is not an address of this site
 --> content/a.md:5:11
  |
5 | aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', "/a\nb/", /%2e%2e/x/]
  |           ^^^^^^^^^^^^
  |
  = help: write it without escapes: `/old page/`

error[bad-alias]: `/a//b/` is not an address of this site
 --> content/a.md:5:25
  |
5 | aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', "/a\nb/", /%2e%2e/x/]
  |                         ^^^^^^
  |
  = help: write the earlier address from its first `/`: `/old/address/`

error[bad-alias]: `/../x/` is not an address of this site
 --> content/a.md:5:33
  |
5 | aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', "/a\nb/", /%2e%2e/x/]
  |                                 ^^^^^^
  |
  = help: write the earlier address from its first `/`: `/old/address/`

error[bad-alias]: `/.hidden/` is not an address of this site
 --> content/a.md:5:41
  |
5 | aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', "/a\nb/", /%2e%2e/x/]
  |                                         ^^^^^^^^^
  |
  = help: write the earlier address from its first `/`: `/old/address/`

error[bad-alias]: `/x?y` is not an address of this site
 --> content/a.md:5:52
  |
5 | aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', "/a\nb/", /%2e%2e/x/]
  |                                                    ^^^^^^
  |
  = help: write the earlier address from its first `/`: `/old/address/`

error[bad-alias]: `/a
                  b/` is not an address of this site
 --> content/a.md:5:60
  |
5 | aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', "/a\nb/", /%2e%2e/x/]
  |                                                            ^^^^^^^^
  |
  = help: write the earlier address from its first `/`: `/old/address/`

error[bad-alias]: `/%2e%2e/x/` is not an address of this site
 --> content/a.md:5:70
  |
5 | aliases: [/old%20page/, /a//b/, /../x/, /.hidden/, '/x?y', "/a\nb/", /%2e%2e/x/]
  |                                                                      ^^^^^^^^^^
  |
  = help: write the earlier address from its first `/`: `/old/address/`

7 errors
"#]],
    );
}

#[test]
fn files_without_front_matter() {
    check(
        "content/a.md",
        "",
        1,
        str![[r#"
error[missing-front-matter]: the article has no front matter
 --> content/a.md:1:1
  |
1 |
  | ^
  |
  = help: begin the file with a line `---`, keys such as `title:` and `date:`, and a line `---`

1 error
"#]],
    );
    check(
        "content/a.md",
        "---",
        1,
        str![[r#"
error[unclosed-front-matter]: the front matter is not closed
 --> content/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: write a line `---` between the front matter and the text

1 error
"#]],
    );
    check(
        "content/a.md",
        "---\n- a list\n---\n",
        1,
        str![[r#"
error[front-matter-syntax]: the front matter is not a list of keys with values
 --> content/a.md:2:1
  |
2 | - a list
  | ^^^^^^^^
  |
  = help: write one `key: value` a line between the two lines `---`

1 error
"#]],
    );
    check(
        "content/a.md",
        "---\n---\n",
        1,
        str![[r#"
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

3 errors
"#]],
    );
    check(
        "content/a.md",
        &format!("\n{ARTICLE}"),
        1,
        str![[r#"
error[missing-front-matter]: the article has no front matter
 --> content/a.md:1:1
  |
1 |
  | ^
  |
  = help: begin the file with a line `---`, keys such as `title:` and `date:`, and a line `---`

1 error
"#]],
    );
}

#[test]
fn yaml_that_is_not_plain() {
    check_front(
        "summary: !secret x",
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: summary: a tag such as `!x` has no meaning here
 --> content/a.md:5:10
  |
5 | summary: !secret x
  |          ^^^^^^^^^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
    check_front(
        "? [a, b]\n: c",
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: a key must be a text
 --> content/a.md:5:3
  |
5 | ? [a, b]
  |   ^^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
    check_front(
        "summary: *nowhere",
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: unknown anchor
 --> content/a.md:5:10
  |
5 | summary: *nowhere
  |          ^^^^^^^^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
    check_front(
        "\tsummary: x",
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: found character that cannot start any token
 --> content/a.md:5:1
  |
5 |     summary: x
  | ^^^^^^^^^^^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
}

#[test]
fn files_in_another_encoding() {
    let utf_16: Vec<u8> = ARTICLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_bytes(
        "content/a.md",
        &[b"\xff\xfe".as_slice(), &utf_16].concat(),
        1,
        str![[r#"
error[not-utf-8]: the file is not UTF-8
 --> content/a.md:1:1
  |
1 | ��-␀-␀-␀
  | ^
  |
  = help: save it in the encoding UTF-8

1 error
"#]],
    );
    check_bytes(
        "content/a.md",
        &ARTICLE.replace("T\n", "Bak\0u\n").into_bytes(),
        1,
        str![[r#"
error[control-character]: the file has a control character
 --> content/a.md:2:11
  |
2 | title: Bak␀u
  |           ^
  |
  = help: delete it; it may not be seen in an editor

1 error
"#]],
    );
}

#[test]
fn a_line_that_no_terminal_could_show_is_cut() {
    let line = format!("topics: [{}weather]", "defence, ".repeat(40));
    check_front(
        &line,
        str![[r#"
error[unknown-topic]: `weather` is not a topic
 --> content/a.md:5:370
  |
5 | ...fence, defence, defence, defence, defence, defence, defence, weather]
  |                                                                 ^^^^^^^
  |
  = help: topics of this site are: defence, trade

1 error
"#]],
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_move_nothing() {
    let text = format!("\u{feff}{}", ARTICLE.replace("[AZ, PK]", "[AZ, QQ]").replace('\n', "\r\n"));
    check(
        "content/a.md",
        &text,
        1,
        str![[r#"
error[unknown-country]: `QQ` is not the code of a country or entity
 --> content/a.md:4:17
  |
4 | countries: [AZ, QQ]
  |                 ^^
  |
  = help: write two letters of ISO 3166-1 (`AZ`), or declare `[entities.CODE]` in site.toml

1 error
"#]],
    );
}

#[test]
fn a_flag_of_another_kind() {
    check_front(
        "draft: maybe",
        str![[r#"
error[wrong-type]: `draft` must be `true` or `false`, not a text
 --> content/a.md:5:8
  |
5 | draft: maybe
  |        ^^^^^
  |
  = help: write `true` or `false`

1 error
"#]],
    );
    check_front(
        "draft: \"true\"",
        str![[r#"
error[wrong-type]: `draft` must be `true` or `false`, not a text
 --> content/a.md:5:8
  |
5 | draft: "true"
  |        ^^^^^^
  |
  = help: write it without quotes

1 error
"#]],
    );
}

#[test]
fn a_key_that_is_no_text() {
    check_front(
        "[a, b]: x",
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: a key must be a text
 --> content/a.md:5:1
  |
5 | [a, b]: x
  | ^^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
    check_front(
        "source:\n  outlet: O\n  {a: b}: x",
        str![[r#"
error[front-matter-syntax]: the front matter is not YAML: source: a key must be a text
 --> content/a.md:7:3
  |
7 |   {a: b}: x
  |   ^^
  |
  = help: put texts that contain `: `, ` #`, quotes or brackets in double quotes; indent with spaces

1 error
"#]],
    );
}
