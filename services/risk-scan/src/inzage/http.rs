//! Who asks, and the header `Doelbinding` of the request.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use platform::http::problem::InputFault;
use platform::{Caller, Context, Problem, tenancy};

use super::store::Kijker;
use super::{Doelbinding, HEADER};

/// A caller with a purpose: a handler that takes one cannot be reached without either.
pub(crate) struct Inzage {
    /// Who.
    pub(crate) caller: Caller,
    doelbinding: Doelbinding,
}

impl FromRequest for Inzage {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let doelbinding = read(request);
        Box::pin(async move { Ok(Self { caller: caller.await?, doelbinding: doelbinding? }) })
    }
}

impl Inzage {
    /// Demands the right to read signals, and finds what this caller may see.
    pub(crate) async fn kijker(self, context: &Context) -> Result<Kijker, Problem> {
        let Self { caller, doelbinding } = self;
        caller.require("pgb.signalen.lezen")?;
        let scope = tenancy::scope_of(context, &caller).await?;
        Ok(Kijker { caller, doelbinding, scope, now: context.clock.now() })
    }
}

fn read(request: &HttpRequest) -> Result<Doelbinding, Problem> {
    let mut given = request.headers().get_all(HEADER);
    let (first, second) = (given.next(), given.next());
    let Some(first) = first else {
        return Err(fault("ontbreekt", "Stuur in de header Doelbinding mee waarvoor u kijkt."));
    };
    // The bytes of a header are UTF-8 where a client sends more than ASCII.
    let text = std::str::from_utf8(first.as_bytes()).unwrap_or_default();
    match Doelbinding::parse(text) {
        Ok(doelbinding) if second.is_none() => Ok(doelbinding),
        Ok(_) => Err(fault("dubbel", "Stuur de header Doelbinding één keer mee.")),
        Err(wrong) => Err(fault("formaat", &format!("Verwacht: {wrong}."))),
    }
}

fn fault(code: &str, detail: &str) -> Problem {
    Problem::invalid(vec![InputFault {
        place: "header".to_owned(),
        location: HEADER.to_owned(),
        code: code.to_owned(),
        detail: detail.to_owned(),
    }])
}
