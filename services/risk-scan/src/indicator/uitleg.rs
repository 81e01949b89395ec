//! What an indicator says to a reader, in plain Dutch at level B1. Innocent reasons come first.

use kernel::Euro;

use super::uitslag::{Waarde, Waarden};
use super::{Indicator, Parameters};

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

/// Every signal ends with this.
const VOORZICHTIG: &str = "Dit signaal zegt niet dat iemand iets fout doet. Het zegt alleen dat een \
    medewerker hier eerst zelf naar moet kijken. Alleen een mens kan een besluit nemen.";

/// What is seen only together with others.
const ELDERS: &str = "Met wat bij {eldersVerstrekkers} andere verstrekkers speelt, voldoet dit aan de \
    regel. Uw eigen rijen staan in het bewijs.";

/// Explains a finding of any indicator.
pub fn explain(indicator: Indicator, parameters: &Parameters, waarden: &Waarden) -> Uitleg {
    let row = indicator.registratie();
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let mut onbekend: Vec<String> = owned(row.onbekend);
    if waarden.number("zonderAdres") > 0 {
        onbekend.push(format!(
            "Van {} betrokkenen kennen wij het adres niet. Daarom weten wij niet of zij in één \
             huishouden wonen. Bij 2 zonder bekend adres geven wij geen oordeel.",
            waarden.number("zonderAdres")
        ));
    }
    if waarden.number("eldersVerstrekkers") > 0 {
        onbekend.push(format!(
            "Een deel speelt bij {} andere verstrekkers. U ziet alleen de eigen rijen en een \
             afgerond totaal.",
            waarden.number("eldersVerstrekkers")
        ));
    }
    Uitleg {
        onschuldige_verklaringen: owned(row.onschuldig),
        wat_gezien: if waarden.get("eldersVerstrekkers").is_some() {
            fill(ELDERS, &|naam| waarden.get(naam).cloned())
        } else {
            fill(row.gezien, &|naam| waarden.get(naam).cloned())
        },
        regel: fill(row.regel, &|naam| {
            parameters.all().get(naam).map(|waarde| Waarde::Getal(*waarde))
        }),
        wat_is_normaal: row.normaal.to_owned(),
        ontbrekende_gegevens: onbekend,
        voorzichtigheid: VOORZICHTIG.to_owned(),
    }
}

/// Fills `{naam}`, `{naam:euro}`, `{naam:uren}` (from minutes) and `{naam:procent}` (from
/// thousandths).
pub fn fill(template: &str, value: &dyn Fn(&str) -> Option<Waarde>) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((inside, behind)) = after.split_once('}') else { break };
        let (naam, vorm) = inside.split_once(':').unwrap_or((inside, ""));
        filled.push_str(&value(naam).map_or_else(|| "onbekend".to_owned(), |one| show(&one, vorm)));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

fn show(waarde: &Waarde, vorm: &str) -> String {
    match (waarde, vorm) {
        (Waarde::Getal(cents), "euro") => Euro::from_cents(*cents).to_string(),
        (Waarde::Getal(minutes), "uren") => decimal(minutes.saturating_mul(10) / 60),
        (Waarde::Getal(thousandths), "procent") => format!("{}%", decimal(*thousandths)),
        (Waarde::Getal(number), _) => number.to_string(),
        (Waarde::Dag(day), _) => day.strftime("%d-%m-%Y").to_string(),
        (Waarde::Woord(word), _) => word.clone(),
    }
}

/// Tenths with a comma: `24,5`, or whole: `24`.
fn decimal(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{},{}", tenths / 10, rest.abs()),
    }
}

/// The names that a template asks for.
pub fn asked(template: &str) -> Vec<&str> {
    let inside = template.split('{').skip(1).filter_map(|part| part.split('}').next());
    inside.map(|inside| inside.split(':').next().unwrap_or(inside)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn figures_are_written_as_people_write_them() {
        let waarden = Waarden::default()
            .getal("bedrag", 123_456)
            .getal("minuten", 1470)
            .getal("deel", 985)
            .dag("op", date(2026, 3, 4))
            .woord("grond", "aantal");
        let text = "{bedrag:euro} in {minuten:uren} uur, {deel:procent}, op {op}, {grond}, {niets}";
        assert_eq!(
            fill(text, &|naam| waarden.get(naam).cloned()),
            "€ 1.234,56 in 24,5 uur, 98,5%, op 04-03-2026, aantal, onbekend"
        );
    }

    #[test]
    fn every_computed_indicator_explains_itself_with_innocent_reasons_first() {
        for row in crate::indicator::catalogus::rows().filter(|row| row.regel_van().is_some()) {
            let code = row.indicator.code();
            assert!(!row.onschuldig.is_empty(), "{code} has no innocent reason");
            assert!(!row.gezien.is_empty() && !row.regel.is_empty(), "{code} explains nothing");
            assert!(!row.normaal.is_empty(), "{code} does not say what is usual");
            for asked in asked(row.regel) {
                let known = row.parameters.iter().any(|(naam, _)| *naam == asked);
                assert!(known, "{code}: the rule in words asks for {asked}");
            }
        }
    }
}
