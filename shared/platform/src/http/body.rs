//! Bodies: content type checked, size and time limited, whole or line by line.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;

use super::problem::Problem;

/// The most seconds a body may take to come in.
pub const SECONDS_MAX: u64 = 10;
/// The most seconds a bulk body may take.
pub const BULK_SECONDS_MAX: u64 = 60;
/// The most bytes of a bulk body.
pub const BULK_BYTES_MAX: usize = 32 * 1024 * 1024;
/// The most bytes of one line of a bulk body.
pub const LINE_BYTES_MAX: usize = 256 * 1024;
/// The most lines of a bulk body.
pub const LINES_MAX: usize = 10_000;
/// The most bytes of an XML body.
pub const XML_BYTES_MAX: usize = 25 * 1024 * 1024;

/// Demands one of these content types (parameters such as `charset` aside); else 415.
pub fn content_type(request: &HttpRequest, accepted: &[&str]) -> Result<(), Problem> {
    let given = request.content_type();
    if accepted.iter().any(|accepted| given.eq_ignore_ascii_case(accepted)) {
        return Ok(());
    }
    let mut problem = Problem::of_status(415).with_header(header::ACCEPT, accepted.join(", "));
    problem.detail = format!("Stuur de inhoud als {}.", accepted.join(" of "));
    Err(problem)
}

/// Reads a whole body: 413 above `bytes_max`, 408 when it takes longer than `seconds_max`.
pub async fn read(
    mut payload: Payload,
    bytes_max: usize,
    seconds_max: u64,
) -> Result<Bytes, Problem> {
    let all = async {
        let mut body = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_cut_off| Problem::of_status(400))?;
            if body.len().saturating_add(chunk.len()) > bytes_max {
                return Err(Problem::of_status(413));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    };
    match tokio::time::timeout(Duration::from_secs(seconds_max), all).await {
        Ok(body) => body,
        Err(_elapsed) => Err(Problem::of_status(408)),
    }
}

/// An XML body of at most [`XML_BYTES_MAX`], `application/xml` or `text/xml`; not read further.
#[derive(Debug)]
pub struct Xml(pub Bytes);

impl FromRequest for Xml {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let checked = content_type(request, &["application/xml", "text/xml"]);
        let payload = payload.take();
        Box::pin(async move {
            checked?;
            read(payload, XML_BYTES_MAX, BULK_SECONDS_MAX).await.map(Self)
        })
    }
}

/// An `application/x-ndjson` body, read line by line as it comes in: at most [`BULK_BYTES_MAX`]
/// and [`LINES_MAX`] lines in [`BULK_SECONDS_MAX`] of waiting for the sender.
pub struct Lines {
    payload: Payload,
    buffer: BytesMut,
    searched: usize,
    bytes: usize,
    count: usize,
    waited: Duration,
    ended: bool,
}

impl FromRequest for Lines {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        std::future::ready(content_type(request, &["application/x-ndjson"]).map(|()| Self {
            payload: payload.take(),
            buffer: BytesMut::new(),
            searched: 0,
            bytes: 0,
            count: 0,
            waited: Duration::ZERO,
            ended: false,
        }))
    }
}

impl Lines {
    /// The next line that is not empty, without its end; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        while let Some(line) = self.raw().await? {
            let line = line.strip_suffix(b"\r").map_or(line.clone(), |cut| line.slice_ref(cut));
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.count = self.count.saturating_add(1);
            if self.count > LINES_MAX {
                return Err(too_large(format!("Er zijn meer dan {LINES_MAX} regels.")));
            }
            return Ok(Some(line));
        }
        Ok(None)
    }

    /// Up to `most` lines; an empty answer is the end.
    pub async fn batch(&mut self, most: usize) -> Result<Vec<Bytes>, Problem> {
        let mut lines = Vec::with_capacity(most);
        while lines.len() < most {
            let Some(line) = self.next().await? else { break };
            lines.push(line);
        }
        Ok(lines)
    }

    async fn raw(&mut self) -> Result<Option<Bytes>, Problem> {
        loop {
            let unseen = self.buffer.get(self.searched..).unwrap_or_default();
            if let Some(found) = unseen.iter().position(|byte| *byte == b'\n') {
                let end = self.searched.saturating_add(found);
                let mut line = self.buffer.split_to(end.saturating_add(1));
                line.truncate(end);
                self.searched = 0;
                return Ok(Some(line.freeze()));
            }
            self.searched = self.buffer.len();
            if self.buffer.len() > LINE_BYTES_MAX {
                return Err(too_large("Een regel is te lang.".to_owned()));
            }
            if self.ended {
                self.searched = 0;
                let rest = self.buffer.split().freeze();
                return Ok((!rest.is_empty()).then_some(rest));
            }
            self.fill().await?;
        }
    }

    async fn fill(&mut self) -> Result<(), Problem> {
        let left = Duration::from_secs(BULK_SECONDS_MAX).saturating_sub(self.waited);
        let since = std::time::Instant::now();
        let chunk = tokio::time::timeout(left, self.payload.next())
            .await
            .map_err(|_elapsed| Problem::of_status(408))?;
        self.waited = self.waited.saturating_add(since.elapsed());
        let Some(chunk) = chunk else {
            self.ended = true;
            return Ok(());
        };
        let chunk = chunk.map_err(|_cut_off| Problem::of_status(400))?;
        self.bytes = self.bytes.saturating_add(chunk.len());
        if self.bytes > BULK_BYTES_MAX {
            return Err(Problem::of_status(413));
        }
        self.buffer.extend_from_slice(&chunk);
        Ok(())
    }
}

fn too_large(detail: String) -> Problem {
    let mut problem = Problem::of_status(413);
    problem.detail = detail;
    problem
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    async fn lines(body: Vec<u8>) -> Result<Vec<String>, Problem> {
        let request = TestRequest::post()
            .insert_header(("content-type", "application/x-ndjson; charset=utf-8"))
            .set_payload(body);
        let (request, mut payload) = request.to_http_parts();
        let mut lines = Lines::from_request(&request, &mut payload).await?;
        let mut all = Vec::new();
        while let Some(line) = lines.next().await? {
            all.push(String::from_utf8(line.to_vec()).unwrap());
        }
        Ok(all)
    }

    #[tokio::test]
    async fn lines_come_out_one_by_one_without_their_ends() {
        let body = b"{\"a\":1}\r\n\n{\"b\":2}\n{\"c\":3}".to_vec();
        let read = lines(body).await.unwrap();
        assert_eq!(read, [r#"{"a":1}"#, r#"{"b":2}"#, r#"{"c":3}"#]);
        assert!(lines(Vec::new()).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_bulk_body_has_limits() {
        let endless = lines(vec![b'x'; LINE_BYTES_MAX + 2]).await.unwrap_err();
        assert_eq!(endless.status, 413);
        let many = lines("x\n".repeat(LINES_MAX + 1).into_bytes()).await.unwrap_err();
        assert_eq!(many.status, 413);
        assert_eq!(lines("x\n".repeat(LINES_MAX).into_bytes()).await.unwrap().len(), LINES_MAX);
    }

    #[tokio::test]
    async fn a_body_of_another_type_is_415() {
        let (request, mut payload) = TestRequest::post().set_payload("<a/>").to_http_parts();
        let problem = Xml::from_request(&request, &mut payload).await.unwrap_err();
        assert_eq!(problem.status, 415);
    }
}
