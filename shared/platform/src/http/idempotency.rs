//! `Idempotency-Key`: the same request twice is done once.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use aws_lc_rs::digest;
use diesel::OptionalExtension;
use diesel::sql_types::{Bigint, Binary, Bool, Integer, Jsonb, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::BoxFuture;
use std::sync::Arc;

use super::problem::{InputFault, Problem};
use crate::{Caller, Context, Fault, Scope};

/// The name of the header.
pub const HEADER: &str = "Idempotency-Key";
/// The most characters a key may have.
pub const KEY_MAX: usize = 128;
/// How long an answer is kept; after that the business key protects.
pub const DAYS_KEPT: i32 = 30;

/// An answer that can be stored and given again.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Location`, `ETag` and the like.
    pub headers: Vec<(String, String)>,
    /// JSON body.
    pub body: serde_json::Value,
}

impl Answer {
    /// The answer as actix sends it.
    pub fn response(&self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        for (name, value) in &self.headers {
            response.insert_header((name.as_str(), value.as_str()));
        }
        if self.body.is_null() { response.finish() } else { response.json(&self.body) }
    }
}

/// Does `work` once for this key: in one transaction under `scope` with the row that remembers key,
/// hash of the input and the answer. A repeat gets the stored answer; the same key with another
/// body is a 409; without the header a 400; the first one still running is a 409 with
/// `Retry-After`. A refusal (`Err`) is not stored: nothing was done.
///
/// The key is the caller's organisation, method, path and the header.
#[expect(clippy::too_many_arguments, reason = "each is another thing of the one request")]
pub async fn once<F>(
    context: &Context,
    caller: &Caller,
    request: &HttpRequest,
    body: &[u8],
    scope: Scope,
    work: F,
) -> Result<HttpResponse, Problem>
where
    F: for<'c> Fn(&'c mut AsyncPgConnection) -> BoxFuture<'c, Result<Answer, Problem>>
        + Send
        + Sync
        + 'static,
{
    let key = Arc::new(Key {
        oin: caller.oin.to_string(),
        method: request.method().to_string(),
        path: request.path().to_owned(),
        name: key(request)?,
        hash: digest::digest(&digest::SHA256, body).as_ref().to_vec(),
    });
    let work = Arc::new(work);
    let answer = context
        .transact(scope, move |conn| {
            let (key, work) = (Arc::clone(&key), Arc::clone(&work));
            Box::pin(async move {
                if let Some(stored) = key.claim(conn).await? {
                    return Ok(stored);
                }
                let answer = work(conn).await?;
                key.store(conn, &answer).await?;
                Ok::<_, Problem>(answer)
            })
        })
        .await?;
    Ok(answer.response())
}

/// Deletes answers that were kept long enough; says whether there may be more.
pub(crate) async fn forget(conn: &mut AsyncPgConnection) -> Result<bool, diesel::result::Error> {
    let deleted = diesel::sql_query(
        "DELETE FROM idempotency WHERE ctid IN (SELECT ctid FROM idempotency \
         WHERE created_at < now() - make_interval(days => $1) LIMIT 5000)",
    )
    .bind::<Integer, _>(DAYS_KEPT)
    .execute(conn)
    .await?;
    Ok(deleted == 5000)
}

/// Reads the header: a quoted string or a bare token of at most [`KEY_MAX`] characters.
fn key(request: &HttpRequest) -> Result<String, Problem> {
    let wrong = |detail: &str, code: &str| {
        Problem::invalid(vec![InputFault {
            place: "header".to_owned(),
            location: HEADER.to_owned(),
            code: code.to_owned(),
            detail: detail.to_owned(),
        }])
    };
    let mut given = request.headers().get_all(HEADER);
    let Some(first) = given.next() else {
        return Err(wrong("Stuur de header Idempotency-Key mee.", "ontbreekt"));
    };
    let text = first.to_str().unwrap_or_default().trim();
    let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let good = (1..=KEY_MAX).contains(&bare.len())
        && bare.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\');
    if good && given.next().is_none() {
        return Ok(bare.to_owned());
    }
    Err(wrong("Eén sleutel van 1 tot en met 128 zichtbare tekens, zonder spaties.", "formaat"))
}

struct Key {
    oin: String,
    method: String,
    path: String,
    name: String,
    hash: Vec<u8>,
}

#[derive(diesel::QueryableByName)]
struct Locked {
    #[diesel(sql_type = Bool)]
    locked: bool,
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Binary)]
    request_hash: Vec<u8>,
    #[diesel(sql_type = Integer)]
    status: i32,
    #[diesel(sql_type = Jsonb)]
    headers: serde_json::Value,
    #[diesel(sql_type = Jsonb)]
    body: serde_json::Value,
}

impl Key {
    /// Takes the key for this transaction; the answer when it was done before.
    async fn claim(&self, conn: &mut AsyncPgConnection) -> Result<Option<Answer>, Problem> {
        let Locked { locked } = diesel::sql_query("SELECT pg_try_advisory_xact_lock($1) AS locked")
            .bind::<Bigint, _>(self.number())
            .get_result(conn)
            .await?;
        if !locked {
            return Err(running());
        }
        let row: Option<Row> = diesel::sql_query(
            "SELECT request_hash, status, headers, body FROM idempotency \
             WHERE oin = $1 AND method = $2 AND path = $3 AND key = $4",
        )
        .bind::<Text, _>(&self.oin)
        .bind::<Text, _>(&self.method)
        .bind::<Text, _>(&self.path)
        .bind::<Text, _>(&self.name)
        .get_result(conn)
        .await
        .optional()?;
        let Some(Row { request_hash, status, headers, body }) = row else { return Ok(None) };
        if request_hash != self.hash {
            return Err(Problem::refused(
                "sleutel-hergebruikt",
                "Deze Idempotency-Key is al gebruikt voor een verzoek met een andere inhoud.",
            ));
        }
        let status = u16::try_from(status).map_err(Fault::stored("idempotency.status"))?;
        let headers =
            serde_json::from_value(headers).map_err(Fault::stored("idempotency.headers"))?;
        Ok(Some(Answer { status, headers, body }))
    }

    async fn store(&self, conn: &mut AsyncPgConnection, answer: &Answer) -> Result<(), Problem> {
        let headers =
            serde_json::to_value(&answer.headers).map_err(Fault::stored("idempotency.headers"))?;
        diesel::sql_query(
            "INSERT INTO idempotency (oin, method, path, key, request_hash, status, headers, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind::<Text, _>(&self.oin)
        .bind::<Text, _>(&self.method)
        .bind::<Text, _>(&self.path)
        .bind::<Text, _>(&self.name)
        .bind::<Binary, _>(&self.hash)
        .bind::<Integer, _>(i32::from(answer.status))
        .bind::<Jsonb, _>(&headers)
        .bind::<Jsonb, _>(&answer.body)
        .execute(conn)
        .await?;
        Ok(())
    }

    /// A number for the advisory lock. Two keys that share one only make each other wait.
    fn number(&self) -> i64 {
        let text = [self.oin.as_str(), &self.method, &self.path, &self.name].join("\n");
        let hash = digest::digest(&digest::SHA256, text.as_bytes());
        let first = hash.as_ref().first_chunk::<8>().copied().unwrap_or_default();
        i64::from_be_bytes(first)
    }
}

fn running() -> Problem {
    Problem::refused("loopt-nog", "Hetzelfde verzoek wordt nu verwerkt. Vraag het zo opnieuw.")
        .retry_after(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_key_is_a_quoted_string_or_a_bare_token() {
        let read = |value: &str| {
            key(&TestRequest::post().insert_header((HEADER, value)).to_http_request())
        };
        assert_eq!(read("\"abc-1\"").unwrap(), "abc-1");
        assert_eq!(read("abc-1").unwrap(), "abc-1");
        let long = "x".repeat(KEY_MAX + 1);
        for wrong in ["", "\"\"", "a b", "a\"b", "\"a", &long] {
            assert_eq!(read(wrong).unwrap_err().status, 400, "{wrong}");
        }
        let absent = key(&TestRequest::post().to_http_request()).unwrap_err();
        assert_eq!(absent.errors[0].code, "ontbreekt");
    }
}
