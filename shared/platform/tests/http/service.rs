//! A service for the tests: things with a name, and every way to fail.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use diesel_async::RunQueryDsl;
use diesel_migrations::EmbeddedMigrations;
use futures_util::FutureExt;
use platform::http::idempotency::{self, Answer};
use platform::http::json::Json;
use platform::http::paging::{Items, PageQuery};
use platform::http::precondition::{IfMatch, etag};
use platform::service::Service;
use platform::{Caller, Context, Problem, Scope};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The service.
pub(crate) static SERVICE: Service = Service {
    name: "proef",
    description: "Een dienst voor de tests.",
    api_version: "1.2.3",
    port: 0,
    migrations: || EmbeddedMigrations::new(&[]),
    routes: |config| {
        config.service(list).service(read).service(create).service(replace).service(pieces);
    },
    hearers: |_| Vec::new(),
    jobs: &[],
};

#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ding {
    naam: String,
}

#[utoipa::path(params(PageQuery), responses((status = 200, description = "Dingen.", body = Items<Ding>)))]
#[get("/dingen")]
async fn list(
    caller: Caller,
    request: HttpRequest,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.dingen.lezen")?;
    let page = query.page()?;
    Ok(page.answer(&request, Vec::<Uuid>::new(), |id| *id))
}

#[utoipa::path(
    params(("id" = Uuid, Path, description = "Het ding.")),
    responses((status = 200, description = "Het ding.", body = Ding)),
)]
#[get("/dingen/{id}")]
async fn read(caller: Caller, _id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    caller.require("pgb.dingen.lezen")?;
    Err(Problem::not_found())
}

#[utoipa::path(
    request_body = Ding,
    responses((status = 201, description = "Gemaakt.", body = Ding), (status = 409, description = "Kan niet.")),
)]
#[post("/dingen")]
async fn create(
    caller: Caller,
    context: web::Data<Context>,
    request: HttpRequest,
    ding: Json<Ding>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.dingen.schrijven")?;
    let ding = ding.0;
    let bytes = serde_json::to_vec(&ding).unwrap();
    idempotency::once(&context, &caller, &request, &bytes, Scope::Landelijk, move |conn| {
        let ding = ding.clone();
        async move {
            if ding.naam == "fout" {
                return Err(Problem::refused("fout", "Zo mag een ding niet heten."));
            }
            if ding.naam == "langzaam" {
                diesel::sql_query("SELECT pg_sleep(0.5)").execute(conn).await?;
            }
            let id = Uuid::now_v7();
            let (name, tag) = etag(1);
            Ok(Answer {
                status: 201,
                headers: vec![
                    ("Location".to_owned(), format!("/proef/v1/dingen/{id}")),
                    (name.to_string(), tag),
                ],
                body: serde_json::json!({ "id": id, "naam": ding.naam }),
            })
        }
        .boxed()
    })
    .await
}

#[utoipa::path(
    params(("id" = Uuid, Path, description = "Het ding.")),
    responses((status = 204, description = "Vervangen.")),
)]
#[put("/dingen/{id}")]
async fn replace(
    caller: Caller,
    _id: web::Path<Uuid>,
    tag: IfMatch,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.dingen.schrijven")?;
    if tag.0 == 1 { Ok(HttpResponse::NoContent().finish()) } else { Err(IfMatch::failed()) }
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
struct Kind {
    soort: Option<String>,
}

/// Everything that may go wrong in a handler.
#[utoipa::path(params(Kind), responses((status = 200, description = "Heel.")))]
#[get("/stukken")]
async fn pieces(
    caller: Caller,
    context: web::Data<Context>,
    kind: web::Query<Kind>,
) -> Result<HttpResponse, Problem> {
    caller.require("pgb.dingen.lezen")?;
    match kind.soort.as_deref() {
        Some("paniek") => panic!("a defect of the test"),
        Some("tekst") => Ok(HttpResponse::BadRequest().body("plain text")),
        Some("lang") => {
            tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
            Ok(HttpResponse::Ok().finish())
        }
        Some("database") => context
            .transact(Scope::Landelijk, |conn| {
                async move {
                    diesel::sql_query("SELECT no_such_column").execute(conn).await?;
                    Ok::<_, Problem>(())
                }
                .boxed()
            })
            .await
            .map(|()| HttpResponse::Ok().finish()),
        _ => Ok(HttpResponse::Ok().finish()),
    }
}
