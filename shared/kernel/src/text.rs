//! The common shape of a checked text: private, one constructor, serde through it.

/// Defines a newtype over `String` whose only constructor is `parse`.
///
/// `debug = hidden` keeps the value out of `Debug`, for numbers that name a person.
macro_rules! checked_text {
    ($(#[$meta:meta])* $name:ident, $pattern:literal, $example:literal, $debug:ident, $parse:expr) => {
        $(#[$meta])*
        #[derive(
            Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema, utoipa::ToSchema,
        )]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String", extend("pattern" = $pattern, "examples" = [$example]))]
        #[schema(value_type = String, pattern = $pattern, example = $example)]
        pub struct $name(String);

        impl $name {
            /// Reads the text, or says what was expected.
            pub fn parse(text: &str) -> Result<Self, $crate::Fault> {
                let check: fn(&str) -> Result<String, $crate::Fault> = $parse;
                check(text).map(Self)
            }

            /// The value as text, in its one canonical form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::Fault;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Fault;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        crate::text::debug_of!($name, $debug);
    };
}

/// `hidden`: `Debug` shows the type only. `shown`: it shows the value, and `Display` exists.
macro_rules! debug_of {
    ($name:ident, hidden) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}(…)", stringify!($name))
            }
        }
    };
    ($name:ident, shown) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(crate) use {checked_text, debug_of};
