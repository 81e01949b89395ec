//! The JSON extractor: content type checked, size limited, unknown fields refused by the type, and
//! a wrong field named by its path. Errors are problems.

mod faults;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::body;
use super::problem::{InputFault, Problem};
use super::server::Shell;

pub(crate) use faults::Schema;

/// The most bytes a JSON body may have.
pub const BYTES_MAX: usize = 256 * 1024;

/// A request body. `T` should `deny_unknown_fields`.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let checked = body::content_type(request, &["application/json"]);
        let payload = payload.take();
        let request = request.clone();
        Box::pin(async move {
            checked?;
            let bytes = body::read(payload, BYTES_MAX, body::SECONDS_MAX).await?;
            parse(&bytes).map(Self).map_err(|problem| complete::<T>(problem, &request, &bytes))
        })
    }
}

/// Reads JSON; a 400 names the wrong field by its path and says what was expected. Use it on the
/// lines of a bulk request too.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| Problem::invalid(vec![fault(error.path(), error.inner())]))?;
    reader.end().map_err(|error| {
        Problem::invalid(vec![fault(&serde_path_to_error::Track::new().path(), &error)])
    })?;
    Ok(value)
}

/// Adds the faults behind the first one, where the document tells what the body should be.
fn complete<T: DeserializeOwned>(
    mut problem: Problem,
    request: &HttpRequest,
    bytes: &[u8],
) -> Problem {
    let shell = request.app_data::<web::Data<Shell>>();
    let schema = shell.and_then(|shell| shell.body_schema(request));
    let faults = schema.map(|schema| faults::all::<T>(bytes, schema)).unwrap_or_default();
    if faults.len() > problem.errors.len() {
        problem = Problem::invalid(faults);
    }
    problem
}

fn fault(path: &serde_path_to_error::Path, error: &serde_json::Error) -> InputFault {
    let (code, detail) = explain(error);
    InputFault { place: "body".to_owned(), location: pointer(path), code, detail }
}

/// The JSON pointer of a path.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

/// What serde says, in Dutch and without the value that was given.
fn explain(error: &serde_json::Error) -> (String, String) {
    if error.is_syntax() || error.is_eof() {
        let place = format!("regel {}, teken {}", error.line(), error.column());
        return ("json".to_owned(), format!("Dit is geen JSON ({place})."));
    }
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    let named = text.split('`').nth(1).unwrap_or_default();
    let expected = text.rsplit_once(", expected ").map(|(_, expected)| expected);
    let (code, detail) = if text.starts_with("missing field") {
        ("ontbreekt", format!("Het veld `{named}` ontbreekt."))
    } else if text.starts_with("unknown field") {
        ("onbekend", "Dit veld kennen wij niet.".to_owned())
    } else if text.starts_with("duplicate field") {
        ("dubbel", format!("Het veld `{named}` staat er twee keer."))
    } else if let Some(expected) = expected {
        ("formaat", format!("Verwacht: {expected}."))
    } else if text.starts_with("invalid ") || text.starts_with("failed to parse") {
        ("formaat", "Deze waarde heeft niet de juiste vorm.".to_owned())
    } else {
        ("formaat", format!("Verwacht: {text}."))
    };
    (code.to_owned(), detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "only read to see it fail")]
    struct Body {
        naam: String,
        regels: Vec<Line>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "only read to see it fail")]
    struct Line {
        bsn: kernel::Bsn,
        aantal: i64,
    }

    #[test]
    fn a_wrong_field_is_named_by_its_path_and_its_value_is_not_repeated() {
        let cases = [
            (
                r#"{"naam":"a","regels":[{"bsn":"999990018","aantal":1}]}"#,
                "/regels/0/bsn",
                "formaat",
            ),
            (r#"{"naam":"a","regels":[{"bsn":"999990019"}]}"#, "/regels/0", "ontbreekt"),
            (r#"{"naam":"a","regels":[],"extra":1}"#, "/extra", "onbekend"),
            (r#"{"naam":7,"regels":[]}"#, "/naam", "formaat"),
            (r#"{"naam":"a","naam":"b","regels":[]}"#, "", "dubbel"),
            (r#"{"naam":"a","regels":[]} x"#, "", "json"),
            ("", "", "json"),
        ];
        for (text, location, code) in cases {
            let problem = parse::<Body>(text.as_bytes()).unwrap_err();
            assert_eq!(problem.status, 400, "{text}");
            let fault = problem.errors.first().unwrap();
            assert_eq!((fault.location.as_str(), fault.code.as_str()), (location, code), "{text}");
            assert!(!problem.json().contains("999990018"), "{}", problem.json());
        }
    }

    #[test]
    fn a_body_that_nests_without_end_is_refused() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(parse::<serde_json::Value>(deep.as_bytes()).unwrap_err().status, 400);
    }
}
