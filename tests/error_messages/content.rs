//! Faults that only all files together show: addresses, links, files that cannot be read.

use std::fs;

use snapbox::str;

use super::{ARTICLE, Site, check, check_edit, check_front};

#[test]
fn duplicate_address() {
    check(
        "content/2021/other/good.md",
        "---\ntitle: T\ndate: 2021-12-05\ncountries: [AZ, PK]\n---\n",
        1,
        str![[r#"
error[duplicate-address]: content/2021/12/good.md has the address /articles/2021/12/good/ too
 --> content/2021/other/good.md
 |
 = help: rename one of the two files

1 error
"#]],
    );
}

#[test]
fn broken_links() {
    check_front(
        "---\n\nSee [one](2021/12/god.md) and [two](../secret.txt) and [three](javascript:x).",
        str![[r#"
error[broken-link]: `2021/12/god.md` leads to no file
 --> content/a.md:7:11
  |
7 | See [one](2021/12/god.md) and [two](../secret.txt) and [three](javascript:x).
  |           ^^^^^^^^^^^^^^
  |
  = help: did you mean `2021/12/good.md`?

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

3 errors
"#]],
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
fn links_to_what_is_not_published() {
    check_edit(
        |site| {
            site.write("content/draft.md", ARTICLE.replace("title", "draft: true\ntitle").as_bytes());
            site.write("content/a.md", format!("{ARTICLE}\n[x](draft.md)\n\n![y](nothing-like-it.png)\n").as_bytes());
        },
        1,
        str![[r#"
error[broken-link]: `draft.md` leads to a draft or to a page that is not published
 --> content/a.md:8:5
  |
8 | [x](draft.md)
  |     ^^^^^^^^
  |
  = help: publish it, or delete the link

error[broken-link]: `nothing-like-it.png` leads to no file
  --> content/a.md:10:6
   |
10 | ![y](nothing-like-it.png)
   |      ^^^^^^^^^^^^^^^^^^^
   |
   = help: check the path; it is relative to this file

2 errors
"#]],
    );
    check(
        "content/about.md",
        "Our [policy](polcy.md).\n",
        1,
        str![[r#"
error[broken-link]: `polcy.md` leads to no file
 --> content/about.md:1:14
  |
1 | Our [policy](polcy.md).
  |              ^^^^^^^^
  |
  = help: check the path; it is relative to this file

1 error
"#]],
    );
    check_front(
        "---\n\n[ref]: gone.md 'T'\n\nSee [ref] and <javascript:x>.",
        str![[r#"
error[broken-link]: `gone.md` leads to no file
 --> content/a.md:9:5
  |
9 | See [ref] and <javascript:x>.
  |     ^^^^^^^
  |
  = help: check the path; it is relative to this file

error[broken-link]: `javascript:x` has a scheme that no page may have
 --> content/a.md:9:16
  |
9 | See [ref] and <javascript:x>.
  |                ^^^^^^^^^^^^
  |
  = help: use http, https, mailto or tel

2 errors
"#]],
    );
}

#[test]
fn names_that_leave_no_address() {
    check(
        "content/2021/---.md",
        ARTICLE,
        1,
        str![[r#"
error[bad-slug]: the file's name leaves nothing for an address
 --> content/2021/---.md
 |
 = help: give the file a name with letters or digits

1 error
"#]],
    );
    check(
        &format!("content/{}.md", "中国".repeat(40)),
        ARTICLE,
        1,
        str![[r#"
error[bad-slug]: the address of content/中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国.md has a part of more than 255 bytes
 --> content/中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国中国.md
 |
 = help: choose a shorter name, or a shorter `slug` in site.toml

1 error
"#]],
    );
    check_front(
        &format!("source: {{outlet: {}}}", "Long".repeat(70)),
        str![[r#"
error[bad-slug]: the address of the outlet LongLongLongLongLongLongLongLongLongLongLongLongLongLongLong… has a part of more than 255 bytes
 --> content/a.md
 |
 = help: choose a shorter name, or a shorter `slug` in site.toml

1 error
"#]],
    );
}

#[test]
fn aliases_of_other_pages() {
    check_front(
        "aliases: [/index.html/x/]",
        str![[r#"
error[duplicate-address]: /index.html would be a file and a folder: a page that every site has and an alias in content/a.md
 --> content/a.md
 |
 = help: delete the alias

1 error
"#]],
    );
    check_front(
        "aliases: [/articles/2021/12/good]",
        str![[r#"
error[duplicate-address]: the alias /articles/2021/12/good is the address of content/2021/12/good.md
 --> content/a.md
 |
 = help: delete the alias

1 error
"#]],
    );
    check_front(
        "aliases: [/]",
        str![[r#"
error[duplicate-address]: two outputs have the address /: a page that every site has and an alias in content/a.md
 --> content/a.md
 |
 = help: delete the alias

1 error
"#]],
    );
    check_front(
        "aliases: [/topics/defence/index.html]",
        str![[r#"
error[duplicate-address]: two outputs have the address /topics/defence/: the topic defence and an alias in content/a.md
 --> content/a.md
 |
 = help: delete the alias

1 error
"#]],
    );
    check_front(
        "aliases: [/feed.xml/old/]",
        str![[r#"
error[duplicate-address]: /feed.xml would be a file and a folder: a page that every site has and an alias in content/a.md
 --> content/a.md
 |
 = help: delete the alias

1 error
"#]],
    );
    check_front(
        "aliases: [/x/, /x]",
        str![[r#"
error[duplicate-address]: the alias /x stands twice
 --> content/a.md
 |
 = help: delete the alias

1 error
"#]],
    );
}

#[test]
fn files_in_the_place_of_pages() {
    check(
        "content/index.html",
        "x",
        1,
        str![[r#"
error[duplicate-address]: two outputs have the address /: a page that every site has and content/index.html
 --> content/index.html
 |
 = help: rename the file; a page of the site's own is changed by a file in `templates/`

1 error
"#]],
    );
    check(
        "static/404.html",
        "x",
        1,
        str![[r#"
error[duplicate-address]: two outputs have the address /404.html: a page that every site has and static/404.html
 --> static/404.html
 |
 = help: rename the file; a page of the site's own is changed by a file in `templates/`

1 error
"#]],
    );
    check(
        "static/topics",
        "x",
        1,
        str![[r#"
error[duplicate-address]: /topics would be a file and a folder: static/topics and a page that every site has
 --> static/topics
 |
 = help: rename the file; a page of the site's own is changed by a file in `templates/`

1 error
"#]],
    );
    check(
        "static/topics/index.html",
        "x",
        1,
        str![[r#"
error[duplicate-address]: two outputs have the address /topics/: a page that every site has and static/topics/index.html
 --> static/topics/index.html
 |
 = help: rename the file; a page of the site's own is changed by a file in `templates/`

1 error
"#]],
    );
}

#[test]
fn two_countries_with_one_slug() {
    let site = Site::new()
        .file(
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.org/\"\nfeeds = {for = \"site\"}\n[countries.AZ]\nslug = \
             \"x\"\n[countries.GE]\nslug = \"x\"\n",
        )
        .file("content/a.md", &ARTICLE.replace("[AZ, PK]", "[AZ, GE]"));
    let outcome = site.build();
    super::says(
        &site,
        &outcome,
        1,
        str![[r#"
error[duplicate-address]: two outputs have the address /countries/x/: the country AZ and the country GE
 --> site.toml
 |
 = help: rename a file, or give a country another `slug` in site.toml

1 error
"#]],
    );
    assert!(!site.path("public").exists());
}

#[test]
fn links_of_the_file_system_that_lead_nowhere_or_round() {
    check_edit(
        |site| {
            std::os::unix::fs::symlink("nowhere.md", site.path("content/gone.md")).unwrap();
            std::os::unix::fs::symlink("..", site.path("content/2021/up")).unwrap();
        },
        1,
        str![[r#"
error[unreadable]: cannot read it: No such file or directory (os error 2)
 --> content/gone.md
 |
 = help: check that it exists and that you may read it

error[unreadable]: cannot read it: File system loop found: ROOT/content/2021/up points to an ancestor ROOT/content
 --> content/2021/up
 |
 = help: check that it exists and that you may read it

2 errors
"#]],
    );
}

#[test]
fn a_name_that_is_not_utf_8() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = std::ffi::OsStr::from_bytes(b"G\xfcney.md");
    check_edit(
        |site| fs::write(site.path("content").join(name), ARTICLE).unwrap(),
        1,
        str![[r#"
error[unreadable]: cannot read it: its name is not UTF-8
 --> content/G�ney.md
 |
 = help: give it another name

1 error
"#]],
    );
}

#[test]
fn a_name_with_a_line_end() {
    check_edit(
        |site| site.write("content/2021/a\nb.png", b"x"),
        1,
        str![[r#"
error[unreadable]: cannot read it: its name has a control character
 --> content/2021/a\nb.png
 |
 = help: give it another name

1 error
"#]],
    );
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

#[test]
fn of_very_many_faults_the_first_are_shown() {
    let site = Site::new().file("content/a.md", &ARTICLE.replace("AZ, PK", &"QQ, ".repeat(60)));
    let outcome = site.build();
    assert!(outcome.stderr.ends_with("… and 10 more; `--verbose` shows all\n\n60 errors\n"), "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("error[unknown-country]").count(), 50);
    let all = site.run(&["build", "--verbose"]);
    assert_eq!(all.stderr.matches("error[unknown-country]").count(), 60);
}

#[test]
fn a_control_character() {
    check(
        "content/a.md",
        &format!("{ARTICLE}One\u{0}two.\n"),
        1,
        str![[r#"
error[control-character]: the file has a control character
 --> content/a.md:7:4
  |
7 | One␀two.
  |    ^
  |
  = help: delete it; it may not be seen in an editor

1 error
"#]],
    );
    check(
        "content/countries/az.md",
        "Word\n\u{7f}\n",
        1,
        str![[r#"
error[control-character]: the file has a control character
 --> content/countries/az.md:2:1
  |
2 | ␡
  | ^
  |
  = help: delete it; it may not be seen in an editor

1 error
"#]],
    );
    check_front(
        "title_original: \"T\\u0007\"\nsource: {author: [A, \"B\\0\"]}",
        str![[r#"
error[control-character]: `title_original` has a control character
 --> content/a.md:5:17
  |
5 | title_original: "T\u0007"
  |                 ^^^^^^^^^
  |
  = help: delete the escape that makes it

error[control-character]: `author` has a control character
 --> content/a.md:6:22
  |
6 | source: {author: [A, "B\0"]}
  |                      ^^^^^
  |
  = help: delete the escape that makes it

2 errors
"#]],
    );
}

#[test]
fn addresses_that_are_one_on_many_disks() {
    check_edit(
        |site| {
            site.write("content/2021/12/Map.png", b"x");
            site.write("content/2021/12/map.png", b"x");
            site.write("static/e\u{301}.txt", b"x");
            site.write("static/\u{e9}.txt", b"x");
            site.write(
                "content/a.md",
                ARTICLE.replace("title", "aliases: [/Topics/, /Old/x/, /old/y/]\ntitle").as_bytes(),
            );
        },
        1,
        str![[r#"
error[duplicate-address]: /topics/ and /Topics/ are one address on many disks: a page that every site has and an alias in content/a.md
 --> content/a.md
 |
 = help: rename one of the two so that not only capitals and accents tell them apart

error[duplicate-address]: /articles/2021/12/map.png and /articles/2021/12/Map.png are one address on many disks: content/2021/12/map.png and content/2021/12/Map.png
 --> content/2021/12/Map.png
 |
 = help: rename one of the two so that not only capitals and accents tell them apart

error[duplicate-address]: /é.txt and /é.txt are one address on many disks: static/é.txt and static/é.txt
 --> static/é.txt
 |
 = help: rename one of the two so that not only capitals and accents tell them apart

3 errors
"#]],
    );
}

#[test]
fn one_alias_of_two_articles() {
    check_edit(
        |site| {
            for name in ["a", "b"] {
                let text = ARTICLE.replace("title", "aliases: [/old/]\ntitle");
                site.write(&format!("content/{name}.md"), text.as_bytes());
            }
        },
        1,
        str![[r#"
error[duplicate-address]: content/a.md has the alias /old/ too
 --> content/b.md
 |
 = help: delete the alias

1 error
"#]],
    );
}

#[test]
fn one_alias_twice() {
    check_front(
        "aliases: [/old, /old/]",
        str![[r#"
error[duplicate-address]: the alias /old/ stands twice
 --> content/a.md
 |
 = help: delete the alias

1 error
"#]],
    );
}
