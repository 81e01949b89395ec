//! What risk:R01 says to a reader, in plain Dutch at level B1. Innocent reasons come first.

use super::{Grond, Parameters, Waarden};

/// The parts of an explanation, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitleg {
    /// What it may well be.
    pub onschuldige_verklaringen: Vec<String>,
    /// What was seen.
    pub wat_gezien: String,
    /// The rule in words.
    pub regel: String,
    /// What is usual.
    pub wat_is_normaal: String,
    /// What is not known.
    pub ontbrekende_gegevens: Vec<String>,
    /// What the signal is not.
    pub voorzichtigheid: String,
}

/// Known innocent reasons.
const ONSCHULDIG: [&str; 5] = [
    "De zorgverleners zijn partners of familie en gebruiken samen één rekening.",
    "De zorgverleners werken samen in een maatschap of vof met één rekening.",
    "Een administratiekantoor ontvangt het geld en betaalt het door.",
    "Een bewindvoerder beheert de rekening.",
    "Een bedrijf doet de salarissen en betaalt het geld door.",
];

/// Explains a finding.
pub fn explain(parameters: Parameters, waarden: &Waarden) -> Uitleg {
    let Waarden {
        aantal_zorgverleners,
        zonder_adres,
        aantal_betalingen,
        bedrag,
        eerste_op,
        laatste_op,
        grond,
    } = waarden;
    let grond = match grond {
        Grond::Aantal => "",
        Grond::VerschillendAdres => " Zij hebben verschillende adressen en zijn niet één bedrijf.",
    };
    Uitleg {
        onschuldige_verklaringen: ONSCHULDIG.map(str::to_owned).to_vec(),
        wat_gezien: format!(
            "Op dezelfde rekening zijn {aantal_zorgverleners} verschillende zorgverleners betaald: \
             {aantal_betalingen} betalingen, samen {bedrag}, van {} tot en met {}.{grond}",
            eerste_op.strftime("%d-%m-%Y"),
            laatste_op.strftime("%d-%m-%Y"),
        ),
        regel: format!(
            "Er komt een signaal als in {} dagen {} of meer zorgverleners op dezelfde rekening zijn \
             betaald. Bij {} zorgverleners komt er alleen een signaal als zij op verschillende \
             adressen zitten en niet één bedrijf zijn. Rekeningen op de lijst van uitzonderingen \
             tellen niet mee.",
            parameters.venster_dagen, parameters.drempel, parameters.drempel_verschillend,
        ),
        wat_is_normaal: "De meeste zorgverleners hebben een eigen rekening. Twee zorgverleners in \
            één huishouden met één rekening is gewoon en geeft nooit een signaal."
            .to_owned(),
        ontbrekende_gegevens: missing(*zonder_adres, *aantal_zorgverleners),
        voorzichtigheid:
            "Dit signaal zegt niet dat iemand iets fout doet. Het zegt alleen dat een \
            medewerker hier eerst zelf naar moet kijken. Alleen een mens kan een besluit nemen."
                .to_owned(),
    }
}

fn missing(zonder_adres: u32, aantal: u32) -> Vec<String> {
    let mut missing = vec![
        "Wij weten niet op welke naam de rekening staat.".to_owned(),
        "Wij weten niet waarom het geld op deze rekening komt.".to_owned(),
    ];
    if zonder_adres > 0 {
        let of = zonder_adres.max(aantal);
        missing.push(format!(
            "Van {zonder_adres} van de {of} zorgverleners kennen wij het adres niet. Daarom weten wij \
             niet of zij in één huishouden wonen. Bij 2 zorgverleners zonder bekend adres geven \
             wij geen oordeel."
        ));
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kernel::Euro;

    #[test]
    fn the_explanation_begins_with_innocent_reasons_and_says_what_is_not_known() {
        let parameters = Parameters { venster_dagen: 365, drempel: 3, drempel_verschillend: 2 };
        let waarden = Waarden {
            aantal_zorgverleners: 3,
            zonder_adres: 3,
            aantal_betalingen: 5,
            bedrag: Euro::from_cents(123_456),
            eerste_op: date(2026, 3, 4),
            laatste_op: date(2026, 5, 6),
            grond: Grond::Aantal,
        };
        let uitleg = explain(parameters, &waarden);
        assert_eq!(uitleg.onschuldige_verklaringen.len(), 5);
        assert_eq!(
            uitleg.wat_gezien,
            "Op dezelfde rekening zijn 3 verschillende zorgverleners betaald: 5 betalingen, samen \
             € 1.234,56, van 04-03-2026 tot en met 06-05-2026."
        );
        assert!(uitleg.ontbrekende_gegevens.iter().any(|gap| gap.contains("3 van de 3")));
        let known = explain(parameters, &Waarden { zonder_adres: 0, ..waarden });
        assert!(known.ontbrekende_gegevens.iter().all(|gap| !gap.contains("adres niet")));
    }
}
