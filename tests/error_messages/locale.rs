//! Faults of locale files.

use snapbox::str;

use super::{Site, check, check_edit, says};

#[test]
fn keys_and_kinds() {
    check(
        "templates/locale/en.toml",
        "name = 1\ncolour = \"x\"\ndirection = \"up\"\n[dates]\nmonths = [\"January\"]\nfull = 1\nlong = \"x\"\n[words]\na = \
         1\n[counts.articles]\nmuch = \"x\"\n",
        2,
        str![[r#"
error[wrong-type]: `name` must be a text, not the number 1
 --> templates/locale/en.toml:1:8
  |
1 | name = 1
  |        ^
  |
  = help: put the value in quotes

error[unknown-key]: the locale file has no key `colour`
 --> templates/locale/en.toml:2:1
  |
2 | colour = "x"
  | ^^^^^^
  |
  = help: known here are: counts, dates, direction, name, words

error[unknown-value]: `direction` cannot be `up`
 --> templates/locale/en.toml:3:13
  |
3 | direction = "up"
  |             ^^^^
  |
  = help: write `ltr` or `rtl`

error[wrong-type]: `months_short` has 0 months
 --> templates/locale/en.toml:4:2
  |
4 | [dates]
  |  ^^^^^
  |
  = help: write all twelve, January first

error[wrong-type]: `months` has 1 months
 --> templates/locale/en.toml:4:2
  |
4 | [dates]
  |  ^^^^^
  |
  = help: write all twelve, January first

error[wrong-type]: `full` must be a text, not the number 1
 --> templates/locale/en.toml:6:8
  |
6 | full = 1
  |        ^
  |
  = help: put the value in quotes

error[unknown-key]: `dates` has no key `long`
 --> templates/locale/en.toml:7:1
  |
7 | long = "x"
  | ^^^^
  |
  = help: known here are: day_and_month, full, month_and_year, months, months_short

error[wrong-type]: `a` must be a text, not the number 1
 --> templates/locale/en.toml:9:5
  |
9 | a = 1
  |     ^
  |
  = help: put the value in quotes

error[missing-field]: `articles` has no form
  --> templates/locale/en.toml:10:9
   |
10 | [counts.articles]
   |         ^^^^^^^^
   |
   = help: write at least `other = "{n} …"`

error[unknown-key]: `counts.articles` has no key `much`
  --> templates/locale/en.toml:11:1
   |
11 | much = "x"
   | ^^^^
   |
   = help: known here are: few, many, one, other, two, zero

10 errors
"#]],
    );
    check(
        "templates/locale/en.toml",
        "",
        2,
        str![[r#"
error[missing-field]: the locale file has no `dates`
 --> templates/locale/en.toml:1:1
  |
1 |
  | ^
  |
  = help: write a table `[dates]` as in the English file

error[missing-field]: the locale file has no `name`
 --> templates/locale/en.toml:1:1
  |
1 |
  | ^
  |
  = help: write the language's own name: `name = "English"`

2 errors
"#]],
    );
    check(
        "templates/locale/en.toml",
        "name = \n",
        2,
        str![[r#"
error[config-syntax]: not TOML: string values must be quoted, expected literal string
 --> templates/locale/en.toml:1:8
  |
1 | name = 
  |        ^
  |
  = help: texts stand in double quotes, tables in square brackets; see https://toml.io

1 error
"#]],
    );
}

#[test]
fn encoding() {
    check_edit(
        |site| site.write("templates/locale/en.toml", b"name = \"\xff\"\n"),
        2,
        str![[r#"
error[not-utf-8]: the file is not UTF-8
 --> templates/locale/en.toml
 |
 = help: save it in the encoding UTF-8

1 error
"#]],
    );
}

#[test]
fn a_word_that_is_missing_is_a_warning_and_english_stands_in() {
    let english = include_str!("../../templates/locale/en.toml");
    let months = english.lines().filter(|line| line.starts_with("months"));
    let months: Vec<&str> = months.collect();
    let german = format!("name = \"Deutsch\"\n[dates]\n{}\n[words]\ntimeline = \"Chronik\"\n", months.join("\n"));
    let site = Site::new()
        .file("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"de\"\n")
        .file("templates/locale/de.toml", &german);
    let outcome = site.build();
    let first = outcome.stderr.split("\n\n").next().unwrap().to_owned();
    says(
        &site,
        &super::Outcome { stderr: first, ..outcome },
        0,
        str![[r#"
warning[missing-word]: the locale file has no `about`; English stands in
 --> templates/locale/de.toml
 |
 = help: add `about` as in the English file
"#]],
    );
    assert!(site.page("timeline/index.html").contains("Chronik"));
}

#[test]
fn a_word_that_a_sites_own_file_lacks() {
    let words = include_str!("../../templates/locale/en.toml").replace("\ntimeline =", "\ntimelime =");
    let turkish = include_str!("../../templates/locale/tr.toml").replace("\nabout =", "\n# about =");
    let config = crate::SITE.replacen("\n\n", "\ndescription = \"In English.\"\n\n", 1);
    let site = Site::new()
        .file("site.toml", &format!("{config}[languages.tr]\ntitle = \"Başlık\"\n"))
        .article("content/a.md", "", "")
        .file("templates/locale/en.toml", &words)
        .file("templates/locale/tr.toml", &turkish);
    let outcome = site.build();
    let lines: Vec<&str> = outcome.stderr.lines().take_while(|line| !line.contains(" article, ")).collect();
    let outcome = crate::Outcome { stderr: lines.join("\n"), ..outcome };
    says(
        &site,
        &outcome,
        0,
        str![[r#"
warning[missing-word]: `languages.tr` has no `description`: its pages have none
  --> site.toml:12:12
   |
12 | [languages.tr]
   |            ^^
   |
   = help: write the sentence in that language

warning[missing-word]: the locale file has no `timeline`; the theme's stands in
 --> templates/locale/en.toml
 |
 = help: rename `timelime` if it is meant, or add `timeline` as in the English file

warning[missing-word]: the locale file has no `about`; the theme's stands in
 --> templates/locale/tr.toml
 |
 = help: add `about` as in the English file

warning[missing-word]: the locale file has no `timelime`; English stands in
 --> templates/locale/tr.toml
 |
 = help: add `timelime` as in the English file

4 warnings
"#]],
    );
    assert!(site.page("index.html").contains(">Timeline</a>"));
    assert!(site.page("tr/index.html").contains(">Hakkında</a>"));
    assert!(!site.page("tr/index.html").contains("In English."));
    assert!(site.page("index.html").contains("In English."));
}
