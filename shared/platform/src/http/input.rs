//! Reading input field by field, so that every fault is told at once.

use super::problem::{InputFault, Problem};

/// Collects the faults of one request.
#[derive(Debug, Default)]
pub struct Faults(Vec<InputFault>);

impl Faults {
    /// Reads one field of the body: `None` and a fault with code `formaat` when it is wrong.
    /// `location` is a JSON pointer.
    pub fn read<T, E: std::fmt::Display>(
        &mut self,
        location: &str,
        read: Result<T, E>,
    ) -> Option<T> {
        read.map_err(|fault| self.add(location, "formaat", fault.to_string())).ok()
    }

    /// Notes a fault of the body.
    pub fn add(&mut self, location: &str, code: &str, detail: impl Into<String>) {
        self.0.push(InputFault {
            place: "body".to_owned(),
            location: location.to_owned(),
            code: code.to_owned(),
            detail: detail.into(),
        });
    }

    /// Whether nothing was wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults.
    pub fn into_vec(self) -> Vec<InputFault> {
        self.0
    }

    /// The value when nothing was wrong, else a 400 with all faults. `None` without a fault is a
    /// defect of the caller and a 400 as well.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Problem> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Problem::invalid(self.0)),
        }
    }
}
