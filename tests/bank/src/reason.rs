//! Why the bank says no: a code of the ISO 20022 lists and a few words.

use std::borrow::Cow;
use std::str::FromStr;

use anyhow::ensure;
use serde::{Deserialize, Serialize};

/// A reason code of one to four capitals and digits, such as `AC04`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(Cow<'static, str>);

impl Code {
    /// A code known in this source.
    pub(crate) const fn of(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }

    /// The code as it stands in a message.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=4).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        ensure!(fits, "a reason code has one to four capitals and digits, such as AC04");
        Ok(Self(Cow::Owned(text.to_owned())))
    }
}

impl TryFrom<String> for Code {
    type Error = anyhow::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0.into_owned()
    }
}

/// A code with its explanation. The explanation names elements and rules, never the content of
/// an element: it may end up in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) code: Code,
    pub(crate) text: String,
}

impl Reason {
    pub(crate) fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code: Code::of(code), text: text.into() }
    }
}
