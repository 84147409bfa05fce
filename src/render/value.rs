//! Values that templates read: built once, shared by every page that shows them.

use tera::{Map, Value};

/// A map from fixed names to values.
pub(super) fn object<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let map: Map = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
    map.into()
}

/// The same map with further entries, or with others in their place.
pub(super) fn extended<const N: usize>(base: &Value, entries: [(&'static str, Value); N]) -> Value {
    let mut map = base.as_map().cloned().unwrap_or_default();
    map.extend(entries.into_iter().map(|(key, value)| (key.into(), value)));
    map.into()
}

/// A text or none.
pub(super) fn text(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, Value::from)
}

/// HTML that templates put out as it is.
pub(super) fn html(html: &str) -> Value {
    Value::safe_string(html)
}
