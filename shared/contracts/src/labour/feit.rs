//! A fact with three values.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is known of one point of the form.
///
/// On the wire: an absent key is unknown, `null` is known not to be there, anything else is the
/// value. A field of this type says `#[serde(default, skip_serializing_if = "Feit::is_onbekend")]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Feit<T> {
    /// Nobody asked, or nobody answered.
    #[default]
    Onbekend,
    /// Asked, and there is none: no clause, no number, no day.
    NietAfgesproken,
    /// This it is.
    Bekend(T),
}

impl<T> Feit<T> {
    /// Whether nothing is known.
    pub const fn is_onbekend(&self) -> bool {
        matches!(self, Self::Onbekend)
    }

    /// The value, when there is one.
    pub fn bekend(self) -> Option<T> {
        match self {
            Self::Bekend(value) => Some(value),
            Self::Onbekend | Self::NietAfgesproken => None,
        }
    }

    /// The same about a part or a conversion of the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Feit<U> {
        match self {
            Self::Onbekend => Feit::Onbekend,
            Self::NietAfgesproken => Feit::NietAfgesproken,
            Self::Bekend(value) => Feit::Bekend(change(value)),
        }
    }

    /// The same, without taking it.
    pub const fn as_ref(&self) -> Feit<&T> {
        match self {
            Self::Onbekend => Feit::Onbekend,
            Self::NietAfgesproken => Feit::NietAfgesproken,
            Self::Bekend(value) => Feit::Bekend(value),
        }
    }
}

/// An absent *fact* is unknown.
impl<T> From<Option<T>> for Feit<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Onbekend, Self::Bekend)
    }
}

impl<T: Serialize> Serialize for Feit<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bekend(value) => value.serialize(serializer),
            Self::Onbekend | Self::NietAfgesproken => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Feit<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer)
            .map(|value| value.map_or(Self::NietAfgesproken, Self::Bekend))
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for Feit<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_id()
    }

    fn inline_schema() -> bool {
        Option::<T>::inline_schema()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<T>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Form {
        #[serde(default, skip_serializing_if = "Feit::is_onbekend")]
        boete: Feit<i64>,
    }

    #[test]
    fn absent_is_unknown_and_null_is_known_not_to_be_there() {
        let cases = [
            ("{}", Feit::Onbekend),
            (r#"{"boete":null}"#, Feit::NietAfgesproken),
            (r#"{"boete":5}"#, Feit::Bekend(5)),
        ];
        for (text, boete) in cases {
            let form: Form = serde_json::from_str(text).unwrap();
            assert_eq!(form, Form { boete });
            assert_eq!(serde_json::to_string(&form).unwrap(), text);
        }
    }
}
