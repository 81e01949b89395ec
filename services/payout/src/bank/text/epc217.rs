//! EPC217-08: what a character that may not stand in a SEPA message becomes.
//!
//! Data of the European Payments Council (table EPC217-08 version 1.1, 18 December 2012), the entries that
//! are not a full stop; what stands in no table becomes a full stop.

/// Marks of ASCII. `&`, `<`, `>`, `"`, `_` and `~` are not in the table itself: the first and the
/// last two stand in section 6.2 of its guidance, the others take the nearest mark.
pub(super) const MARKS: &[(&str, &str)] =
    &[("(", "[{<"), (")", "]}>"), ("/", "\\|"), (",", ";"), ("'", "`\""), ("+", "&"), ("-", "_~")];

/// Letters and signs beyond ASCII, as published.
pub(super) const LETTERS: &[(&str, &str)] = &[
    ("?", "¿"),
    ("A", "ÀÁÂÃÄÅÆĀĂĄΆΑАЪ"),
    ("a", "àáâãäåæāăąάαаъ"),
    ("B", "Б"),
    ("b", "б"),
    ("C", "ÇĆĈĊČ"),
    ("CH", "ΧЧ"),
    ("c", "çćĉċč"),
    ("ch", "χч"),
    ("D", "ÐĎĐΔД"),
    ("d", "ðďđδд"),
    ("E", "ÈÉÊËĒĔĖĘĚΈΕЕ€"),
    ("e", "èéêëēĕėęěέεе"),
    ("F", "ΦФ"),
    ("f", "φф"),
    ("G", "ĜĞĠĢΓГ"),
    ("g", "ĝğġģγг"),
    ("H", "ĤĦХ"),
    ("h", "ĥħх"),
    ("I", "ÌÍÎÏĨĪĬĮİĲΉΊΗΙΪИ"),
    ("i", "ìíîïĩīĭįıĳΐήίηιϊи"),
    ("J", "Ĵ"),
    ("j", "ĵ"),
    ("K", "ĶΚК"),
    ("k", "ķκк"),
    ("L", "ĹĻĽĿŁΛЛ"),
    ("l", "ĺļľŀłλл"),
    ("M", "ΜМ"),
    ("m", "μм"),
    ("N", "ÑŃŅŇΝН"),
    ("n", "ñńņňνн"),
    ("O", "ÒÓÔÕÖØŐŒΌΏΟΩО"),
    ("o", "òóôõöøőœοωόώо"),
    ("P", "ΠП"),
    ("PS", "Ψ"),
    ("p", "πп"),
    ("ps", "ψ"),
    ("R", "ŔŖŘΡР"),
    ("r", "ŕŗřρр"),
    ("S", "ŚŜŞŠȘΣС"),
    ("SH", "Ш"),
    ("SHT", "Щ"),
    ("s", "ßśŝşšșςσс"),
    ("sh", "ш"),
    ("sht", "щ"),
    ("T", "ÞŢŤŦȚΤТ"),
    ("TH", "Θ"),
    ("TS", "Ц"),
    ("t", "þţťŧțτт"),
    ("th", "θ"),
    ("ts", "ц"),
    ("U", "ÙÚÛÜŨŪŬŮŰŲУ"),
    ("u", "ùúûüũūŭůűųу"),
    ("V", "ΒВ"),
    ("v", "βв"),
    ("W", "Ŵ"),
    ("w", "ŵ"),
    ("X", "Ξ"),
    ("x", "ξ"),
    ("Y", "ÝŶŸΎΥΫЙЬ"),
    ("YA", "Я"),
    ("YU", "Ю"),
    ("y", "ýÿŷΰυϋύйь"),
    ("ya", "я"),
    ("yu", "ю"),
    ("Z", "ŹŻŽΖЗ"),
    ("ZH", "Ж"),
    ("z", "źżžζз"),
    ("zh", "ж"),
];

/// Ours: signs of typesetting and letters that the table leaves out, though losing them would
/// change a name.
pub(super) const ADDED: &[(&str, &str)] = &[
    (" ", "\u{a0}\u{2002}\u{2003}\u{2009}\u{202f}"),
    ("'", "‘’‛ʼ′´“”„«»"),
    ("-", "‐‑‒–—−"),
    ("O", "ŌŎ"),
    ("o", "ōŏ"),
    ("S", "ẞ"),
];
