//! Who may do what with a run, and when.

use jiff::civil::date;

use super::*;

const ANNA: &str = "medewerker-anna";
const BRAM: &str = "medewerker-bram";
const CARLA: &str = "medewerker-carla";

fn run() -> Betaalrun {
    let bedragen = [Euro::from_cents(60_000), Euro::from_cents(124_635)];
    Betaalrun::draft(Uuid::nil(), date(2026, 3, 20), ANNA, &bedragen, date(2026, 3, 19)).unwrap()
}

fn act(run: Betaalrun, steps: &[(Handeling, &str)]) -> Result<Betaalrun, Refusal> {
    let act = |run: Betaalrun, (handeling, door): &(Handeling, &str)| {
        run.act(*handeling, door, date(2026, 3, 19))
    };
    steps.iter().try_fold(run, act)
}

const TO_CHECKED: [(Handeling, &str); 2] =
    [(Handeling::Vergrendelen, ANNA), (Handeling::Controleren, ANNA)];

#[test]
fn three_persons_bring_a_run_to_the_bank() {
    let steps = [
        (Handeling::Vergrendelen, ANNA),
        (Handeling::Controleren, ANNA),
        (Handeling::Goedkeuren, BRAM),
        (Handeling::Vrijgeven, CARLA),
    ];
    let run = act(run(), &steps).unwrap();
    assert_eq!(run.staat.code(), "vrijgegeven");
    assert_eq!(run.revisie, 5);
}

#[test]
fn who_made_a_run_neither_approves_nor_releases_it() {
    let checked = act(run(), &TO_CHECKED).unwrap();
    let alone = checked.clone().act(Handeling::Goedkeuren, ANNA, date(2026, 3, 19));
    assert_eq!(alone, Err(Refusal::MakerKeurtGoed));
    let unapproved = checked.act(Handeling::Vrijgeven, ANNA, date(2026, 3, 19));
    assert_eq!(unapproved, Err(Refusal::Staat { staat: "gecontroleerd" }));
    let approved = act(act(run(), &TO_CHECKED).unwrap(), &[(Handeling::Goedkeuren, BRAM)]).unwrap();
    let released = approved.act(Handeling::Vrijgeven, ANNA, date(2026, 3, 19));
    assert_eq!(released, Err(Refusal::MakerGeeftVrij));
}

#[test]
fn nobody_stands_behind_what_he_changed_himself() {
    let changed = ["betaalgegevens".to_owned()];
    for judging in [Handeling::Goedkeuren, Handeling::Vrijgeven] {
        let refused = check_touched(judging, &changed);
        assert!(matches!(refused, Err(Refusal::ZelfGewijzigd { dagen: 30, soorten: _ })));
        assert_eq!(check_touched(judging, &[]), Ok(()));
    }
    for other in [Handeling::Vergrendelen, Handeling::Controleren, Handeling::Annuleren] {
        assert_eq!(check_touched(other, &changed), Ok(()));
    }
}

#[test]
fn who_approved_a_run_does_not_release_it() {
    let approved = act(act(run(), &TO_CHECKED).unwrap(), &[(Handeling::Goedkeuren, BRAM)]).unwrap();
    let refused = approved.clone().act(Handeling::Vrijgeven, BRAM, date(2026, 3, 19));
    assert_eq!(refused, Err(Refusal::GoedkeurderGeeftVrij));
    assert!(approved.act(Handeling::Vrijgeven, CARLA, date(2026, 3, 19)).is_ok());
}

#[test]
fn a_payment_that_leaves_voids_the_approval() {
    let bedragen = [Euro::from_cents(100), Euro::from_cents(200), Euro::from_cents(300)];
    let run = Betaalrun::draft(Uuid::nil(), date(2026, 3, 20), ANNA, &bedragen, date(2026, 3, 19));
    let approved =
        act(act(run.unwrap(), &TO_CHECKED).unwrap(), &[(Handeling::Goedkeuren, BRAM)]).unwrap();
    let changed = approved.take_out(1, Euro::from_cents(200)).unwrap();
    assert_eq!(changed.staat, Staat::Vergrendeld);
    assert_eq!((changed.aantal, changed.totaal), (2, Euro::from_cents(400)));
    let release = changed.act(Handeling::Vrijgeven, CARLA, date(2026, 3, 19));
    assert_eq!(release, Err(Refusal::Staat { staat: "vergrendeld" }));
}

#[test]
fn a_single_payment_waits_for_the_next_run() {
    let one = Betaalrun::draft(
        Uuid::nil(),
        date(2026, 3, 20),
        ANNA,
        &[Euro::from_cents(1)],
        date(2026, 3, 19),
    );
    assert_eq!(one, Err(Refusal::EenBetaling));
    let left = run().take_out(1, Euro::from_cents(60_000)).unwrap();
    assert_eq!(
        left.act(Handeling::Vergrendelen, ANNA, date(2026, 3, 19)),
        Err(Refusal::EenBetaling)
    );
}

#[test]
fn a_released_run_is_neither_cancelled_nor_changed() {
    let steps = [(Handeling::Goedkeuren, BRAM), (Handeling::Vrijgeven, CARLA)];
    let released = act(act(run(), &TO_CHECKED).unwrap(), &steps).unwrap();
    let refused = Refusal::Staat { staat: "vrijgegeven" };
    assert_eq!(
        released.clone().act(Handeling::Annuleren, ANNA, date(2026, 3, 19)),
        Err(refused.clone())
    );
    assert_eq!(released.take_out(1, Euro::from_cents(1)), Err(refused));
}

#[test]
fn a_run_is_for_a_day_on_which_the_bank_works() {
    let past = Betaalrun::draft(
        Uuid::nil(),
        date(2026, 3, 18),
        ANNA,
        &[Euro::from_cents(1); 2],
        date(2026, 3, 19),
    );
    assert_eq!(past, Err(Refusal::Uitvoerdatum));
    let weekend = Betaalrun::draft(
        Uuid::nil(),
        date(2026, 3, 21),
        ANNA,
        &[Euro::from_cents(1); 2],
        date(2026, 3, 19),
    );
    assert_eq!(weekend, Err(Refusal::Uitvoerdatum));
}
