//! Names of people as tables and reference managers write them: several in one value, the family's name first.

/// The people of a cell, parted by semicolons, `&` and line breaks; by commas where every part is a whole name.
pub(super) fn people(cell: &str) -> Vec<String> {
    cell.split([';', '&', '\n']).flat_map(person).filter(|name| !name.is_empty()).collect()
}

/// "Family, Given" as a name is written.
pub(super) fn in_order(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => format!("{} {}", given.trim(), family.trim()),
        _ => name.trim().trim_end_matches(',').to_owned(),
    }
}

/// One name, or several with commas between them.
fn person(written: &str) -> Vec<String> {
    let parts: Vec<&str> = written.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_whole = |part: &&str| part.split_whitespace().count() > 1 && !begins_with_particle(part);
    match parts.as_slice() {
        // "Reuters, AP" are two, and so are "Jane Doe, Sami Roe"; "Haugen, Per" is one.
        [family, given] if !is_whole(family) || !is_whole(given) => {
            if is_agency(family) || is_agency(given) {
                parts.into_iter().map(str::to_owned).collect()
            } else {
                vec![format!("{given} {family}")]
            }
        }
        _ if parts.len() > 1 && parts.iter().all(is_whole) => parts.into_iter().map(str::to_owned).collect(),
        [only] => vec![only.split_whitespace().collect::<Vec<_>>().join(" ")],
        _ => vec![written.split_whitespace().collect::<Vec<_>>().join(" ")],
    }
}

/// "van der Berg", "Al Said": a family's name of several words.
fn begins_with_particle(part: &str) -> bool {
    const PARTICLES: &str = "al|el|ben|bin|ibn|abu|de|da|di|du|dos|del|della|la|le|van|von|der|den|ter|mac|st|san|ould";
    let first = part.split([' ', '-', '\'', '’']).next().unwrap_or_default();
    first.chars().next().is_some_and(char::is_lowercase) || PARTICLES.split('|').any(|own| own == first.to_lowercase())
}

/// All in capitals, without the dots of initials.
fn is_agency(part: &str) -> bool {
    part.chars().count() > 1 && part.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_cell() {
        for (cell, names) in [
            ("Haugen, Per", vec!["Per Haugen"]),
            ("Haugen, Per; Müller, Ines Maria", vec!["Per Haugen", "Ines Maria Müller"]),
            ("García Márquez, Ana", vec!["Ana García Márquez"]),
            ("van der Berg, Jan Willem", vec!["Jan Willem van der Berg"]),
            ("Al Said, Omar Ali", vec!["Omar Ali Al Said"]),
            ("Jane Doe, Sami Roe", vec!["Jane Doe", "Sami Roe"]),
            ("Jane Doe, Sami Roe, Ada Poe", vec!["Jane Doe", "Sami Roe", "Ada Poe"]),
            ("Jane Doe & Sami Roe", vec!["Jane Doe", "Sami Roe"]),
            ("Nordwire, TTA", vec!["Nordwire", "TTA"]),
            ("Jane  Doe", vec!["Jane Doe"]),
            ("Haugen, P.", vec!["P. Haugen"]),
            ("Haugen, Per, Müller", vec!["Haugen, Per, Müller"]),
            ("Haugen,", vec!["Haugen"]),
            ("", vec![]),
        ] {
            assert_eq!(people(cell), names, "{cell}");
        }
    }
}
