//! Commands on messages: judge, act, answer, keep; one message is one transaction.

use std::sync::Arc;

use aws_lc_rs::digest;
use diesel_async::AsyncPgConnection;
use futures_util::FutureExt;
use kernel::{Id, Wet};
use platform::sealing::hex;
use platform::{Context, Fault, Problem, Scope};
use uuid::Uuid;

use super::register::{self, Knowledge, Persoonsgegeven};
use super::retour::{Retour, Verdict};
use super::rules::{self, Break};
use super::store::{self, Identity, Kept, Received};
use super::xml::message::{self, Header};
use super::{Berichtsoort, Toekenningsbericht, read, wire, write, xml};
use crate::budgetafsluiting::flows as afsluitingen;
use crate::persoon::flows::Desk;
use crate::persoon::peers::{self, Answer};
use crate::toekenning::Toekenning;
use crate::toekenning::flows::{Judged, accept};
use crate::verstrekker::{self, Taak, Verstrekker};

mod offer;

pub use offer::{Offered, offer, refused};

/// The answer to an XML message.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The message.
    pub id: Uuid,
    /// The 502; a 508 is not answered.
    pub retour: Option<String>,
}

/// A message that can be answered: its header reads.
struct Incoming {
    bytes: Vec<u8>,
    inhoud_ref: String,
    header: Header,
    kind: Berichtsoort,
    /// The shape, unless the schema is broken.
    shape: Option<wire::Bericht>,
    /// The typed facts, unless the schema is broken.
    bericht: Option<Toekenningsbericht>,
    /// Breaks of the schema.
    breaks: Vec<Break>,
    brp: Answer,
    oin: String,
}

/// Takes in an iPgb message: the one intake core behind every door (HTTP, GGK, VECOZO). A repeat of the same bytes gets the stored answer.
pub async fn receive(
    context: &Context,
    oin: &str,
    scope: Scope,
    bytes: Vec<u8>,
) -> Result<Answered, Problem> {
    let desk = Desk::of(context)?;
    let inhoud_ref = content_reference(&desk, &bytes);
    let today = desk.today;
    let kinds = context
        .transact(scope.clone(), move |conn| {
            async move { store::kinds(conn, "501", today).await }.boxed()
        })
        .await?;
    let incoming = match read_message(&bytes, &kinds) {
        Ok(incoming) => incoming,
        Err(explanation) => {
            let own = scope.clone();
            let closing = afsluitingen::receive(context, own, &bytes, oin).await?;
            if let Some(id) = closing {
                return Ok(Answered { id, retour: None });
            }
            let unread = Unread { bytes, inhoud_ref, explanation, oin: oin.to_owned() };
            return Err(keep_unreadable(context, desk, scope, unread).await?);
        }
    };
    let (header, kind, shape, bericht, breaks) = incoming;
    let brp = look_up(bericht.as_ref()).await?;
    let oin = oin.to_owned();
    let incoming = Incoming { bytes, inhoud_ref, header, kind, shape, bericht, breaks, brp, oin };
    let incoming = Arc::new(incoming);
    context
        .transact(scope.clone(), move |conn| {
            let (desk, scope, incoming) = (desk.clone(), scope.clone(), incoming.clone());
            async move { answer(conn, &desk, &scope, &incoming).await }.boxed()
        })
        .await
}

type ReadMessage =
    (Header, Berichtsoort, Option<wire::Bericht>, Option<Toekenningsbericht>, Vec<Break>);

/// From bytes to facts; an explanation for the sender when nothing can be answered.
fn read_message(bytes: &[u8], kinds: &[Berichtsoort]) -> Result<ReadMessage, &'static str> {
    let root = xml::read(bytes).map_err(xml::Unreadable::explanation)?;
    let header = message::header(&root).map_err(message::NotAMessage::explanation)?;
    let kind = header.kind(kinds).map_err(message::NotAMessage::explanation)?.clone();
    Ok(match message::read(&root, &header, &kind) {
        Err(breaks) => (header, kind, None, None, breaks),
        Ok(shape) => match read::read(&shape) {
            Ok(bericht) => (header, kind, Some(shape), Some(bericht), Vec::new()),
            Err(breaks) => (header, kind, Some(shape), None, breaks),
        },
    })
}

/// Seconds after which a message is offered again when the BRP does not answer.
const BRP_RETRY_SECONDS: u32 = 60;

/// Asks the BRP for the budgethouder, before any lock is held. When it does not answer nothing is
/// kept and the sender is asked to come back: a grant to nobody known must not be made.
pub async fn look_up(bericht: Option<&Toekenningsbericht>) -> Result<Answer, Problem> {
    let Some(bsn) = bericht.and_then(|bericht| bericht.client.bsn.bsn()) else {
        return Ok(Answer::NietBeoordeeld);
    };
    peers::brp().look_up(&bsn).await.map_err(|fault| {
        let error = platform::http::problem::chain(&fault);
        tracing::warn!(error, "the register of persons does not answer");
        Problem::unavailable(BRP_RETRY_SECONDS)
    })
}

/// Equal bytes give equal references; nobody else can make one.
fn content_reference(desk: &Desk, bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    desk.sealing.reference("bericht", &hex(hash.as_ref()))
}

async fn answer(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    scope: &Scope,
    incoming: &Incoming,
) -> Result<Answered, Problem> {
    let Incoming { header, kind, .. } = incoming;
    let who = (incoming.oin.as_str(), kind.wet);
    let sender = sender(conn, (desk, scope), &header.afzender, who).await?;
    let identity = Identity {
        verstrekker: sender.as_ref().map_or_else(|| fallback(scope), |found| found.id.uuid()),
        code: Some(kind.code.clone()),
        identificatie: Some(header.identificatie.clone()),
    };
    let earlier = lock_identity(conn, &identity).await?;
    let repeated = earlier.iter().find(|found| found.inhoud_ref == incoming.inhoud_ref);
    if let Some(Received { id, antwoord, .. }) = repeated {
        return Ok(Answered { id: *id, retour: Some(desk.sealing.open(antwoord)?) });
    }
    let used = earlier.iter().any(|found| found.eerste);
    let mut breaks = incoming.breaks.clone();
    let mut knowledge = None;
    if let Some(bericht) = &incoming.bericht {
        let known = know(conn, desk, sender.as_ref(), bericht, (used, &incoming.brp)).await?;
        breaks.extend(judge(bericht, desk, &known));
        knowledge = Some(known);
    }
    let verdict = verdict(incoming, &breaks);
    let id = platform::id::new_uuid();
    let said = retour_of(conn, desk, (kind, header), verdict.clone()).await?;
    let retour = write::write(&said);
    let kept = Kept {
        id,
        identity: &identity,
        eerste: !used,
        vorm: "xml",
        inhoud_ref: &incoming.inhoud_ref,
        inhoud: &incoming.bytes,
        antwoord: &retour,
        retour: Some(&said),
        status: 200,
        goed: verdict.is_goed(),
        oin: &incoming.oin,
    };
    store::insert(conn, &desk.sealing, kept, desk.now).await?;
    if let (true, Some(sender), Some(bericht), Some(known)) =
        (verdict.is_goed(), sender, &incoming.bericht, knowledge)
    {
        let brp = &incoming.brp;
        let done = Act { id, sender: sender.id, bericht, brp, known: &known, scope };
        act(conn, desk, done).await?;
    }
    Ok(Answered { id, retour: Some(retour) })
}

/// The answer with its own number and day.
async fn retour_of(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    (kind, header): (&Berichtsoort, &Header),
    verdict: Verdict,
) -> Result<Retour, Fault> {
    Ok(Retour {
        kind: kind.clone(),
        header: header.clone(),
        identificatie_retour: store::next_retour(conn).await?,
        dagtekening_retour: desk.today,
        verdict,
    })
}

fn verdict(incoming: &Incoming, breaks: &[Break]) -> Verdict {
    match &incoming.shape {
        Some(shape) => Verdict::of(shape, breaks),
        None => Verdict::Ongeldig { bericht: None },
    }
}

/// Everything a readable message breaks.
fn judge(bericht: &Toekenningsbericht, desk: &Desk, known: &Knowledge) -> Vec<Break> {
    let mut breaks = rules::judge(bericht, desk.today);
    breaks.extend(register::judge(bericht, known));
    breaks.sort();
    breaks.dedup();
    breaks
}

/// The sender of a message; 403 when the caller may not speak for him.
async fn sender(
    conn: &mut AsyncPgConnection,
    (desk, scope): (&Desk, &Scope),
    afzender: &str,
    (oin, wet): (&str, Wet),
) -> Result<Option<Verstrekker>, Problem> {
    let found = verstrekker::store::by_afzendercode(conn, afzender).await?;
    if found.as_ref().is_some_and(|found| !scope.covers(found.id.uuid())) {
        return Err(Problem::forbidden("U mag niet namens deze afzender berichten sturen."));
    }
    let task = (Taak::Toekennen, wet);
    if *scope != Scope::Landelijk
        && found.as_ref().is_some_and(|found| !found.allows(oin, task, desk.today))
    {
        return Err(Problem::forbidden(
            "Uw mandaat van deze afzender geldt niet voor toekennen onder deze wet.",
        ));
    }
    Ok(found)
}

/// Under whom a message is kept that names no known sender: the verstrekker of the caller.
fn fallback(scope: &Scope) -> Uuid {
    match scope {
        Scope::Verstrekkers(own) => own.first().copied().unwrap_or(Uuid::nil()),
        Scope::Persoon(_) | Scope::Landelijk => Uuid::nil(),
    }
}

/// Waits until a repeat of the same message is done, and finds what came before.
async fn lock_identity(
    conn: &mut AsyncPgConnection,
    identity: &Identity,
) -> Result<Vec<Received>, Fault> {
    let Identity { verstrekker, code, identificatie } = identity;
    store::lock(conn, &format!("bericht|{verstrekker}|{code:?}|{identificatie:?}")).await?;
    store::same_identity(conn, identity).await
}

/// Loads what must be known to judge a message. Afterwards nobody else works on a budget of this
/// person with this sender.
async fn know(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    sender: Option<&Verstrekker>,
    bericht: &Toekenningsbericht,
    (identificatie_gebruikt, brp): (bool, &Answer),
) -> Result<Knowledge, Fault> {
    let persoon = match brp {
        Answer::Bekend(_) => Persoonsgegeven::Bekend,
        Answer::Onbekend => Persoonsgegeven::Onbekend,
        Answer::NietBeoordeeld => Persoonsgegeven::NietBeoordeeld,
    };
    let mut known = Knowledge {
        afzender_bekend: false,
        identificatie_gebruikt,
        persoon,
        vorige_onbeantwoord: false,
        budgetten: Vec::new(),
    };
    let Some(sender) = sender else { return Ok(known) };
    known.afzender_bekend =
        sender.wetten.contains(&bericht.kop.wet) && sender.soort.may_grant(bericht.kop.wet);
    let budget = &bericht.client.budget;
    let bsn_ref = desk.sealing.reference("bsn", bericht.client.bsn.as_str());
    for identificatie in
        [Some(&budget.identificatie), budget.identificatie_oud.as_ref()].iter().flatten()
    {
        let thing = format!("budget|{}|{bsn_ref}|{identificatie}", sender.id);
        known.vorige_onbeantwoord |= !store::try_lock(conn, &thing).await?;
    }
    store::lock(conn, &format!("budgethouder|{}|{bsn_ref}", sender.id)).await?;
    known.budgetten = store::known_budgets(conn, sender.id, &bsn_ref).await?;
    Ok(known)
}

/// A message without breaks.
struct Act<'a> {
    id: Uuid,
    sender: Id<Verstrekker>,
    bericht: &'a Toekenningsbericht,
    brp: &'a Answer,
    known: &'a Knowledge,
    scope: &'a Scope,
}

async fn act(conn: &mut AsyncPgConnection, desk: &Desk, act: Act<'_>) -> Result<Toekenning, Fault> {
    let Act { id, sender, bericht, brp, known, scope } = act;
    let brp = match brp {
        Answer::Bekend(found) => Some(found.as_ref()),
        Answer::Onbekend | Answer::NietBeoordeeld => None,
    };
    let replaces = known.replaced(bericht).map(|budget| budget.toekenning);
    accept(conn, desk, Judged { id, verstrekker: sender, bericht, brp, replaces, scope }).await
}

/// A document that cannot be answered with a 502.
struct Unread {
    bytes: Vec<u8>,
    inhoud_ref: String,
    explanation: &'static str,
    oin: String,
}

/// Keeps it with its answer, once, and gives the answer.
async fn keep_unreadable(
    context: &Context,
    desk: Desk,
    scope: Scope,
    unread: Unread,
) -> Result<Problem, Problem> {
    let problem =
        Problem::new(400, "onleesbaar-bericht", "Het bericht is niet te lezen", unread.explanation);
    let (text, owner, unread) = (problem.json(), fallback(&scope), Arc::new(unread));
    let id = context
        .transact(scope, move |conn| {
            let (desk, text, unread) = (desk.clone(), text.clone(), unread.clone());
            async move {
                if let Some(known) = store::unreadable(conn, owner, &unread.inhoud_ref).await? {
                    return Ok::<_, Problem>(known.id);
                }
                let identity = Identity { verstrekker: owner, code: None, identificatie: None };
                let id = platform::id::new_uuid();
                let kept = Kept {
                    id,
                    identity: &identity,
                    eerste: false,
                    vorm: "xml",
                    inhoud_ref: &unread.inhoud_ref,
                    inhoud: &unread.bytes,
                    antwoord: &text,
                    retour: None,
                    status: 400,
                    goed: false,
                    oin: &unread.oin,
                };
                store::insert(conn, &desk.sealing, kept, desk.now).await?;
                Ok(id)
            }
            .boxed()
        })
        .await?;
    Ok(problem.with_header(super::http::BERICHT_ID, id.to_string()))
}
