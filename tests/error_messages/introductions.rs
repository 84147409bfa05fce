//! Faults of introductions.

use snapbox::str;

use super::{Site, check, check_edit, says};

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
