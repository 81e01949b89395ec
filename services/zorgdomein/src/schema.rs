//! Tables, in blocks per aggregate. What a column means stands in the migrations.

// --- verstrekker

diesel::table! {
    verstrekker (id) {
        id -> Uuid,
        naam -> Text,
        soort -> Text,
        afzendercode -> Text,
        oin -> Text,
        wetten -> Array<Text>,
        versie -> BigInt,
        revisie -> BigInt,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    verstrekker_mandaat (verstrekker_id, oin, geldig_van) {
        verstrekker_id -> Uuid,
        oin -> Text,
        geldig_van -> Date,
        geldig_tot -> Nullable<Date>,
        wetten -> Nullable<Array<Text>>,
        taken -> Nullable<Array<Text>>,
    }
}

diesel::table! {
    verstrekker_maximumtarief (verstrekker_id, wet, zorgfunctie, eenheid, geldig_van) {
        verstrekker_id -> Uuid,
        wet -> Text,
        zorgfunctie -> Text,
        soort -> Nullable<Text>,
        eenheid -> Text,
        tarief -> BigInt,
        geldig_van -> Date,
        geldig_tot -> Nullable<Date>,
    }
}

// --- persoon

diesel::table! {
    persoon (id) {
        id -> Uuid,
        soort -> Text,
        bsn_ref -> Nullable<Text>,
        bsn -> Nullable<Bytea>,
        kvk_nummer -> Nullable<Text>,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    persoon_gegevens (persoon_id, nummer) {
        persoon_id -> Uuid,
        nummer -> Integer,
        bron -> Text,
        gegevens -> Bytea,
        adres_ref -> Nullable<Text>,
        contact_ref -> Nullable<Text>,
        overlijdensdatum -> Nullable<Date>,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    persoon_verstrekker (persoon_id, rol, verstrekker_id) {
        persoon_id -> Uuid,
        rol -> Text,
        verstrekker_id -> Uuid,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    budgethouder (persoon_id) {
        persoon_id -> Uuid,
        versie -> BigInt,
        revisie -> BigInt,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    zorgverlener (persoon_id) {
        persoon_id -> Uuid,
        kvk_nummer -> Nullable<Text>,
        agb_code -> Nullable<Text>,
        versie -> BigInt,
        revisie -> BigInt,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    betaalgegevens (id) {
        id -> Uuid,
        zorgverlener_id -> Uuid,
        versie -> BigInt,
        revisie -> BigInt,
    }
}

diesel::table! {
    betaalgegevens_versie (betaalgegevens_id, nummer) {
        betaalgegevens_id -> Uuid,
        zorgverlener_id -> Uuid,
        nummer -> BigInt,
        iban -> Bytea,
        iban_ref -> Text,
        rekeninghouder -> Bytea,
        vastgelegd_op -> Timestamptz,
    }
}

// --- bericht

diesel::table! {
    berichtsoort (code, naamruimte, geldig_van) {
        code -> Text,
        code_retour -> Text,
        wet -> Text,
        naamruimte -> Text,
        naamruimte_retour -> Text,
        berichtversie -> Integer,
        berichtsubversie -> Integer,
        xsd_versie -> Text,
        geldig_van -> Date,
        geldig_tot -> Nullable<Date>,
        bron -> Text,
        reeks -> Text,
    }
}

diesel::table! {
    bericht (id) {
        id -> Uuid,
        verstrekker_id -> Uuid,
        code -> Nullable<Text>,
        identificatie -> Nullable<Text>,
        eerste -> Bool,
        vorm -> Text,
        inhoud_ref -> Text,
        inhoud -> Bytea,
        antwoord -> Bytea,
        antwoord_status -> SmallInt,
        goed -> Bool,
        ontvangen_van -> Text,
        vastgelegd_op -> Timestamptz,
        retour_identificatie -> Nullable<Text>,
        retour_dagtekening -> Nullable<Date>,
        retourcodes -> Nullable<Array<Text>>,
    }
}

// --- toekenning

diesel::table! {
    toekenning (id) {
        id -> Uuid,
        verstrekker_id -> Uuid,
        budgethouder_id -> Uuid,
        wet -> Text,
        status -> Text,
        versie -> BigInt,
        revisie -> BigInt,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    toekenning_versie (toekenning_id, nummer) {
        toekenning_id -> Uuid,
        nummer -> BigInt,
        verstrekker_id -> Uuid,
        budgethouder_id -> Uuid,
        bericht_id -> Nullable<Uuid>,
        budget_identificatie -> Text,
        budget_identificatie_oud -> Nullable<Text>,
        afgiftedatum -> Nullable<Date>,
        ingangsdatum -> Nullable<Date>,
        einddatum -> Nullable<Date>,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    pot (id) {
        id -> Uuid,
        toekenning_id -> Uuid,
        verstrekker_id -> Uuid,
        budgethouder_id -> Uuid,
        zorgfunctie -> Text,
        ingangsdatum -> Date,
    }
}

diesel::table! {
    pot_versie (pot_id, toekenning_versie) {
        pot_id -> Uuid,
        toekenning_versie -> BigInt,
        verstrekker_id -> Uuid,
        budgethouder_id -> Uuid,
        geldig_van -> Date,
        geldig_tot -> Nullable<Date>,
        bedrag -> BigInt,
        verantwoordingsvrij -> Nullable<BigInt>,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    relatie (id) {
        id -> Uuid,
        toekenning_id -> Uuid,
        verstrekker_id -> Uuid,
        budgethouder_id -> Uuid,
        nummer -> Text,
        soort -> SmallInt,
        persoon_id -> Nullable<Uuid>,
        gegevens -> Bytea,
        inhoud_ref -> Text,
        geldig_van -> Date,
        geldig_tot -> Nullable<Date>,
        vastgelegd_op -> Timestamptz,
        vervallen_op -> Nullable<Timestamptz>,
    }
}

diesel::joinable!(pot_versie -> pot (pot_id));
diesel::joinable!(pot -> toekenning (toekenning_id));
diesel::allow_tables_to_appear_in_same_query!(
    bericht,
    verstrekker,
    persoon,
    persoon_gegevens,
    persoon_verstrekker,
    budgethouder,
    zorgverlener,
    betaalgegevens,
    betaalgegevens_versie,
    toekenning,
    toekenning_versie,
    pot,
    pot_versie,
    relatie,
);
