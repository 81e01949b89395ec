//! Optimistic locking: `ETag` out, `If-Match` in; both carry the row's `revisie`.

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderName};
use actix_web::{FromRequest, HttpRequest};

use super::problem::{InputFault, Problem};

/// The `If-Match` of a request: extracted by actix; 428 when absent, 400 when it is not one of
/// our tags. Compare in the `UPDATE … WHERE revisie = $1`; no row is a 412
/// ([`IfMatch::failed`]).
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i64);

impl IfMatch {
    /// 412: somebody was first.
    pub fn failed() -> Problem {
        Problem::of_status(412)
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        std::future::ready(read(request))
    }
}

fn read(request: &HttpRequest) -> Result<IfMatch, Problem> {
    let mut given = request.headers().get_all(header::IF_MATCH);
    let (first, second) = (given.next(), given.next());
    let Some(first) = first else { return Err(Problem::of_status(428)) };
    first
        .to_str()
        .ok()
        .filter(|_| second.is_none())
        .and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"'))
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok())
        .map(IfMatch)
        .ok_or_else(|| {
            Problem::invalid(vec![InputFault {
                place: "header".to_owned(),
                location: "If-Match".to_owned(),
                code: "formaat".to_owned(),
                detail: "Eén ETag zoals u die van ons kreeg, bijvoorbeeld \"3\".".to_owned(),
            }])
        })
}

/// The `ETag` header of a row.
pub fn etag(revisie: i64) -> (HeaderName, String) {
    (header::ETAG, format!("\"{revisie}\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn if_match_takes_one_of_our_tags_only() {
        let read_of = |value: &str| {
            read(&TestRequest::post().insert_header(("if-match", value)).to_http_request())
        };
        assert_eq!(read_of("\"7\"").unwrap().0, 7);
        for wrong in ["7", "*", "W/\"7\"", "\"a\"", "\"-1\"", "\"1\", \"2\"", "\"\"", "\"+1\""] {
            assert_eq!(read_of(wrong).unwrap_err().status, 400, "{wrong}");
        }
        let absent = TestRequest::post().to_http_request();
        assert_eq!(read(&absent).unwrap_err().status, 428);
    }
}
