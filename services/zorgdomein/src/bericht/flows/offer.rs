//! A toekenning as JSON: the same judgement, but a refusal is a problem and leaves nothing behind.

use std::sync::Arc;

use diesel_async::AsyncPgConnection;
use platform::http::problem::InputFault;
use platform::{Problem, Scope};

use super::{Act, act, content_reference, judge, know, lock_identity, retour_of, sender};
use crate::bericht::retour::Verdict;
use crate::bericht::rules::{self, Break};
use crate::bericht::store::{self, Identity, Kept};
use crate::bericht::xml::message::Header;
use crate::bericht::{Toekenningsbericht, write};
use crate::persoon::flows::Desk;
use crate::persoon::peers::Answer;
use crate::toekenning::Toekenning;

/// A toekenning that comes in as JSON, read and looked up.
#[derive(Clone)]
pub struct Offered {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its facts.
    pub bericht: Arc<Toekenningsbericht>,
    /// What the BRP says.
    pub brp: Answer,
    /// Who sends it.
    pub oin: String,
}

/// Takes in a toekenning as JSON: the same judgement, but a refusal is a problem and leaves
/// nothing behind.
pub async fn offer(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    scope: &Scope,
    offered: &Offered,
) -> Result<Toekenning, Problem> {
    let bericht = offered.bericht.as_ref();
    let who = (offered.oin.as_str(), bericht.kop.wet);
    let Some(sender) = sender(conn, (desk, scope), &bericht.kop.afzender, who).await? else {
        let place = rules::Place::of(rules::Class::Header, "afzender");
        let demands = "de afzender is een bekende verstrekker";
        return Err(refused(&[Break { rule: "CS300", demands, place }]));
    };
    let kinds = store::kinds(conn, "501", desk.today).await?;
    let kind = kinds.iter().find(|kind| kind.wet == bericht.kop.wet);
    let code = kind.map_or_else(|| bericht.kop.wet.code().to_owned(), |kind| kind.code.clone());
    let identity = Identity {
        verstrekker: sender.id.uuid(),
        code: Some(code),
        identificatie: Some(bericht.kop.identificatie.clone()),
    };
    let used = lock_identity(conn, &identity).await?.iter().any(|found| found.eerste);
    let known = know(conn, desk, Some(&sender), bericht, (used, &offered.brp)).await?;
    let breaks = judge(bericht, desk, &known);
    if !breaks.is_empty() {
        return Err(refused(&breaks));
    }
    let id = platform::id::new_uuid();
    let inhoud_ref = content_reference(desk, &offered.bytes);
    let said = match kind {
        Some(kind) => {
            let header = Header::of(&bericht.kop, kind);
            Some(retour_of(conn, desk, (kind, &header), Verdict::Goed).await?)
        }
        None => None,
    };
    let kept = Kept {
        id,
        identity: &identity,
        eerste: true,
        vorm: "json",
        inhoud_ref: &inhoud_ref,
        inhoud: &offered.bytes,
        antwoord: &said.as_ref().map(write::write).unwrap_or_default(),
        retour: said.as_ref(),
        status: 201,
        goed: true,
        oin: &offered.oin,
    };
    store::insert(conn, &desk.sealing, kept, desk.now).await?;
    let brp = &offered.brp;
    let done = Act { id, sender: sender.id, bericht, brp, known: &known, scope };
    Ok(act(conn, desk, done).await?)
}

/// 400 with the retourcode of each broken rule where it is broken.
pub fn refused(breaks: &[Break]) -> Problem {
    let errors = breaks.iter().map(|found| InputFault {
        place: "body".to_owned(),
        location: found.place.pointer(),
        code: found.retourcode(),
        detail: format!("{}: {}.", found.rule, found.demands),
    });
    Problem::invalid(errors.collect())
}
