//! Lists in pages, cursor style: `cursor` + `limit` (at most 100), a `Link` header with `next`.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::problem::{InputFault, Problem};

/// The most items a page may hold.
pub const LIMIT_MAX: i64 = 100;
/// Items on a page when nothing is asked.
pub const LIMIT_DEFAULT: i64 = 50;

/// The query of a list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
pub struct PageQuery {
    /// Where to go on: opaque, from the `next` link of the page before.
    pub cursor: Option<String>,
    /// How many at most: 1 to 100, 50 when absent.
    pub limit: Option<i64>,
}

/// What a list answers, for the `OpenAPI` document: `body = Items<DeclaratieView>`.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Items<T> {
    /// De rijen van deze pagina; de header Link wijst naar de volgende.
    pub items: Vec<T>,
}

/// A checked page: start after `after`, at most `limit`. Lists are ordered by id.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The last id of the page before; `None` for the first page.
    pub after: Option<Uuid>,
    /// How many.
    pub limit: i64,
}

impl PageQuery {
    /// Checks the query; a wrong cursor or limit is a 400.
    pub fn page(&self) -> Result<Page, Problem> {
        let mut faults = Vec::new();
        let limit = self.limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            faults.push(fault("limit", &format!("Een getal van 1 tot en met {LIMIT_MAX}.")));
        }
        let after = match self.cursor.as_deref().map(Uuid::try_parse) {
            None => None,
            Some(Ok(after)) => Some(after),
            Some(Err(_)) => {
                faults.push(fault("cursor", "De cursor uit de link naar de volgende pagina."));
                None
            }
        };
        if faults.is_empty() { Ok(Page { after, limit }) } else { Err(Problem::invalid(faults)) }
    }
}

fn fault(location: &str, detail: &str) -> InputFault {
    InputFault {
        place: "query".to_owned(),
        location: location.to_owned(),
        code: "formaat".to_owned(),
        detail: detail.to_owned(),
    }
}

impl Page {
    /// How many rows to ask the store for: one more than the page holds.
    pub fn rows(self) -> i64 {
        self.limit.saturating_add(1)
    }

    /// 200 with `{"items": […]}` and the `Link` header. Ask the store for `limit + 1` rows: the
    /// extra one says that there is a next page. `id` gives the id of an item.
    pub fn answer<T: Serialize>(
        self,
        request: &actix_web::HttpRequest,
        mut items: Vec<T>,
        id: impl Fn(&T) -> Uuid,
    ) -> HttpResponse {
        let limit = usize::try_from(self.limit).unwrap_or_default();
        let more = items.len() > limit;
        items.truncate(limit);
        let mut response = HttpResponse::Ok();
        if let (true, Some(last)) = (more, items.last()) {
            response.insert_header((header::LINK, next(request, id(last), self.limit)));
        }
        response.json(Items { items })
    }
}

/// The link to the next page: the same request with another cursor.
fn next(request: &actix_web::HttpRequest, cursor: Uuid, limit: i64) -> String {
    let kept: String = request
        .query_string()
        .split('&')
        .filter(|pair| {
            let key = pair.split('=').next().unwrap_or_default();
            !key.is_empty() && key != "cursor" && key != "limit"
        })
        .fold(String::new(), |kept, pair| kept + pair + "&");
    let kept = kept.replace(['<', '>'], "");
    format!("<{}?{kept}cursor={cursor}&limit={limit}>; rel=\"next\"", request.path())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn query(cursor: Option<&str>, limit: Option<i64>) -> PageQuery {
        PageQuery { cursor: cursor.map(str::to_owned), limit }
    }

    #[test]
    fn a_wrong_cursor_and_a_wrong_limit_are_told_at_once() {
        assert_eq!(query(None, None).page().unwrap().limit, LIMIT_DEFAULT);
        for limit in [0, -1, 101] {
            assert_eq!(query(None, Some(limit)).page().unwrap_err().status, 400);
        }
        assert_eq!(query(Some("x"), Some(0)).page().unwrap_err().errors.len(), 2);
    }

    #[actix_web::test]
    async fn a_full_page_links_to_the_next_and_keeps_the_filters() {
        let request =
            TestRequest::with_uri("/v1/dingen?wet=WMO&cursor=x&limit=2").to_http_request();
        let ids: Vec<Uuid> = (0..3).map(|_| crate::id::new_uuid()).collect();
        let page = Page { after: None, limit: 2 };
        let response = page.answer(&request, ids.clone(), |id| *id);
        let link = response.headers().get("link").unwrap().to_str().unwrap().to_owned();
        let expected = format!("</v1/dingen?wet=WMO&cursor={}&limit=2>; rel=\"next\"", ids[1]);
        assert_eq!(link, expected);
        let body = actix_web::body::to_bytes(response.into_body()).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["items"].as_array().unwrap().len(), 2);

        let last = page.answer(&request, ids[..2].to_vec(), |id| *id);
        assert!(last.headers().get("link").is_none());
    }
}
