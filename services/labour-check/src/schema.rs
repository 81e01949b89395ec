//! diesel's tables.

diesel::table! {
    toets (id) {
        id -> Uuid,
        zorgovereenkomst_id -> Uuid,
        overeenkomst_versie -> BigInt,
        verstrekkers -> Array<Uuid>,
        kennisdatum -> Date,
        uitkomst -> Text,
        feiten -> Jsonb,
        bevindingen -> Jsonb,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    beoordeling (id) {
        id -> Uuid,
        toets_id -> Uuid,
        verstrekkers -> Array<Uuid>,
        oordeel -> Text,
        reden -> Text,
        door_oin -> Text,
        door_sub -> Text,
        grond -> Nullable<Text>,
        artikelen -> Array<Text>,
        tweede_oin -> Nullable<Text>,
        tweede_sub -> Nullable<Text>,
        vastgelegd_op -> Timestamptz,
    }
}

diesel::table! {
    gezegd (zorgovereenkomst_id) {
        zorgovereenkomst_id -> Uuid,
        versie -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(toets, beoordeling);
