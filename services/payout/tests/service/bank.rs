//! The way of a payment through the bank: accepted, refused, booked, returned, paid again.

use payout::bankbericht::flows::{Refusal, Verwerkt, receive};
use payout::bestand;
use platform::{Failure, Scope};
use uuid::Uuid;

use crate::runs::{ready, release};
use crate::support::{Keten, betaalgegevens, uuid};

pub(crate) const IBAN: &str = "NL91ABNA0417164300";

/// What one attempt is at the bank.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) end_to_end_id: String,
    pub(crate) cents: i64,
}

pub(crate) fn amount(cents: i64) -> String {
    kernel::Euro::from_cents(cents).decimal()
}

/// A status report that accepts a file but for these payments.
pub(crate) fn pain002(id: &str, msg_id: &str, batch: &str, refused: &[(&str, &str)]) -> String {
    let group = if refused.is_empty() { "ACCP" } else { "PART" };
    let line = |(end_to_end_id, code): &(&str, &str)| {
        format!(
            "<TxInfAndSts><OrgnlEndToEndId>{end_to_end_id}</OrgnlEndToEndId>\
             <TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        )
    };
    let lines = refused.iter().map(line).collect::<Vec<_>>().concat();
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>{id}</MsgId><CreDtTm>2026-03-19T18:00:01Z</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{msg_id}</OrgnlMsgId>\
         <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>{batch}</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts>\
         </CstmrPmtStsRpt></Document>"
    )
}

/// A booked entry: `DBIT` or `CRDT`, with what stands in its details.
pub(crate) fn entry(reference: &str, sign: &str, cents: i64, details: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
         <BookgDt><Dt>2026-03-20</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>\
         <BkTxCd><Prtry><Cd>N1</Cd></Prtry></BkTxCd><NtryDtls>{details}</NtryDtls></Ntry>",
        amount(cents)
    )
}

pub(crate) fn batch_of(id: &str) -> String {
    format!("<Btch><PmtInfId>{id}</PmtInfId></Btch>")
}

pub(crate) fn returned(end_to_end_id: &str, code: &str) -> String {
    format!(
        "<TxDtls><Refs><EndToEndId>{end_to_end_id}</EndToEndId></Refs>\
         <RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf></TxDtls>"
    )
}

pub(crate) fn remittance(text: &str) -> String {
    format!("<TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>")
}

/// A statement of our account between two balances.
pub(crate) fn camt053(id: &str, (opening, closing): (i64, i64), entries: &[String]) -> String {
    let balance = |kind: &str, cents: i64| {
        let sign = if cents < 0 { "DBIT" } else { "CRDT" };
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt>\
             <CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-03-20</Dt></Dt></Bal>",
            amount(cents.abs())
        )
    };
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>{id}</MsgId><CreDtTm>2026-03-20T18:00:02Z</CreDtTm></GrpHdr>\
         <Stmt><Id>{id}-S1</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>{}{}{}</Stmt>\
         </BkToCstmrStmt></Document>",
        balance("OPBD", opening),
        balance("CLBD", closing),
        entries.concat()
    )
}

/// One file that went to the bank.
pub(crate) struct Sent {
    pub(crate) msg_id: String,
    pub(crate) batch: String,
    pub(crate) orders: Vec<Order>,
}

impl Keten {
    pub(crate) async fn receive(&self, xml: &str) -> Result<Verwerkt, Failure<Refusal>> {
        let (context, xml) = (self.context.clone(), xml.to_owned());
        let done = self.context.transact(Scope::Landelijk, move |conn| {
            let (context, xml) = (context.clone(), xml.clone());
            Box::pin(async move { receive(conn, &context, xml.as_bytes()).await })
        });
        done.await
    }

    /// Releases a run of these claims and sends its one file of one batch.
    pub(crate) async fn send(&self) -> Sent {
        let run = release(self).await;
        let of_run = format!("betaalrun_id = '{}'", run.id);
        let file: Uuid = self.one(&format!("SELECT id FROM bestand WHERE {of_run}")).await;
        let sha = self.sha256(file).await;
        let sent =
            bestand::flows::send(&self.context, file, &sha, "medewerker-anna").await.unwrap();
        assert_eq!(sent.staat, "verzonden");
        let again = bestand::flows::send(&self.context, file, &sha, "medewerker-anna").await;
        assert!(again.is_err(), "a file is sent once");
        let orders = self
            .texts(&format!(
                "SELECT string_agg(end_to_end_id || ' ' || bedrag, ',' ORDER BY end_to_end_id) \
                 FROM poging WHERE {of_run}"
            ))
            .await;
        let orders = orders[0]
            .split(',')
            .map(|text| {
                let (id, cents) = text.split_once(' ').unwrap();
                Order { end_to_end_id: id.to_owned(), cents: cents.parse().unwrap() }
            })
            .collect();
        let batch = self
            .texts(&format!("SELECT pmt_inf_id FROM bestand_batch WHERE bestand_id = '{file}'"))
            .await;
        Sent { msg_id: sent.msg_id, batch: batch[0].clone(), orders }
    }

    /// The hash that somebody who sends a file must name.
    pub(crate) async fn sha256(&self, file: Uuid) -> Vec<u8> {
        let hex = self
            .texts(&format!("SELECT encode(sha256, 'hex') FROM bestand WHERE id = '{file}'"))
            .await;
        hex[0]
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }

    async fn one(&self, query: &str) -> Uuid {
        self.texts(query).await[0].parse().unwrap()
    }
}

#[tokio::test]
async fn a_payment_is_paid_when_the_statement_says_so() {
    let keten = Keten::new().await;
    let (pot, _, ids) = ready(&keten, &[60_000, 40_000]).await;
    let sent = keten.send().await;
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "verzonden");
    let report = pain002("B-1", &sent.msg_id, &sent.batch, &[]);
    let read = keten.receive(&report).await.unwrap();
    assert_eq!((read.soort, read.nieuw, read.herhaling), ("pain.002", 3, false));
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "geaccepteerd");
    assert_eq!(keten.rechten(pot).await[2], 0, "accepted is not paid");
    let statement =
        camt053("C-1", (0, -100_000), &[entry("R1", "DBIT", 100_000, &batch_of(&sent.batch))]);
    keten.receive(&statement).await.unwrap();
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "betaald");
    assert_eq!(keten.rechten(pot).await, [9_900_000, 0, 100_000, 0]);
    assert_eq!((keten.som("M.TRANSIT").await, keten.som("M.BANK").await), (0, -100_000));
    let states = "SELECT string_agg(staat, ',') FROM betaalrun";
    assert_eq!(keten.texts(states).await, ["geboekt"]);
    keten.prove().await;
    let again = keten.receive(&statement).await.unwrap();
    assert!(again.herhaling && again.nieuw == 0);
    let copy = statement.replace("<MsgId>C-1<", "<MsgId>C-1-COPY<");
    assert_eq!(keten.receive(&copy).await.unwrap().nieuw, 0);
    keten.prove().await;
}

/// payments:T6.
#[tokio::test]
async fn a_bank_that_books_gross_or_net_ends_in_the_same_books() {
    for gross in [true, false] {
        let keten = Keten::new().await;
        let (pot, _, ids) = ready(&keten, &[9_999, 10_000, 10_001]).await;
        let sent = keten.send().await;
        let refused = sent.orders[1].end_to_end_id.as_str();
        let report = pain002("B-1", &sent.msg_id, &sent.batch, &[(refused, "MS03")]);
        keten.receive(&report).await.unwrap();
        keten.prove().await;
        let older = pain002("B-0", &sent.msg_id, &sent.batch, &[]);
        keten.receive(&older).await.unwrap();
        let again = pain002("B-2", &sent.msg_id, &sent.batch, &[(refused, "MS03")]);
        keten.receive(&again).await.unwrap();
        let debit = |cents| entry("R1", "DBIT", cents, &batch_of(&sent.batch));
        if gross {
            keten.receive(&camt053("C-1", (0, -30_000), &[debit(30_000)])).await.unwrap();
            keten.prove().await;
            let credit = entry("R2", "CRDT", 10_000, &returned(refused, "MS03"));
            keten.receive(&camt053("C-2", (-30_000, -20_000), &[credit])).await.unwrap();
        } else {
            keten.receive(&camt053("C-1", (0, -20_000), &[debit(20_000)])).await.unwrap();
        }
        assert_eq!(keten.rechten(pot).await, [9_970_000, 10_000, 20_000, 0]);
        assert_eq!((keten.som("M.TRANSIT").await, keten.som("M.BANK").await), (0, -20_000));
        assert_eq!(keten.som("M.SUSPENSE").await, 0);
        let mut held = 0;
        for id in ids {
            held += keten.betalingen(id).await.iter().filter(|b| b.0 == "aangehouden").count();
        }
        assert_eq!(held, 1);
        let e9 = "SELECT count(*) FROM journaalpost WHERE soort = 'E9'";
        assert_eq!(keten.number(e9).await, 1);
        keten.prove().await;
    }
}

#[tokio::test]
async fn a_closed_account_holds_everything_payable_to_it_until_there_is_another() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[10_000, 20_000]).await;
    let sent = keten.send().await;
    let other = uuid();
    keten.claim((other, 1), payee, pot, 5_000).await;
    let refused = sent.orders[0].end_to_end_id.as_str();
    let report = pain002("B-1", &sent.msg_id, &sent.batch, &[(refused, "AC04")]);
    keten.receive(&report).await.unwrap();
    assert_eq!(keten.betalingen(ids[0]).await[0].0, "aangehouden");
    assert_eq!(keten.betalingen(other).await[0].0, "aangehouden");
    keten.tell(2, betaalgegevens(payee, 77)).await;
    assert_eq!(keten.betalingen(other).await[0].0, "aangehouden", "it changed a moment ago");
    keten.cool_off(payee, 2).await;
    assert_eq!(keten.betalingen(other).await[0].0, "gereed");
    let items = "SELECT string_agg(soort || ' ' || wachtrij || ' ' || coalesce(reden, '-'), ', ' \
        ORDER BY id) FROM werkitem";
    assert_eq!(keten.texts(items).await, ["afwijzing gegevens AC04, rekeningGewijzigd gegevens -"]);
    keten.prove().await;
}

/// payments:T7.
#[tokio::test]
async fn a_returned_payment_is_paid_again_and_its_return_told_twice_is_one() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[10_000, 20_000]).await;
    let sent = keten.send().await;
    let debit = entry("R1", "DBIT", 30_000, &batch_of(&sent.batch));
    keten.receive(&camt053("C-1", (0, -30_000), &[debit])).await.unwrap();
    let first = &sent.orders[0];
    let back = entry("R2", "CRDT", first.cents, &returned(&first.end_to_end_id, "AC04"));
    let closing = first.cents - 30_000;
    keten.receive(&camt053("C-2", (-30_000, closing), std::slice::from_ref(&back))).await.unwrap();
    let id = if first.cents == 10_000 { ids[0] } else { ids[1] };
    assert_eq!(keten.betalingen(id).await[0].0, "teruggekomen");
    assert_eq!(keten.saldo("M.RETURNED", payee.zorgverlener).await, first.cents);
    keten.prove().await;

    let betaling =
        keten.one(&format!("SELECT id FROM betaling WHERE declaratie_id = '{id}'")).await;
    let context = keten.context.clone();
    let resumed = keten.context.transact(Scope::Landelijk, move |conn| {
        let context = context.clone();
        Box::pin(async move {
            payout::betaling::flows::resume(conn, &context, betaling, "medewerker-anna").await
        })
    });
    resumed.await.unwrap();
    assert_eq!(keten.betalingen(id).await[0].0, "aangehouden", "the account is still no good");
    keten.tell(2, betaalgegevens(payee, 77)).await;
    keten.cool_off(payee, 2).await;
    assert_eq!(keten.betalingen(id).await[0].0, "gereed");
    keten.prove().await;

    keten.claim((uuid(), 1), payee, pot, 500).await;
    let second = keten.send().await;
    let debit = entry("R3", "DBIT", first.cents + 500, &batch_of(&second.batch));
    let after = closing - first.cents - 500;
    keten.receive(&camt053("C-3", (closing, after), &[debit])).await.unwrap();
    let copy = camt053("C-2", (-30_000, closing), &[back]).replace("<MsgId>C-2<", "<MsgId>C-2B<");
    assert_eq!(keten.receive(&copy).await.unwrap().nieuw, 0);
    assert_eq!(keten.betalingen(id).await[0].0, "betaald");
    assert_eq!(keten.rechten(pot).await[2], 30_500);
    keten.prove().await;
}

#[tokio::test]
async fn a_correction_while_the_money_is_under_way_ends_the_same_in_every_order() {
    let mut ends = Vec::new();
    for corrected_first in [true, false] {
        let keten = Keten::new().await;
        let (pot, payee, ids) = ready(&keten, &[60_000, 100]).await;
        let sent = keten.send().await;
        let debit = entry("R1", "DBIT", 60_100, &batch_of(&sent.batch));
        let statement = camt053("C-1", (0, -60_100), &[debit]);
        if corrected_first {
            keten.claim((ids[0], 2), payee, pot, 48_000).await;
            keten.receive(&statement).await.unwrap();
        } else {
            keten.receive(&statement).await.unwrap();
            keten.claim((ids[0], 2), payee, pot, 48_000).await;
        }
        keten.prove().await;
        ends.push((keten.rechten(pot).await, keten.saldo("M.RECV", ids[0]).await));
    }
    assert_eq!(ends[0], ends[1]);
    assert_eq!(ends[0], ([10_000_000 - 60_100, 0, 48_100, 12_000], 12_000));
}

#[tokio::test]
async fn a_refusal_after_a_correction_under_way_ends_the_recovery() {
    let keten = Keten::new().await;
    let (pot, payee, ids) = ready(&keten, &[60_000, 100]).await;
    let sent = keten.send().await;
    keten.claim((ids[0], 2), payee, pot, 48_000).await;
    let large = sent.orders.iter().find(|order| order.cents == 60_000).unwrap();
    let refused = [(large.end_to_end_id.as_str(), "MS03")];
    keten.receive(&pain002("B-1", &sent.msg_id, &sent.batch, &refused)).await.unwrap();
    assert_eq!(keten.betalingen(ids[0]).await, [("aangehouden".to_owned(), 48_000)]);
    assert_eq!(keten.saldo("M.RECV", ids[0]).await, 0);
    assert_eq!(keten.rechten(pot).await, [10_000_000 - 48_100, 48_100, 0, 0]);
    assert_eq!(keten.number("SELECT sum(openstaand) FROM vordering").await, 0);
    keten.prove().await;
}

#[tokio::test]
async fn statements_chain_close_and_are_ours() {
    let keten = Keten::new().await;
    let credit = |reference: &str| entry(reference, "CRDT", 500, &remittance("iets"));
    keten.receive(&camt053("C-1", (1_000, 1_500), &[credit("R1")])).await.unwrap();
    assert_eq!((keten.som("M.BANK").await, keten.som("M.SUSPENSE").await), (1_500, 1_500));
    let broken = keten.receive(&camt053("C-2", (1_500, 2_001), &[credit("R2")])).await;
    assert!(matches!(broken, Err(Failure::Refused(Refusal::SluitNiet))));
    let gap = keten.receive(&camt053("C-3", (1_400, 1_900), &[credit("R3")])).await;
    assert!(matches!(gap, Err(Failure::Refused(Refusal::SluitNietAan { begin: _, vorige: _ }))));
    let foreign =
        camt053("C-4", (1_500, 2_000), &[credit("R4")]).replace(IBAN, "NL44RABO0123456789");
    let foreign = keten.receive(&foreign).await;
    assert!(matches!(foreign, Err(Failure::Refused(Refusal::OnbekendeRekening))));
    let other = camt053("C-1", (1_500, 2_000), &[credit("R5")]);
    let other = keten.receive(&other).await;
    assert!(matches!(other, Err(Failure::Refused(Refusal::AndereInhoud))));
    let unknown = keten.receive(&pain002("B-9", "PGB-20200101-R0001-F01", "X", &[])).await;
    assert!(matches!(unknown, Err(Failure::Refused(Refusal::OnbekendBestand))));
    assert_eq!(keten.som("M.BANK").await, 1_500, "what is refused leaves nothing behind");
    keten.prove().await;
}

#[tokio::test]
async fn a_sending_that_never_finished_is_in_doubt_until_the_bank_speaks() {
    let keten = Keten::new().await;
    ready(&keten, &[100, 200]).await;
    let run = release(&keten).await;
    let begun = "UPDATE bestand SET staat = 'verzenden', verzonden_op = now() - interval '1 hour' \
        RETURNING msg_id";
    let msg_id = keten.change(begun).await;
    bestand::flows::doubt_unfinished(&keten.context).await.unwrap();
    let file =
        keten.one(&format!("SELECT id FROM bestand WHERE betaalrun_id = '{}'", run.id)).await;
    assert_eq!(keten.texts("SELECT staat FROM bestand").await, ["onbekend"]);
    let sha = keten.sha256(file).await;
    let again = bestand::flows::send(&keten.context, file, &sha, "medewerker-anna").await;
    let refused = bestand::flows::Refusal::AlVerzonden { staat: "onbekend".to_owned() };
    assert!(matches!(again, Err(Failure::Refused(refusal)) if refusal == refused));
    let batch = keten.texts("SELECT pmt_inf_id FROM bestand_batch").await;
    keten.receive(&pain002("B-1", &msg_id, &batch[0], &[])).await.unwrap();
    assert_eq!(keten.texts("SELECT staat FROM bestand").await, ["geaccepteerd"]);
    let states = "SELECT string_agg(DISTINCT staat, ',') FROM betaling";
    assert_eq!(keten.texts(states).await, ["geaccepteerd"]);
    keten.prove().await;
}
