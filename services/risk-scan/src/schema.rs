//! diesel's tables, as far as queries are written with it; the read model is written in SQL. The columns are
//! documented in the migrations.

diesel::table! {
    signaal_deel (id) {
        id -> Uuid,
        signaal_id -> Uuid,
        verstrekker_id -> Uuid,
        indicator -> Text,
        indicator_versie -> Integer,
        venster -> Text,
        status -> Text,
        uitkomst -> Nullable<Text>,
        sluimert_tot -> Nullable<Date>,
        waarden -> Jsonb,
        onderwerpen -> Array<Uuid>,
        verstrekkers -> Array<Uuid>,
        benadeelden -> Array<Uuid>,
        besloten_door -> Nullable<Text>,
        reden -> Nullable<Text>,
        gesignaleerd_op -> Timestamptz,
        bijgewerkt_op -> Timestamptz,
        revisie -> BigInt,
    }
}

diesel::table! {
    bewijs (deel_id, soort, feit_id, versie) {
        deel_id -> Uuid,
        soort -> Text,
        feit_id -> Uuid,
        versie -> BigInt,
        verstrekker_id -> Uuid,
        gebeurtenis_id -> Uuid,
        feit_verstrekker_id -> Nullable<Uuid>,
        zorgverlener_id -> Nullable<Uuid>,
        budgethouder_id -> Nullable<Uuid>,
        bedrag -> Nullable<BigInt>,
        datum -> Nullable<Date>,
        vervallen_op -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    indicator_versie (indicator, versie) {
        indicator -> Text,
        versie -> Integer,
        naam -> Text,
        doel -> Text,
        parameters -> Jsonb,
        regel -> Text,
        gewicht -> SmallInt,
        ernst -> SmallInt,
        aard -> Text,
        bron -> Text,
        status -> Text,
        voorgesteld_door -> Text,
        akkoord_door -> Nullable<Text>,
        status_sinds -> Timestamptz,
    }
}

diesel::allow_tables_to_appear_in_same_query!(signaal_deel, indicator_versie);
