//! Identifiers, classes and key-value pairs that any node may carry.

use crate::text::names::{is_slip_of, same_name};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `{#id .class key=value}` says. Empty, and one word in size, for nearly every node.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(from = "Parts")]
#[schemars(with = "Option<Parts>")]
pub struct Attr(Option<Box<Parts>>);

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "AttrParts")]
struct Parts {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classes: Vec<String>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    keys: IndexMap<String, String>,
}

impl From<Parts> for Attr {
    fn from(parts: Parts) -> Self {
        Self((parts != Parts::default()).then(|| Box::new(parts)))
    }
}

impl Attr {
    /// The keys that say for whom a node is there: their values are names of profiles.
    pub const CONDITIONS: [&'static str; 2] = ["only", "except"];

    /// The condition that a name is, or was most likely meant for: `onyl`, `Only`.
    pub fn condition_meant(name: &str) -> Option<&'static str> {
        let meant = Self::CONDITIONS.into_iter().find(|meant| is_slip_of(name, meant))?;
        // Words of their own, a slip away.
        let other = ["excerpt", "expect"].iter().any(|word| same_name(name, word));
        (!other).then_some(meant)
    }

    /// Whether a key says for whom a node is there, or was most likely meant to, as `profile` is.
    /// Such a key is settled with the conditions, where one that is none is an error.
    pub fn is_condition(key: &str) -> bool {
        Self::condition_meant(key).is_some()
            || ["profile", "profiles"].iter().any(|near| same_name(key, near))
    }

    /// The share of a table's measure that each of its columns is to take, from 0 to 1, as Quarto has
    /// it: `tbl-colwidths="[20,30,50]"`, in percent. Those that make more than the whole are scaled
    /// to it. <https://quarto.org/docs/authoring/tables.html#column-widths>
    pub fn column_widths(&self, columns: usize) -> Option<Vec<f32>> {
        let list = self.get("tbl-colwidths")?.trim().trim_start_matches('[').trim_end_matches(']');
        let percent = |part: &str| part.trim().trim_end_matches('%').parse::<f32>().ok();
        let percents: Vec<f32> = list.split(',').map(percent).collect::<Option<_>>()?;
        let sum: f32 = percents.iter().sum();
        let usable = percents.len() == columns && percents.iter().all(|it| *it > 0.0);
        (usable && sum.is_finite()).then(|| percents.iter().map(|it| it / sum.max(100.0)).collect())
    }

    /// Attributes that say nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// Whether nothing is said.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// The identifier.
    pub fn id(&self) -> Option<&str> {
        self.0.as_ref()?.id.as_deref()
    }

    /// The classes, in the order written.
    pub fn classes(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |parts| &parts.classes)
    }

    /// Whether a class is among them.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes().iter().any(|own| own == class)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.as_ref()?.keys.get(key).map(String::as_str)
    }

    /// Removes a key and hands out its value.
    pub fn take(&mut self, key: &str) -> Option<String> {
        let parts = self.0.as_mut()?;
        let value = parts.keys.shift_remove(key);
        if **parts == Parts::default() {
            self.0 = None;
        }
        value
    }

    /// Removes a class and says whether it was there.
    pub fn take_class(&mut self, class: &str) -> bool {
        let Some(parts) = self.0.as_mut() else { return false };
        let before = parts.classes.len();
        parts.classes.retain(|own| own != class);
        let taken = parts.classes.len() < before;
        if **parts == Parts::default() {
            self.0 = None;
        }
        taken
    }

    /// Adds what `other` says; its identifier and values win, and of conditions both hold.
    pub fn merge(&mut self, other: Self) {
        let Some(parts) = other.0 else { return };
        if parts.id.is_some() {
            self.set_id(parts.id);
        }
        for class in parts.classes {
            self.add_class(class);
        }
        for (key, value) in parts.keys {
            self.restrict(key, value);
        }
    }

    /// Takes out the keys that say for whom a node is there ([`is_condition`](Self::is_condition)).
    pub fn take_condition(&mut self) -> Option<Self> {
        let keys = self.keys().map(|(key, _)| key).filter(|key| Self::is_condition(key));
        let keys: Vec<String> = keys.map(str::to_owned).collect();
        let mut condition = Self::none();
        for key in keys {
            if let Some(value) = self.take(&key) {
                condition.set(&key, value);
            }
        }
        (!condition.is_none()).then_some(condition)
    }

    /// Whether it says for whom a node is there.
    pub fn has_condition(&self) -> bool {
        self.keys().any(|(key, _)| Self::is_condition(key))
    }

    /// All keys with their values, in the order written.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = self.0.as_deref();
        parts.into_iter().flat_map(|parts| &parts.keys).map(|(key, value)| (&**key, &**value))
    }

    /// Sets or removes the identifier.
    pub fn set_id(&mut self, id: Option<String>) {
        if id.is_some() {
            self.parts().id = id;
        } else if let Some(parts) = self.0.as_mut() {
            parts.id = None;
            if **parts == Parts::default() {
                self.0 = None;
            }
        }
    }

    /// Adds a class unless it is there.
    pub fn add_class(&mut self, class: impl Into<String>) {
        let class = class.into();
        if !self.has_class(&class) {
            self.parts().classes.push(class);
        }
    }

    /// Sets a key.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.parts().keys.insert(key.into(), value.into());
    }

    /// Sets a key; one that says for whom a node is there goes with what is said already: both hold.
    pub fn restrict(&mut self, key: impl Into<String>, value: impl Into<String>) {
        let (key, value) = (key.into(), value.into());
        let value = match self.get(&key).filter(|_| Self::is_condition(&key)) {
            Some(before) if Self::condition_meant(&key) == Some("except") => {
                format!("{before},{value}")
            }
            Some(before) => {
                let also = Self::profiles_in(&value);
                let both = Self::profiles_in(before).into_iter().filter(|it| also.contains(it));
                both.collect::<Vec<_>>().join(",")
            }
            None => value,
        };
        self.set(key, value);
    }

    /// The profiles that the value of a condition names.
    pub fn profiles_in(value: &str) -> Vec<&str> {
        value.split([',', ' ', ';']).filter(|name| !name.is_empty()).collect()
    }

    fn parts(&mut self) -> &mut Parts {
        self.0.get_or_insert_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_take_the_shares_that_their_author_gives_them() {
        let widths = |value: &str, columns| {
            let mut attr = Attr::none();
            attr.set("tbl-colwidths", value);
            attr.column_widths(columns)
        };
        assert_eq!(widths("[25,75]", 2), Some(vec![0.25, 0.75]));
        assert_eq!(widths(" 10%, 20% ", 2), Some(vec![0.1, 0.2]));
        assert_eq!(widths("[1000,1000]", 2), Some(vec![0.5, 0.5]));
        for wrong in ["[25,75]", "auto", "[1,0,2]", "[a,b,c]", ""] {
            assert_eq!(widths(wrong, 3), None, "{wrong}");
        }
    }
}
