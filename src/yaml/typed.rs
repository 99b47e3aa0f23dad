//! From the tree to typed values.

use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::{Deserializer, forward_to_deserialize_any};

use super::fault::{Fault, FaultKind};
use super::located::LOCATED;
use super::node::{Entry, Node, Scalar, ScalarKind, Value};
use crate::span::Span;

/// Reads a typed value.
///
/// # Errors
/// The first fault.
pub fn read<T: DeserializeOwned>(node: &Node) -> Result<T, Fault> {
    T::deserialize(Typed(node))
}

/// Reads a typed value, leaving out what is at fault: one wrong key does not cost the others.
///
/// Returns the faults too. `T::default()` stands in where nothing can be read at all.
pub fn read_lenient<T: DeserializeOwned + Default>(mut node: Node) -> (T, Vec<Fault>) {
    const MOST: usize = 1000;
    let mut faults: Vec<Fault> = Vec::new();
    for _ in 0..MOST {
        match read(&node) {
            Ok(value) => return (value, faults),
            Err(fault) => {
                let dropped = fault.span.is_some_and(|span| drop_smallest(&mut node, span));
                if !faults.iter().any(|told| told.explains(&fault)) {
                    faults.push(fault);
                }
                if !dropped {
                    break;
                }
            }
        }
    }
    (T::default(), faults)
}

/// Drops the innermost entry or item that holds `span`. Returns whether there was one.
pub fn drop_smallest(node: &mut Node, span: Span) -> bool {
    let holds = |outer: Span| outer.file == span.file && outer.join(span) == outer;
    match &mut node.value {
        Value::Scalar(_) => false,
        Value::List(items) => {
            let Some(index) = items.iter().position(|item| holds(item.span)) else { return false };
            let inner = drop_smallest(&mut items[index], span);
            // What is left of `{wrong: key}` says nothing any more.
            if !inner || items[index].value == Value::Map(Vec::new()) {
                items.remove(index);
            }
            true
        }
        Value::Map(entries) => {
            let position =
                entries.iter().position(|entry| holds(entry.key_span) || holds(entry.value.span));
            let Some(index) = position else { return false };
            // A key that misses in a map is a fault of the whole map.
            let whole = entries[index].value.span == span || entries[index].key_span == span;
            if whole || !drop_smallest(&mut entries[index].value, span) {
                entries.remove(index);
            }
            true
        }
    }
}

/// A node as serde wants to read it.
#[derive(Clone, Copy)]
struct Typed<'a>(&'a Node);

impl Typed<'_> {
    fn wrong(self, expected: &str) -> Fault {
        let kind = FaultKind::WrongType(self.0.describe(), expected.to_owned());
        Fault { span: Some(self.0.span), key: None, kind }
    }

    /// A whole number within the bounds of a type, named in messages.
    fn whole<T: TryFrom<i64>>(self, bounds: &str) -> Result<T, Fault> {
        self.int().and_then(|value| T::try_from(value).ok()).ok_or_else(|| self.wrong(bounds))
    }

    fn int(self) -> Option<i64> {
        match &self.0.value {
            Value::Scalar(Scalar { kind: ScalarKind::Int(value), .. }) => Some(*value),
            _ => None,
        }
    }

    fn float(self) -> Result<f64, Fault> {
        match &self.0.value {
            Value::Scalar(Scalar { kind: ScalarKind::Int(value), .. }) => Ok(*value as f64),
            Value::Scalar(Scalar { kind: ScalarKind::Float(value), .. }) => Ok(*value),
            _ => Err(self.wrong("a number")),
        }
    }

    fn located<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        result.map_err(|fault| fault.at(self.0.span))
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $bounds:literal,)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let value = self.whole($bounds)?;
            self.located(visitor.$visit(value))
        })+
    };
}

impl<'de> Deserializer<'de> for Typed<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let result = match &self.0.value {
            Value::Scalar(scalar) => match scalar.kind {
                ScalarKind::Null => visitor.visit_unit(),
                ScalarKind::Bool(value) => visitor.visit_bool(value),
                ScalarKind::Int(value) => visitor.visit_i64(value),
                ScalarKind::Float(value) => visitor.visit_f64(value),
                ScalarKind::Text => visitor.visit_str(&scalar.text),
            },
            Value::List(items) => visitor.visit_seq(Items(items.iter())),
            Value::Map(entries) => visitor.visit_map(Entries { rest: entries.iter(), open: None }),
        };
        self.located(result)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::Scalar(Scalar { kind: ScalarKind::Bool(value), .. }) => {
                self.located(visitor.visit_bool(*value))
            }
            _ => Err(self.wrong("`true` or `false`")),
        }
    }

    whole_numbers! {
        deserialize_i8 visit_i8 "a whole number from -128 to 127",
        deserialize_i16 visit_i16 "a whole number from -32768 to 32767",
        deserialize_i32 visit_i32 "a whole number",
        deserialize_i64 visit_i64 "a whole number",
        deserialize_u8 visit_u8 "a whole number from 0 to 255",
        deserialize_u16 visit_u16 "a whole number from 0 to 65535",
        deserialize_u32 visit_u32 "a whole number, 0 or more",
        deserialize_u64 visit_u64 "a whole number, 0 or more",
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let value = self.float()?;
        self.located(visitor.visit_f32(value as f32))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let value = self.float()?;
        self.located(visitor.visit_f64(value))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::Scalar(scalar) if scalar.kind != ScalarKind::Null => {
                self.located(visitor.visit_str(&scalar.text))
            }
            _ => Err(self.wrong("a text")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let result = if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) };
        self.located(result)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let result = match name {
            LOCATED => visitor.visit_seq(ValueThenPlace {
                node: self,
                place: self.0.span.to_numbers().into_iter(),
                value_given: false,
            }),
            _ => visitor.visit_newtype_struct(self),
        };
        self.located(result)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::List(_) => self.deserialize_any(visitor),
            _ if self.0.is_null() => self.located(visitor.visit_seq(Items([].iter()))),
            _ => Err(self.wrong("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.value {
            Value::Map(_) => self.deserialize_any(visitor),
            _ if self.0.is_null() => {
                self.located(visitor.visit_map(Entries { rest: [].iter(), open: None }))
            }
            _ => Err(self.wrong("a group of keys")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let choice = match &self.0.value {
            Value::Scalar(scalar) => Choice { name: &scalar.text, payload: None },
            Value::Map(entries) if entries.len() == 1 => {
                Choice { name: &entries[0].key, payload: Some(&entries[0].value) }
            }
            _ => return Err(self.wrong("a name")),
        };
        self.located(visitor.visit_enum(choice))
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// The parts of a [`Located`](super::Located): the value, then the numbers of its span.
struct ValueThenPlace<'a> {
    node: Typed<'a>,
    place: std::array::IntoIter<u32, 3>,
    value_given: bool,
}

impl<'de> SeqAccess<'de> for ValueThenPlace<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        if !std::mem::replace(&mut self.value_given, true) {
            return seed.deserialize(self.node).map(Some);
        }
        let number = self.place.next().map(IntoDeserializer::into_deserializer);
        number.map(|number: U32Deserializer<Fault>| seed.deserialize(number)).transpose()
    }
}

struct Items<'a>(std::slice::Iter<'a, Node>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        self.0.next().map(|item| Typed(item).located(seed.deserialize(Typed(item)))).transpose()
    }
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, Entry>,
    /// The entry whose key was given last.
    open: Option<&'a Entry>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        self.open = Some(entry);
        let key: StrDeserializer<'_, Fault> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|fault| fault.at(entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let entry = self.open.take().ok_or_else(|| {
            <Fault as serde::de::Error>::custom("a value was asked for before its key")
        })?;
        let value = Typed(&entry.value);
        value.located(seed.deserialize(value)).map_err(|fault| fault.within(&entry.key))
    }
}

struct Choice<'a> {
    name: &'a str,
    payload: Option<&'a Node>,
}

impl<'de, 'a> EnumAccess<'de> for Choice<'a> {
    type Error = Fault;
    type Variant = Payload<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Payload<'a>), Fault> {
        let name: StrDeserializer<'_, Fault> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Payload(self.payload)))
    }
}

/// What belongs to a chosen variant.
struct Payload<'a>(Option<&'a Node>);

impl Payload<'_> {
    fn node(&self) -> Result<Typed<'_>, Fault> {
        let missing = || <Fault as serde::de::Error>::custom("a value belongs to this name");
        self.0.map(Typed).ok_or_else(missing)
    }
}

impl<'de> VariantAccess<'de> for Payload<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.0 {
            None => Ok(()),
            Some(node) => Err(Typed(node).wrong("nothing: the name stands alone")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.node()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Fault> {
        self.node()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.node()?.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::{Excerpt, parse};
    use super::*;
    use crate::span::Sources;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Settings {
        title: String,
        version: Option<String>,
        depth: u8,
        draft: bool,
        size: Size,
        people: Vec<Person>,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Size {
        #[default]
        Small,
        Large,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Person {
        name: String,
        role: Option<String>,
    }

    fn lenient(yaml: &str) -> (Settings, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("pack.yaml", yaml);
        let node = parse(&Excerpt::whole(file, &sources)).unwrap();
        let (settings, faults) = read_lenient(node);
        let told = faults
            .iter()
            .map(|fault| {
                let diagnostic = fault.diagnostic();
                let span = diagnostic.span.expect("every fault has a place");
                let line = sources.line_column(span).line;
                let excerpt = sources.excerpt(span);
                let help = diagnostic.help.unwrap_or_default();
                format!("{line}: `{excerpt}`: {} ({help})", diagnostic.message)
            })
            .collect();
        (settings, told)
    }

    #[test]
    fn a_text_may_look_like_a_number() {
        let (settings, faults) = lenient("title: 2027\nversion: 1.0\n");
        assert_eq!((settings.title.as_str(), settings.version.as_deref()), ("2027", Some("1.0")));
        assert_eq!(faults, [] as [&str; 0]);
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_is_read() {
        let (settings, faults) = lenient(
            "titel: A\ntitle: B\ndepth: 300\ndraft: maybe\nsize: larg\nversion: [1]\n\
             people:\n  - name: Ada\n  - role: owner\n  - name: Eve\n    rol: guest\n  \
             - naem: Bob\n    role: guest\n",
        );
        insta::assert_snapshot!(faults.join("\n"), @r"
        1: `titel`: nobody knows the key `titel` here (did you mean `title`?)
        3: `300`: `depth` is `300`, a number, and should be a whole number from 0 to 255 (write it in digits, without quotes)
        4: `maybe`: `draft` is `maybe`, a text, and should be `true` or `false` (write one of the two, without quotes)
        5: `larg`: `larg` is none of the choices here (did you mean `large`?)
        6: `[1]`: `version` is a list, and should be a text (write it as words, without brackets or braces)
        9: `role: owner`: the key `name` is missing here (add `name:`)
        11: `rol`: nobody knows the key `rol` here (did you mean `role`?)
        12: `naem`: nobody knows the key `naem` here (did you mean `name`?)
        ");
        let expected = Settings {
            title: "B".to_owned(),
            people: vec![
                Person { name: "Ada".to_owned(), role: None },
                Person { name: "Eve".to_owned(), role: None },
            ],
            ..Settings::default()
        };
        assert_eq!(settings, expected);
    }

    #[test]
    fn a_merged_tree_points_at_the_file_that_spoke_last() {
        let mut sources = Sources::default();
        let base = sources.add("base.yaml", "title: A\npeople: []\n");
        let over = sources.add("over.yaml", "depth: x\n");
        let mut node = parse(&Excerpt::whole(base, &sources)).unwrap();
        node.merge(parse(&Excerpt::whole(over, &sources)).unwrap());
        let fault = read::<Settings>(&node).unwrap_err();
        let span = fault.span.unwrap();
        assert_eq!((span.file, sources.excerpt(span)), (over, "x"));
    }
}
