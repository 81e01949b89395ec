//! Terms, counts and percentages of labour law by date.

reeksen! {
    /// Vakantietoeslag, hundredths of a percent (WML 15).
    TOESLAG_PROCENT = "toeslag.procent" "het percentage vakantiegeld" Procent, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 800 "WML art. 15" Geldend;

    /// Times the minimum wage above which less vakantietoeslag may be agreed (WML 16).
    TOESLAG_GRENS = "toeslag.grens" "de grens voor minder vakantiegeld" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 3 "WML art. 16" Geldend;

    /// Weeks of leave a year: hours of leave are this times the weekly hours (BW 7:634).
    VAKANTIE_FACTOR = "vakantie.factor" "het aantal weken vakantie" Aantal, (1966, 1, 1) open:
        (1966, 1, 1) open (1965, 11, 1) 4 "BW 7:634" Onbevestigd;

    /// Months after the year of build-up before leave may lapse (BW 7:640a).
    VAKANTIE_VERVAL = "vakantie.verval" "de vervaltermijn van vakantie" Aantal, (2012, 1, 1) open:
        (2012, 1, 1) open (2011, 11, 1) 6 "BW 7:640a" Geldend;

    /// Longest term without any trial period, months (BW 7:652 lid 4).
    PROEFTIJD_GEEN = "proeftijd.geen" "de looptijd zonder proeftijd" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 6 "BW 7:652 lid 4" Geldend;

    /// Longest trial period in a middle term, months (BW 7:652 lid 5).
    PROEFTIJD_KORT = "proeftijd.kort" "de kortste grens van de proeftijd" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 1 "BW 7:652 lid 5" Geldend;

    /// Longest trial period in a long term or without end, months (BW 7:652 lid 3, 5).
    PROEFTIJD_LANG = "proeftijd.lang" "de langste proeftijd" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 2 "BW 7:652 lid 3 en 5" Geldend;

    /// Term from which the longest trial period is allowed, months (BW 7:652 lid 5).
    PROEFTIJD_LANGE_DUUR = "proeftijd.lange_duur" "de looptijd voor de langste proeftijd" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 24 "BW 7:652 lid 5" Geldend;

    /// Months of a chain of fixed terms (BW 7:668a).
    KETEN_MAANDEN = "keten.maanden" "de maanden van een keten" Aantal, (2012, 1, 1) open:
        (2012, 1, 1) (2015, 6, 30) (2011, 11, 1) 36 "BW 7:668a, oude tekst" Onbevestigd,
        (2015, 7, 1) (2019, 12, 31) (2015, 5, 1) 24 "BW 7:668a, tekst 2015" Geldend,
        (2020, 1, 1) open (2019, 11, 1) 36 "BW 7:668a" Geldend;

    /// Fixed terms in a chain that may stay fixed (BW 7:668a).
    KETEN_AANTAL = "keten.aantal" "het aantal overeenkomsten in een keten" Aantal, (2012, 1, 1) open:
        (2012, 1, 1) open (2011, 11, 1) 3 "BW 7:668a" Geldend;

    /// Longest gap that keeps a chain, months (BW 7:668a).
    KETEN_TUSSENPOOS = "keten.tussenpoos" "de tussenpoos in een keten" Aantal, (2012, 1, 1) open:
        (2012, 1, 1) (2015, 6, 30) (2011, 11, 1) 3 "BW 7:668a, oude tekst" Onbevestigd,
        (2015, 7, 1) open (2015, 5, 1) 6 "BW 7:668a" Geldend;

    /// The gap a bill proposes, months (bill 36746); its first day is not known.
    KETEN_TUSSENPOOS_VOORSTEL = "keten.tussenpoos.voorstel" "de tussenpoos in het wetsvoorstel" Aantal, (2027, 1, 1) open:
        (2027, 1, 1) open (2025, 5, 19) 60 "wetsvoorstel 36746" Wetsvoorstel;

    /// Months of a chain begun after the AOW age (BW 7:668a lid 12).
    KETEN_AOW_MAANDEN = "keten.aow.maanden" "de maanden van een keten na de AOW-leeftijd" Aantal, (2016, 1, 1) open:
        (2016, 1, 1) open (2015, 11, 1) 48 "BW 7:668a lid 12" Onbevestigd;

    /// Fixed terms in such a chain (BW 7:668a lid 12).
    KETEN_AOW_AANTAL = "keten.aow.aantal" "het aantal overeenkomsten na de AOW-leeftijd" Aantal, (2016, 1, 1) open:
        (2016, 1, 1) open (2015, 11, 1) 6 "BW 7:668a lid 12" Onbevestigd;

    /// Notice of the employer after the AOW age, months (BW 7:672).
    OPZEGTERMIJN_AOW = "opzegtermijn.aow" "de opzegtermijn na de AOW-leeftijd" Aantal, (2016, 1, 1) open:
        (2016, 1, 1) open (2015, 11, 1) 1 "BW 7:672" Onbevestigd;

    /// Longest notice of the worker, months (BW 7:672).
    OPZEGTERMIJN_WERKNEMER_MAX = "opzegtermijn.werknemer.max" "de langste opzegtermijn van de zorgverlener" Aantal, (1999, 1, 1) open:
        (1999, 1, 1) open (1998, 11, 1) 6 "BW 7:672" Onbevestigd;

    /// Notice of a client above which a person looks, months.
    OPZEGTERMIJN_OPDRACHT_MAX = "opzegtermijn.opdracht.max" "de opzegtermijn van een opdrachtgever" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 2 "eigen keuze; 1 maand is gebruikelijk bij de SVB" Geldend;

    /// Term from which the end must be announced, months (BW 7:668).
    AANZEGGING_DUUR = "aanzegging.duur" "de looptijd met een aanzegging" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 6 "BW 7:668" Geldend;

    /// Hours between call and work (BW 7:628a lid 2).
    OPROEP_TERMIJN = "oproep.termijn" "de oproeptermijn" Aantal, (2020, 1, 1) open:
        (2020, 1, 1) open (2019, 11, 1) 96 "BW 7:628a lid 2" Geldend;

    /// Months after which fixed hours are offered (BW 7:628a lid 5).
    OPROEP_AANBOD = "oproep.aanbod" "de termijn voor een aanbod van vaste uren" Aantal, (2020, 1, 1) open:
        (2020, 1, 1) open (2019, 11, 1) 12 "BW 7:628a lid 5" Geldend;

    /// Hours paid for one call, hundredths (BW 7:628a lid 1).
    OPROEP_UREN_MIN = "oproep.uren_min" "de uren per oproep" Uren, (1999, 1, 1) open:
        (1999, 1, 1) open (1998, 11, 1) 300 "BW 7:628a lid 1" Onbevestigd;

    /// Months of no work, no wage (BW 7:628 lid 5).
    LOONUITSLUITING_MAX = "loonuitsluiting.max" "de langste loonuitsluiting" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 6 "BW 7:628 lid 5" Geldend;

    /// Most hours against least hours in a bill, hundredths of a percent (bill 36746).
    BANDBREEDTE_MAX = "bandbreedte.max" "de bandbreedte in het wetsvoorstel" Procent, (2027, 1, 1) open:
        (2027, 1, 1) open (2025, 5, 19) 13000 "wetsvoorstel 36746" Wetsvoorstel;

    /// Weeks of wage in sickness (BW 7:629 lid 1).
    ZIEKTE_WEKEN_VOLLEDIG = "ziekte.weken.volledig" "de weken loon bij ziekte" Aantal, (2004, 1, 1) open:
        (2004, 1, 1) open (2003, 11, 1) 104 "BW 7:629 lid 1" Onbevestigd;

    /// Weeks of wage in sickness of a household worker (BW 7:629 lid 2).
    ZIEKTE_WEKEN_RDAH = "ziekte.weken.rdah" "de weken loon bij ziekte voor hulp aan huis" Aantal, (2004, 1, 1) open:
        (2004, 1, 1) open (2003, 11, 1) 6 "BW 7:629 lid 2" Onbevestigd;

    /// Weeks of wage in sickness after the AOW age (BW 7:629 lid 2).
    ZIEKTE_WEKEN_AOW = "ziekte.weken.aow" "de weken loon bij ziekte na de AOW-leeftijd" Aantal, (2016, 1, 1) open:
        (2016, 1, 1) (2023, 6, 30) (2015, 11, 1) 13 "SVB, loon tijdens ziekte" Geldend,
        (2023, 7, 1) open (2023, 5, 1) 6 "BW 7:629 lid 2" Geldend;

    /// Percent of the wage in sickness (BW 7:629 lid 1).
    ZIEKTE_PERCENTAGE = "ziekte.percentage" "het percentage loon bij ziekte" Aantal, (2004, 1, 1) open:
        (2004, 1, 1) open (2003, 11, 1) 70 "BW 7:629 lid 1" Onbevestigd;

    /// Days of sickness without wage (BW 7:629 lid 9).
    ZIEKTE_WACHTDAGEN = "ziekte.wachtdagen" "het aantal wachtdagen" Aantal, (2004, 1, 1) open:
        (2004, 1, 1) open (2003, 11, 1) 2 "BW 7:629 lid 9" Onbevestigd;

    /// Days within which sickness is reported (SVB).
    ZIEKTE_MELDEN = "ziekte.melden" "de termijn voor een ziekmelding" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 1 "SVB, ziek- en hersteldmeldingen" Geldend;

    /// Weeks of maternity leave (WAZO 3:1).
    VERLOF_WEKEN = "verlof.weken" "de weken zwangerschapsverlof" Aantal, (2001, 12, 1) open:
        (2001, 12, 1) open (2001, 10, 1) 16 "WAZO 3:1" Onbevestigd;

    /// Weeks after the month in which claims are handed in (Rlz 5.16).
    DECLARATIE_WEKEN = "declaratie.weken" "de declaratietermijn" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 6 "Rlz 5.16" Geldend;

    /// Hourly rate below which a bill presumes employment.
    RECHTSVERMOEDEN_UURTARIEF = "rechtsvermoeden.uurtarief" "het uurtarief in het wetsvoorstel" Cent, (2027, 1, 1) open:
        (2027, 1, 1) open (2026, 3, 18) 3800 "wetsvoorstel rechtsvermoeden, maart 2026" Wetsvoorstel;

    /// Days a week from which somebody is no longer a household worker, hundredths (BW 7:629 lid 2).
    RDAH_DAGEN = "rdah.dagen" "het aantal dagen voor hulp aan huis" Uren, (2007, 1, 1) open:
        (2007, 1, 1) open (2006, 11, 1) 400 "BW 7:629 lid 2; WW 6" Geldend;

    /// Mean days a week from which a person looks, hundredths.
    RDAH_TWIJFEL = "rdah.twijfel" "het aantal dagen dat twijfel geeft" Uren, (2007, 1, 1) open:
        (2007, 1, 1) open (2006, 11, 1) 350 "eigen keuze" Geldend;

    /// Whether agreements paid from a pgb leave the household rules (1 yes; bill 36744).
    RDAH_PGB = "rdah.pgb" "de regeling dienstverlening aan huis voor pgb" Ja, (2026, 1, 1) open:
        (2026, 1, 1) open (2025, 5, 13) 1 "wetsvoorstel 36744, nota van wijziging" Wetsvoorstel;

    /// Months between start and signing that warn.
    START_TERUG_WAARSCHUWING = "start.terug.waarschuwing" "de grens voor een late ondertekening" Aantal, (2022, 1, 1) open:
        (2022, 1, 1) open (2021, 11, 1) 1 "eigen keuze" Geldend;

    /// Months between start and signing that go to a person.
    START_TERUG_HANDMATIG = "start.terug.handmatig" "de grens voor een zeer late ondertekening" Aantal, (2022, 1, 1) open:
        (2022, 1, 1) open (2021, 11, 1) 3 "eigen keuze" Geldend;

    /// Whether a new agreement needs the third-party clause (1 yes).
    DERDENBEDING_NIEUW = "derdenbeding.nieuw" "het derdenbeding in nieuwe overeenkomsten" Ja, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 1 "Stcrt. 2017, 11464" Geldend;

    /// Whether old agreements without the clause have lost their approval (1 yes).
    DERDENBEDING_OUD = "derdenbeding.oud" "het derdenbeding in oude overeenkomsten" Ja, (2022, 4, 1) open:
        (2022, 4, 1) open (2022, 4, 1) 1 "ingetrokken goedkeuringen" Geldend;
}
