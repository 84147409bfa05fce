//! Faults of `site.toml`.

use snapbox::str;

use super::{SITE, check, check_bytes, check_config};

#[test]
fn unknown_keys() {
    check_config(
        "tittle = \"x\"",
        str![[r#"
error[unknown-key]: site.toml has no key `tittle`
 --> site.toml:3:1
  |
3 | tittle = "x"
  | ^^^^^^
  |
  = help: did you mean `title`?

1 error
"#]],
    );
    check_config(
        "markdown = { smart = true }",
        str![[r#"
error[unknown-key]: `markdown` has no key `smart`
 --> site.toml:3:14
  |
3 | markdown = { smart = true }
  |              ^^^^^
  |
  = help: known here are: html, smart_punctuation

1 error
"#]],
    );
    check_config(
        "outlets = { AzerNews = { hom = \"https://x.example/\" } }",
        str![[r#"
error[unknown-key]: `outlets.AzerNews` has no key `hom`
 --> site.toml:3:26
  |
3 | outlets = { AzerNews = { hom = "https://x.example/" } }
  |                          ^^^
  |
  = help: did you mean `home`?

1 error
"#]],
    );
    check_config(
        "countries = { TR = { english = \"Turkey\", slugg = \"turkey\" } }",
        str![[r#"
error[unknown-key]: `english` is not a language
 --> site.toml:3:22
  |
3 | countries = { TR = { english = "Turkey", slugg = "turkey" } }
  |                      ^^^^^^^
  |
  = help: write a language of the site: en

error[unknown-key]: `slugg` is not a language
 --> site.toml:3:42
  |
3 | countries = { TR = { english = "Turkey", slugg = "turkey" } }
  |                                          ^^^^^
  |
  = help: did you mean `slug`?

2 errors
"#]],
    );
}

#[test]
fn values() {
    check_config(
        "page_size = 0",
        str![[r#"
error[wrong-type]: `page_size` must be a whole number from 1 to 1000, not the number 0
 --> site.toml:3:13
  |
3 | page_size = 0
  |             ^
  |
  = help: choose a number in that range

1 error
"#]],
    );
    check_config(
        "time_zone = \"Baku\"",
        str![[r#"
error[unknown-time-zone]: `Baku` is not a time zone
 --> site.toml:3:13
  |
3 | time_zone = "Baku"
  |             ^^^^^^
  |
  = help: write an IANA name such as `Europe/Istanbul` or `UTC`

1 error
"#]],
    );
    check_config(
        "language = \"de\"",
        str![[r#"
error[no-locale]: there are no words for the language `de`
 --> site.toml
 |
 = help: write templates/locale/de.toml after the English one; languages that are there: en, tr

1 error
"#]],
    );
    check_config(
        "entities = { TR = { en = \"x\" } }\ncountries = { EU = { en = \"x\" } }",
        str![[r#"
error[unknown-country]: `TR` is a country of ISO 3166-1
 --> site.toml:3:14
  |
3 | entities = { TR = { en = "x" } }
  |              ^^
  |
  = help: write `[countries.TR]`, or choose another code

error[unknown-country]: `EU` is not a code of ISO 3166-1
 --> site.toml:4:15
  |
4 | countries = { EU = { en = "x" } }
  |               ^^
  |
  = help: declare a house's own entity as `[entities.EU]`

2 errors
"#]],
    );
    check(
        "site.toml",
        "title = \"x\"\nbase_url = \"example.org\"\n",
        2,
        str![[r#"
error[bad-url]: `base_url` is not an address: relative URL without a base
 --> site.toml:2:12
  |
2 | base_url = "example.org"
  |            ^^^^^^^^^^^^^
  |
  = help: write it whole: `https://example.org/digest/`

1 error
"#]],
    );
    check(
        "site.toml",
        "title = \"x\n",
        2,
        str![[r#"
error[config-syntax]: not TOML: invalid basic string, expected `"`
 --> site.toml:1:11
  |
1 | title = "x
  |           ^
  |
  = help: texts stand in double quotes, tables in square brackets; see https://toml.io

1 error
"#]],
    );
}

#[test]
fn unknown_keys_of_every_table() {
    check_config(
        "[licence]\nname = \"CC BY 4.0\"\nurll = \"https://x.example/\"",
        str![[r#"
error[unknown-key]: `licence` has no key `urll`
 --> site.toml:5:1
  |
5 | urll = "https://x.example/"
  | ^^^^
  |
  = help: did you mean `url`?

1 error
"#]],
    );
    check_config(
        "[contact]\nname = \"E\"\nmail = \"e@x.example\"",
        str![[r#"
error[unknown-key]: `contact` has no key `mail`
 --> site.toml:5:1
  |
5 | mail = "e@x.example"
  | ^^^^
  |
  = help: did you mean `email`?

1 error
"#]],
    );
    check_config(
        "[preview]\neditr = \"x\"",
        str![[r#"
error[unknown-key]: `preview` has no key `editr`
 --> site.toml:4:1
  |
4 | editr = "x"
  | ^^^^^
  |
  = help: did you mean `editor`?

1 error
"#]],
    );
    check_config(
        "[feeds]\natm = true\nform = \"all\"",
        str![[r#"
error[unknown-key]: `feeds` has no key `atm`
 --> site.toml:4:1
  |
4 | atm = true
  | ^^^
  |
  = help: did you mean `atom`?

error[unknown-key]: `feeds` has no key `form`
 --> site.toml:5:1
  |
5 | form = "all"
  | ^^^^
  |
  = help: did you mean `for`?

2 errors
"#]],
    );
    check_config(
        "[languages.tr]\ntitel = \"x\"",
        str![[r#"
error[unknown-key]: `languages.tr` has no key `titel`
 --> site.toml:4:1
  |
4 | titel = "x"
  | ^^^^^
  |
  = help: did you mean `title`?

1 error
"#]],
    );
    check_config(
        "[entities.EU]\nen = \"EU\"\nenglish = \"x\"\n[topics.x]\nslug = \"x\"",
        str![[r#"
error[unknown-key]: `english` is not a language
 --> site.toml:5:1
  |
5 | english = "x"
  | ^^^^^^^
  |
  = help: write a language of the site: en

error[unknown-key]: `slug` is not a language
 --> site.toml:7:1
  |
7 | slug = "x"
  | ^^^^
  |
  = help: write a language of the site: en

2 errors
"#]],
    );
}

#[test]
fn what_every_site_needs() {
    check(
        "site.toml",
        "",
        2,
        str![[r#"
error[missing-field]: site.toml has no `base_url`
 --> site.toml:1:1
  |
1 |
  | ^
  |
  = help: write where the site will live: `base_url = "https://example.org/digest/"`

error[missing-field]: site.toml has no `title`
 --> site.toml:1:1
  |
1 |
  | ^
  |
  = help: write the digest's name: `title = "Caucasus Digest"`

2 errors
"#]],
    );
    check(
        "site.toml",
        "title = \"\"\nbase_url = 1\n[licence]\n[contact]\n",
        2,
        str![[r#"
error[wrong-type]: `title` is empty
 --> site.toml:1:9
  |
1 | title = ""
  |         ^^
  |
  = help: write a text, or delete the key `title`

error[wrong-type]: `base_url` must be a text, not the number 1
 --> site.toml:2:12
  |
2 | base_url = 1
  |            ^
  |
  = help: put the value in quotes

error[missing-field]: `licence` has no `name`
 --> site.toml:3:2
  |
3 | [licence]
  |  ^^^^^^^
  |
  = help: write the licence's name: `name = "CC BY 4.0"`

error[missing-field]: `contact` has no `name`
 --> site.toml:4:2
  |
4 | [contact]
  |  ^^^^^^^
  |
  = help: write who answers for the digest: `name = "The editors"`

4 errors
"#]],
    );
}

#[test]
fn values_of_another_kind() {
    check_config(
        "description = 1\npage_size = \"many\"\nexcerpt_words = 1001\nrights = true",
        str![[r#"
error[wrong-type]: `description` must be a text, not the number 1
 --> site.toml:3:15
  |
3 | description = 1
  |               ^
  |
  = help: put the value in quotes

error[wrong-type]: `page_size` must be a whole number from 1 to 1000, not a text
 --> site.toml:4:13
  |
4 | page_size = "many"
  |             ^^^^^^
  |
  = help: write a number in that range

error[wrong-type]: `excerpt_words` must be a whole number from 0 to 1000, not the number 1001
 --> site.toml:5:17
  |
5 | excerpt_words = 1001
  |                 ^^^^
  |
  = help: choose a number in that range

error[wrong-type]: `rights` must be a text, not `true`
 --> site.toml:6:10
  |
6 | rights = true
  |          ^^^^
  |
  = help: put the value in quotes

4 errors
"#]],
    );
    check_config(
        "markdown = 1\nfeeds = []\nlanguages = \"tr\"\nlicence = \"x\"",
        str![[r#"
error[wrong-type]: `markdown` must be keys with values, not the number 1
 --> site.toml:3:12
  |
3 | markdown = 1
  |            ^
  |
  = help: write the keys below it, one a line

error[wrong-type]: `feeds` must be keys with values, not a list
 --> site.toml:4:9
  |
4 | feeds = []
  |         ^^
  |
  = help: write the keys below it, one a line

error[wrong-type]: `languages` must be a table, not a text
 --> site.toml:5:13
  |
5 | languages = "tr"
  |             ^^^^
  |
  = help: write it as a table of its own

error[wrong-type]: `licence` must be keys with values, not a text
 --> site.toml:6:11
  |
6 | licence = "x"
  |           ^^^
  |
  = help: write the keys below it, one a line

4 errors
"#]],
    );
    check_config(
        "[markdown]\nsmart_punctuation = \"yes\"\nhtml = \"keep\"\n[feeds]\nfor = \"me\"\nentries = 0",
        str![[r#"
error[wrong-type]: `smart_punctuation` must be `true` or `false`, not a text
 --> site.toml:4:21
  |
4 | smart_punctuation = "yes"
  |                     ^^^^^
  |
  = help: write `true` or `false`

error[unknown-value]: `html` cannot be `keep`
 --> site.toml:5:8
  |
5 | html = "keep"
  |        ^^^^^^
  |
  = help: write `sanitise` or `trust`

error[unknown-value]: `for` cannot be `me`
 --> site.toml:7:7
  |
7 | for = "me"
  |       ^^^^
  |
  = help: write `all` or `site`

error[wrong-type]: `entries` must be a whole number from 1 to 500, not the number 0
 --> site.toml:8:11
  |
8 | entries = 0
  |           ^
  |
  = help: choose a number in that range

4 errors
"#]],
    );
    check_config(
        "[outlets.A]\nspellings = [1]\nhome = \"x\"\nrights = \"none\"\n[outlets]\nB = 1",
        str![[r#"
error[wrong-type]: `spellings` must be a list of texts, not the number 1
 --> site.toml:4:14
  |
4 | spellings = [1]
  |              ^
  |
  = help: put each item in quotes

error[bad-url]: `home` is not a web address
 --> site.toml:5:8
  |
5 | home = "x"
  |        ^^^
  |
  = help: write it whole, with `https://`

error[unknown-value]: `rights` cannot be `none`
 --> site.toml:6:10
  |
6 | rights = "none"
  |          ^^^^^^
  |
  = help: write `full` or `excerpt` or `link-only`

error[wrong-type]: `B` must be a table, not the number 1
 --> site.toml:8:5
  |
8 | B = 1
  |     ^
  |
  = help: write `[outlets.NAME]` and its keys below

4 errors
"#]],
    );
    check(
        "site.toml",
        "title = \"T\"\nbase_url = \"https://x.example/\"\n[topics]\nx = \"X\"\n",
        2,
        str![[r#"
error[wrong-type]: `x` must be a table, not a text
 --> site.toml:4:5
  |
4 | x = "X"
  |     ^^^
  |
  = help: write `[topics.NAME]` and its keys below

1 error
"#]],
    );
    check_config(
        "[countries.TR]\nen = 1\n[languages]\ntr = \"x\"",
        str![[r#"
error[wrong-type]: `en` must be a text, not the number 1
 --> site.toml:4:6
  |
4 | en = 1
  |      ^
  |
  = help: put the value in quotes

error[wrong-type]: `tr` must be a table, not a text
 --> site.toml:6:6
  |
6 | tr = "x"
  |      ^^^
  |
  = help: write `[languages.NAME]` and its keys below

2 errors
"#]],
    );
}

#[test]
fn addresses_of_the_site() {
    for (url, expected) in [
        (
            "ftp://example.org/",
            str![[r#"
error[bad-url]: `base_url` is not an address: it is no http or https address
 --> site.toml:2:12
  |
2 | base_url = "ftp://example.org/"
  |            ^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it whole: `https://example.org/digest/`

1 error
"#]],
        ),
        (
            "https://example.org/?x",
            str![[r#"
error[bad-url]: `base_url` is not an address: it has a query or a fragment
 --> site.toml:2:12
  |
2 | base_url = "https://example.org/?x"
  |            ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it whole: `https://example.org/digest/`

1 error
"#]],
        ),
        (
            "https://example.org//digest/",
            str![[r#"
error[bad-url]: `base_url` is not an address: it has two slashes in a row
 --> site.toml:2:12
  |
2 | base_url = "https://example.org//digest/"
  |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it whole: `https://example.org/digest/`

1 error
"#]],
        ),
        (
            "https://",
            str![[r#"
error[bad-url]: `base_url` is not an address: empty host
 --> site.toml:2:12
  |
2 | base_url = "https://"
  |            ^^^^^^^^^^
  |
  = help: write it whole: `https://example.org/digest/`

1 error
"#]],
        ),
    ] {
        check("site.toml", &format!("title = \"x\"\nbase_url = \"{url}\"\n"), 2, expected);
    }
}

#[test]
fn codes_and_slugs() {
    check_config(
        "[entities.eu]\nen = \"x\"\n[countries.Turkey]\nen = \"x\"",
        str![[r#"
error[unknown-country]: `eu` is not a code
 --> site.toml:3:11
  |
3 | [entities.eu]
  |           ^^
  |
  = help: a code has two to eight capital letters or digits and begins with a letter

error[unknown-country]: `Turkey` is not a code
 --> site.toml:5:12
  |
5 | [countries.Turkey]
  |            ^^^^^^
  |
  = help: a code has two to eight capital letters or digits and begins with a letter

2 errors
"#]],
    );
    check_config(
        "[countries.TR]\nslug = \"Türkiye\"\n[countries.GE]\nslug = \"\"",
        str![[r#"
error[bad-slug]: `Türkiye` cannot be part of an address
 --> site.toml:4:8
  |
4 | slug = "Türkiye"
  |        ^^^^^^^^^
  |
  = help: write `slug = "turkiye"`

error[bad-slug]: `` cannot be part of an address
 --> site.toml:6:8
  |
6 | slug = ""
  |        ^^
  |
  = help: use lower-case letters, digits and hyphens

2 errors
"#]],
    );
    check_config(
        "[topics.\"Foreign Trade\"]\nen = \"x\"\n[topics.\"!\"]\nen = \"x\"",
        str![[r#"
error[bad-slug]: `Foreign Trade` cannot be part of an address
 --> site.toml:3:9
  |
3 | [topics."Foreign Trade"]
  |         ^^^^^^^^^^^^^^^
  |
  = help: write `[topics.foreign-trade]`

error[bad-slug]: `!` cannot be part of an address
 --> site.toml:5:9
  |
5 | [topics."!"]
  |         ^^^
  |
  = help: use lower-case letters, digits and hyphens

2 errors
"#]],
    );
}

#[test]
fn outlets_that_would_share_an_address() {
    check_config(
        "[outlets.AzerNews]\n[outlets.Azernews]",
        str![[r#"
error[duplicate-key]: the outlets `AzerNews` and `Azernews` would share an address
 --> site.toml:4:10
  |
4 | [outlets.Azernews]
  |          ^^^^^^^^
  |
  = help: write one of them as a spelling of the other

1 error
"#]],
    );
}

#[test]
fn languages() {
    check_config(
        "language = \"en_GB\"",
        str![[r#"
error[unknown-language]: `en_GB` is not a language tag
 --> site.toml:3:12
  |
3 | language = "en_GB"
  |            ^^^^^^^
  |
  = help: write a BCP 47 tag such as `en`, `tr` or `pt-BR`

1 error
"#]],
    );
    check_config(
        "[languages.\"türkisch\"]",
        str![[r#"
error[unknown-language]: `türkisch` is not a language tag
 --> site.toml:3:12
  |
3 | [languages."türkisch"]
  |            ^^^^^^^^^^
  |
  = help: write a BCP 47 tag such as `en`, `tr` or `pt-BR`

1 error
"#]],
    );
    check_config(
        "[languages.de]\n[languages.fr]",
        str![[r#"
error[no-locale]: there are no words for the language `de`
 --> site.toml
 |
 = help: write templates/locale/de.toml after the English one; languages that are there: en, tr

error[no-locale]: there are no words for the language `fr`
 --> site.toml
 |
 = help: write templates/locale/fr.toml after the English one; languages that are there: en, tr

2 errors
"#]],
    );
}

#[test]
fn notation() {
    check_config(
        "description = \"a\"\ndescription = \"b\"",
        str![[r#"
error[duplicate-key]: the key `description` stands twice
 --> site.toml:4:1
  |
4 | description = "b"
  | ^^^^^^^^^^^
  |
  = help: keep one of the two and delete the other

1 error
"#]],
    );
    check_config(
        "[topics.defence]\nen = \"x\"",
        str![[r#"
error[duplicate-key]: the key `defence` stands twice
 --> site.toml:6:9
  |
6 | [topics.defence]
  |         ^^^^^^^
  |
  = help: keep one of the two and delete the other

error[duplicate-key]: the key `en` stands twice
 --> site.toml:7:1
  |
7 | en = "Defence"
  | ^^
  |
  = help: keep one of the two and delete the other

2 errors
"#]],
    );
    check_config(
        "description = a",
        str![[r#"
error[config-syntax]: not TOML: string values must be quoted, expected literal string
 --> site.toml:3:15
  |
3 | description = a
  |               ^
  |
  = help: texts stand in double quotes, tables in square brackets; see https://toml.io

1 error
"#]],
    );
    check_bytes(
        "site.toml",
        b"title = \"G\xfcn\"\n",
        2,
        str![[r#"
error[not-utf-8]: the file is not UTF-8
 --> site.toml:1:11
  |
1 | title = "G�n"
  |           ^
  |
  = help: save it in the encoding UTF-8

1 error
"#]],
    );
}

#[test]
fn a_spelling_of_two_outlets() {
    let text = format!("{SITE}\n[outlets.A]\nspellings = [\"B\", \"C\", \"a\"]\n[outlets.B]\nspellings = [\"c\"]\n");
    check(
        "site.toml",
        &text,
        2,
        str![[r#"
error[duplicate-key]: `B` is a spelling of `A` and an outlet of its own
  --> site.toml:13:14
   |
13 | spellings = ["B", "C", "a"]
   |              ^^^
   |
   = help: delete one of the two

error[duplicate-key]: `c` is a spelling of `B` and one of `A`
  --> site.toml:15:14
   |
15 | spellings = ["c"]
   |              ^^^
   |
   = help: delete one of the two

2 errors
"#]],
    );
}

#[test]
fn help_fits_what_was_written() {
    check_config(
        "page_size = true",
        str![[r#"
error[wrong-type]: `page_size` must be a whole number from 1 to 1000, not `true`
 --> site.toml:3:13
  |
3 | page_size = true
  |             ^^^^
  |
  = help: write a number in that range

1 error
"#]],
    );
    check_config(
        "page_size = \"50\"",
        str![[r#"
error[wrong-type]: `page_size` must be a whole number from 1 to 1000, not a text
 --> site.toml:3:13
  |
3 | page_size = "50"
  |             ^^^^
  |
  = help: write it without quotes

1 error
"#]],
    );
}

#[test]
fn what_the_importer_is_taught() {
    check_config(
        "[gazetteer]\nignored = [\"x\"]\n[gazetteer.names.Turkey]\nnames = [\"x\"]\n[gazetteer.names.AZ]\nseat = [\"x\"]\n[topic_words.trad]\nen = [\"x\"]\n[topic_words.trade]\nes = [\"x\"]",
        str![[r#"
error[unknown-key]: `gazetteer` has no key `ignored`
 --> site.toml:4:1
  |
4 | ignored = ["x"]
  | ^^^^^^^
  |
  = help: did you mean `ignore`?

error[unknown-country]: `Turkey` is not the code of a country or entity
 --> site.toml:5:18
  |
5 | [gazetteer.names.Turkey]
  |                  ^^^^^^
  |
  = help: write `[gazetteer.names.TR]`

error[unknown-key]: `names.AZ` has no key `seat`
 --> site.toml:8:1
  |
8 | seat = ["x"]
  | ^^^^
  |
  = help: did you mean `seats`?

error[unknown-topic]: there is no topic `trad`
 --> site.toml:9:14
  |
9 | [topic_words.trad]
  |              ^^^^
  |
  = help: did you mean `trade`?

error[unknown-key]: `topic_words.trade` has no key `es`
  --> site.toml:12:1
   |
12 | es = ["x"]
   | ^^
   |
   = help: did you mean `en`?

5 errors
"#]],
    );
}

#[test]
fn what_is_wrong_with_print() {
    check(
        "site.toml",
        "title = \"T\"\nbase_url = \"https://example.org/\"\n[print]\npaper = \"a3\"\neditions = [\"month\", \"week\"]\nfonts = \
         [\"templates/x.ttf\"]\npdf_standard = \"a-1b\"\nfull_text = 3\n",
        2,
        str![[r#"
error[unknown-value]: `paper` cannot be `a3`
 --> site.toml:4:9
  |
4 | paper = "a3"
  |         ^^^^
  |
  = help: write `a4` or `letter` or `a5`

error[unknown-value]: `editions` cannot have `week`
 --> site.toml:5:22
  |
5 | editions = ["month", "week"]
  |                      ^^^^^^
  |
  = help: write some of `all`, `year`, `month`, `country`, `relation`, `topic`, `outlet`

error[no-font]: `templates/x.ttf` is no file of the site
 --> site.toml:6:10
  |
6 | fonts = ["templates/x.ttf"]
  |          ^^^^^^^^^^^^^^^^^
  |
  = help: put it in `templates/print/` or `static/` and write its path from the root

error[unknown-value]: `pdf_standard` cannot be `a-1b`
 --> site.toml:7:16
  |
7 | pdf_standard = "a-1b"
  |                ^^^^^^
  |
  = help: write `ua-1` or `a-2a`

error[unknown-key]: `print` has no key `full_text`
 --> site.toml:8:1
  |
8 | full_text = 3
  | ^^^^^^^^^
  |
  = help: did you mean `full_texts`?

5 errors
"#]],
    );
}
