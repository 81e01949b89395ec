//! The mailboxes of GGK and VECOZO: files in, answers out, through the same intake core.

use std::path::{Path, PathBuf};

use zorgdomein::bericht::peers::{Settings, step};

use super::support::{KNOWN, Message, codes, world};

struct Mailbox(PathBuf);

impl Mailbox {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("postbus-{}", platform::id::new_uuid()));
        std::fs::create_dir_all(path.join("in")).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.join("in").join(name), text).unwrap();
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let of = |path: &Path| {
            let mut names: Vec<String> = std::fs::read_dir(path)
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        of(&self.0.join(folder))
    }

    fn read(&self, folder: &str, name: &str) -> String {
        std::fs::read_to_string(self.0.join(folder).join(name)).unwrap()
    }
}

#[tokio::test]
async fn a_file_in_a_mailbox_gets_the_answer_of_the_one_intake_core() {
    let world = world().await;
    let (ggk, vecozo) = (Mailbox::new(), Mailbox::new());
    let settings = Settings { ggk_map: Some(ggk.0.clone()), vecozo_map: Some(vecozo.0.clone()) };
    let good = Message::new("B1", "PGB-1").xml("\r\n");
    ggk.put("a.xml", &good);
    ggk.put("b.xml", &Message::new("B2", "PGB-2").xml("\r\n"));
    ggk.put("c.xml", "<geen bericht");
    ggk.put(".half", "<nog niet klaar");
    let mut wlz = Message::new("B1", "PGB-1");
    (wlz.wet, wlz.code, wlz.afzender) = ("WLZ", "462", "5501");
    wlz.delen = vec![("99", "2026-01-01", "2026-12-31", 6_000_000)];
    vecozo.put("w.xml", &wlz.xml("\r\n"));
    vecozo.put("wmo.xml", &Message::new("B9", "PGB-9").xml("\r\n"));
    assert!(!step(&world.context, &settings).await.unwrap());

    assert_eq!(ggk.names("in"), [".half"]);
    assert_eq!(ggk.names("uit"), ["retour-a.xml", "retour-b.xml"]);
    assert_eq!(codes(&ggk.read("uit", "retour-a.xml")), ["0200"]);
    assert_eq!(codes(&ggk.read("uit", "retour-b.xml")), ["9502"], "a second budget beside it");
    assert_eq!(ggk.names("fout"), ["c.xml", "c.xml.json"]);
    assert_eq!(codes(&vecozo.read("uit", "retour-w.xml")), ["0200"]);
    assert_eq!(vecozo.names("fout"), ["wmo.xml", "wmo.xml.json"], "a gemeente sends elsewhere");
    assert_eq!(world.of_person(&world.one, KNOWN[0]).await.len(), 1);
    assert_eq!(world.of_person(&world.office, KNOWN[0]).await.len(), 1);

    // The process died after answering and before removing the file.
    ggk.put("a.xml", &good);
    let first = ggk.read("uit", "retour-a.xml");
    step(&world.context, &settings).await.unwrap();
    assert_eq!(ggk.read("uit", "retour-a.xml"), first, "the same bytes, the same answer");
    assert_eq!(world.count("SELECT count(*) FROM toekenning").await, 2);
}
