//! The table of reason codes (payments:1.7), by code. `AC02`, `AM01`, `AM03` and `AM18` are added: they
//! come with files that are wrong in themselves.

use super::{Gevolg, Regel, Wachtrij};

/// A code that stands in no table.
pub(super) const ONBEKEND: Regel = Regel {
    code: "",
    betekenis: "De bank geeft een reden die wij niet kennen.",
    gevolg: Gevolg::HoudBetalingAan,
    wachtrij: Wachtrij::Uitvoering,
};

const fn regel(
    code: &'static str,
    betekenis: &'static str,
    gevolg: Gevolg,
    wachtrij: Wachtrij,
) -> Regel {
    Regel { code, betekenis, gevolg, wachtrij }
}

pub(super) const REGELS: &[Regel] = &[
    regel("AC01", "Het rekeningnummer klopt niet.", Gevolg::HoudIbanAan, Wachtrij::Gegevens),
    regel(
        "AC02",
        "Het nummer van onze eigen rekening klopt niet.",
        Gevolg::HoudBestandAan,
        Wachtrij::Techniek,
    ),
    regel("AC04", "De rekening is opgeheven.", Gevolg::HoudIbanAan, Wachtrij::Gegevens),
    regel("AC06", "De rekening is geblokkeerd.", Gevolg::HoudOntvangerAan, Wachtrij::Gegevens),
    regel("AC07", "De rekening is opgeheven.", Gevolg::HoudIbanAan, Wachtrij::Gegevens),
    regel(
        "AG01",
        "Op deze rekening mag dit geld niet komen. Vraag een gewone betaalrekening.",
        Gevolg::HoudIbanAan,
        Wachtrij::Gegevens,
    ),
    regel(
        "AG02",
        "De bank kent deze soort opdracht niet.",
        Gevolg::HoudBestandAan,
        Wachtrij::Techniek,
    ),
    regel("AM01", "Het bedrag is nul.", Gevolg::HoudBetalingAan, Wachtrij::Techniek),
    regel(
        "AM02",
        "Het bedrag is hoger dan de bank toestaat.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Treasury,
    ),
    regel("AM03", "De bank boekt niet in deze munt.", Gevolg::HoudBetalingAan, Wachtrij::Techniek),
    regel(
        "AM04",
        "Er staat niet genoeg geld op onze rekening.",
        Gevolg::WachtOpGeld,
        Wachtrij::Treasury,
    ),
    regel(
        "AM05",
        "De bank heeft deze opdracht al eerder gekregen.",
        Gevolg::BevriesRun,
        Wachtrij::Uitvoering,
    ),
    regel("AM09", "Het bedrag klopt niet.", Gevolg::HoudBestandAan, Wachtrij::Techniek),
    regel(
        "AM10",
        "Het totaal van het bestand klopt niet.",
        Gevolg::HoudBestandAan,
        Wachtrij::Techniek,
    ),
    regel(
        "AM13",
        "Het bedrag is hoger dan de grens tussen banken.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Treasury,
    ),
    regel(
        "AM14",
        "Het bedrag is hoger dan de grens die met de bank is afgesproken.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Treasury,
    ),
    regel(
        "AM18",
        "Het aantal betalingen in het bestand klopt niet.",
        Gevolg::HoudBestandAan,
        Wachtrij::Techniek,
    ),
    regel("ARDT", "Het geld was al teruggestuurd.", Gevolg::Terugvraag, Wachtrij::Uitvoering),
    regel(
        "BE01",
        "De naam past niet bij de rekening.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Gegevens,
    ),
    regel(
        "BE04",
        "Het adres van de ontvanger ontbreekt.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Gegevens,
    ),
    regel(
        "BE05",
        "De bank kent de opdrachtgever niet.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Gegevens,
    ),
    regel("BE06", "De bank kent deze klant niet.", Gevolg::HoudBetalingAan, Wachtrij::Gegevens),
    regel(
        "CNOR",
        "De bank van de ontvanger is niet bereikbaar.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Gegevens,
    ),
    regel(
        "CUST",
        "De ontvanger wil het geld niet terugsturen.",
        Gevolg::Terugvraag,
        Wachtrij::Uitvoering,
    ),
    regel(
        "DT01",
        "De datum klopt niet. De betaling kan op de volgende bankdag opnieuw.",
        Gevolg::NieuwePoging,
        Wachtrij::Uitvoering,
    ),
    regel(
        "DUPL",
        "De bank heeft deze opdracht al eerder gekregen.",
        Gevolg::BevriesRun,
        Wachtrij::Uitvoering,
    ),
    regel(
        "FF01",
        "De bank kan het bestand niet lezen.",
        Gevolg::HoudBestandAan,
        Wachtrij::Techniek,
    ),
    regel(
        "FF05",
        "Er staat een verkeerde code in het bestand.",
        Gevolg::HoudBestandAan,
        Wachtrij::Techniek,
    ),
    regel(
        "FOCR",
        "De ontvanger stuurt het geld terug, omdat wij dat hebben gevraagd.",
        Gevolg::Terugvraag,
        Wachtrij::Uitvoering,
    ),
    regel(
        "FR01",
        "De bank denkt dat er fraude is.",
        Gevolg::BlokkeerOntvangerEnIban,
        Wachtrij::Fraude,
    ),
    regel(
        "FRAD",
        "De bank denkt dat er fraude is.",
        Gevolg::BlokkeerOntvangerEnIban,
        Wachtrij::Fraude,
    ),
    regel(
        "LEGL",
        "De wet laat niet toe dat het geld terugkomt.",
        Gevolg::Terugvraag,
        Wachtrij::Uitvoering,
    ),
    regel(
        "MD07",
        "De rekeninghouder is overleden.",
        Gevolg::BlokkeerOverleden,
        Wachtrij::Levensgebeurtenissen,
    ),
    regel(
        "MS02",
        "De ontvanger weigert de betaling. Een reden staat er niet bij.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Uitvoering,
    ),
    regel(
        "MS03",
        "De bank weigert de betaling. Een reden staat er niet bij.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Uitvoering,
    ),
    regel(
        "NOAS",
        "De ontvanger heeft niet geantwoord op ons verzoek om het geld terug te sturen.",
        Gevolg::Terugvraag,
        Wachtrij::Uitvoering,
    ),
    regel(
        "NOOR",
        "De bank kan de betaling niet vinden die wij terugvragen.",
        Gevolg::Terugvraag,
        Wachtrij::Uitvoering,
    ),
    regel("RC01", "De code van de bank klopt niet.", Gevolg::HoudBetalingAan, Wachtrij::Gegevens),
    regel(
        "RC04",
        "De code van de bank van de ontvanger klopt niet.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Gegevens,
    ),
    regel(
        "RC07",
        "De code van de bank van de ontvanger klopt niet.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Gegevens,
    ),
    regel(
        "RR01",
        "De bank mist gegevens over de betaler die de wet eist.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Naleving,
    ),
    regel(
        "RR02",
        "De bank mist naam of adres van de betaler.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Naleving,
    ),
    regel(
        "RR03",
        "De bank mist naam of adres van de ontvanger.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Naleving,
    ),
    regel(
        "RR04",
        "De bank mag deze betaling niet uitvoeren door een wet of regel.",
        Gevolg::HoudBetalingAan,
        Wachtrij::Naleving,
    ),
    regel(
        "TM01",
        "De opdracht kwam te laat binnen. De bank voert hem de volgende bankdag uit.",
        Gevolg::Geen,
        Wachtrij::Informatie,
    ),
];
