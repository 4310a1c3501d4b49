//! The network of random collections, compared with naive answers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::ego::{DrawnAt, EgoRules, EgoTree, LineShows};
use super::graph::{Onlooker, TieGraph};
use super::hub::{Hub, MANY};
use super::path::{PathRules, PathSearch, Reach};
use super::request::{TieAnswer, TieRequest};
use super::sheet::{SheetMaker, tie_mark};
use super::support::{TieSupport, caveats};
use crate::collection::{Collection, Lookup, Memory, load};
use crate::evidence::EvidenceStatus;
use crate::record::{FieldId, Id};
use crate::redaction::{Policy, Redaction};
use crate::search::{Certainty, Hit, Query};
use crate::views::protection::{FEWEST, Shown};

/// What the records of a random collection are, a letter each, and which links to which.
#[derive(Clone, Debug)]
struct Links {
    kinds: Vec<u8>,
    links: Vec<(usize, usize, u8)>,
}

fn links() -> impl Strategy<Value = Links> {
    let kinds = prop::collection::vec(0_u8..9, 1..14);
    let links = prop::collection::vec((0_usize..14, 0_usize..14, 0_u8..4), 0..40);
    (kinds, links).prop_map(|(kinds, links)| Links { kinds, links })
}

/// Returns the id of a record: in an order that is not that of their kinds.
fn id_of(number: usize) -> String {
    format!("x{}-test", (number * 5) % 14)
}

fn collection(given: &Links) -> Collection {
    let mut memory = Memory::default();
    for (number, kind) in given.kinds.iter().enumerate() {
        let of = |from: &&(usize, usize, u8)| from.0 == number;
        let targets = |wanted: &[u8]| -> Vec<(usize, u8)> {
            let all = given.links.iter().filter(of).map(|(_, to, by)| (*to, *by));
            all.filter(|(to, _)| given.kinds.get(*to).is_some_and(|kind| wanted.contains(kind)))
                .collect()
        };
        let list = |wanted: &[u8], by: &[u8]| {
            let ids = targets(wanted).into_iter().filter(|(_, how)| by.contains(how));
            let ids: Vec<String> = ids.map(|(to, _)| format!("'{}'", id_of(to))).collect();
            format!("[{}]", ids.join(", "))
        };
        let one = |wanted: &[u8]| targets(wanted).first().map(|(to, _)| id_of(*to));
        let id = id_of(number);
        let confidential = if *kind == 2 { "confidentiality = 'confidential'\n" } else { "" };
        let quote = one(&[6]).map(|source| {
            format!("[[quote]]\nsource = '{source}'\ntext = 'Words.'\nsupports = ['related']\n")
        });
        let quote = quote.unwrap_or_default();
        let (folder, text) = match kind {
            0 | 2 => (
                "victims",
                format!(
                    "title = 'V {id}'\n{confidential}related = {}\n{quote}",
                    list(&[0, 1, 2, 3], &[0, 1, 2, 3])
                ),
            ),
            1 => (
                "rescues",
                format!(
                    "title = 'R {id}'\nvictims = {}\nrequested_by = {}\nintervening_parties = {}\nplaces = {}\n{quote}",
                    list(&[0, 2], &[0, 1]),
                    list(&[0, 2, 4], &[1, 2]),
                    list(&[0, 2, 4, 5], &[2, 3]),
                    list(&[7, 8], &[0, 1, 2, 3])
                ),
            ),
            3 => (
                "arrests",
                format!(
                    "title = 'A {id}'\npersons = {}\nauthorities = {}\nplaces = {}\n{quote}",
                    list(&[0, 2, 4], &[0, 1, 2, 3]),
                    list(&[5], &[0, 1]),
                    list(&[7, 8], &[0, 1])
                ),
            ),
            4 => {
                ("people", format!("name = 'P {id}'\nmember_of = {}\n", list(&[5], &[0, 1, 2, 3])))
            }
            5 => ("organisations", {
                let word = if number % 2 == 0 { "embassy" } else { "ngo" };
                format!("name = 'O {id}'\ntype = '{word}'\n")
            }),
            6 => ("sources", format!("title = 'S {id}'\n")),
            _ => ("places", {
                let within = one(&[8]).map(|within| format!("within = '{within}'\n"));
                let word = if *kind == 8 { "country" } else { "city" };
                format!("name = 'L {id}'\ntype = '{word}'\n{}", within.unwrap_or_default())
            }),
        };
        memory.put(format!("{folder}/{id}.toml"), text);
    }
    load(&memory)
}

/// Returns what is tied to what, by the links of the records themselves.
fn naive_ties(collection: &Collection) -> BTreeMap<Id, BTreeSet<Id>> {
    let mut ties: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for located in collection.records() {
        let from = &located.record.id;
        ties.entry(from.clone()).or_default();
        for link in located.record.links() {
            if link.to != from && collection.kind_of(link.to).is_some() {
                ties.entry(from.clone()).or_default().insert(link.to.clone());
                ties.entry(link.to.clone()).or_default().insert(from.clone());
            }
        }
    }
    ties
}

/// Returns the first of the shortest ways by trying every one of each length, in the order of the ids.
fn naive_way(
    ties: &BTreeMap<Id, BTreeSet<Id>>,
    ends: (&Id, &Id),
    may_pass: &dyn Fn(&Id) -> bool,
) -> Option<Vec<Id>> {
    fn go_on(
        ties: &BTreeMap<Id, BTreeSet<Id>>,
        way: &mut Vec<Id>,
        to: &Id,
        left: usize,
        may_pass: &dyn Fn(&Id) -> bool,
    ) -> bool {
        let Some(at) = way.last().cloned() else { return false };
        if at == *to {
            return left == 0;
        }
        if left == 0 || way.len() > 1 && !may_pass(&at) {
            return false;
        }
        for next in &ties[&at] {
            if !way.contains(next) {
                way.push(next.clone());
                if go_on(ties, way, to, left - 1, may_pass) {
                    return true;
                }
                way.pop();
            }
        }
        false
    }
    (0..ties.len()).find_map(|length| {
        let mut way = vec![ends.0.clone()];
        go_on(ties, &mut way, ends.1, length, may_pass).then_some(way)
    })
}

/// Returns each tie of a tree by its ends and field, with whether it is drawn to a record that is drawn there.
fn drawn(tree: &EgoTree) -> Vec<((Id, FieldId, Id), DrawnAt)> {
    let lines = tree.lines.iter().filter_map(|line| match &line.shows {
        LineShows::Tie { field, is_incoming, record, place } => {
            let ends = super::sheet::ends(&line.parent, *field, *is_incoming, &record.id);
            Some((ends, *place))
        }
        LineShows::More(_) => None,
    });
    lines.collect()
}

const ONLOOKERS: [Onlooker; 3] = [Onlooker::Owner, Onlooker::Reader, Onlooker::Others];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_way_is_the_first_of_the_shortest_that_a_naive_search_finds(given in links()) {
        let collection = collection(&given);
        let graph = TieGraph::of(&collection);
        let mut ties = naive_ties(&collection);
        let redaction = Redaction::of(&collection, Policy::Default);
        for onlooker in [Onlooker::Owner, Onlooker::Reader] {
            if onlooker == Onlooker::Reader {
                ties.retain(|id, _| !redaction.is_left_out(id));
                for others in ties.values_mut() {
                    others.retain(|id| !redaction.is_left_out(id));
                }
            }
            let hub = |id: &Id| graph.hub(graph.number(id, Onlooker::Owner).unwrap());
            for through_hubs in [false, true] {
                let may_pass = |id: &Id| through_hubs || hub(id).is_none();
                for (from, to) in ties.keys().flat_map(|from| ties.keys().map(move |to| (from, to))) {
                    let number = |id| graph.number(id, onlooker).unwrap();
                    let rules = PathRules { onlooker, through_hubs };
                    let found = graph.path(number(from), number(to), rules, &|| false);
                    let naive = naive_way(&ties, (from, to), &may_pass);
                    match found {
                        PathSearch::Found(way) => {
                            let way: Vec<Id> = way.into_iter().map(|n| graph.id(n).unwrap().clone()).collect();
                            prop_assert_eq!(Some(way), naive);
                        }
                        PathSearch::None(reach) => {
                            prop_assert_eq!(None, naive);
                            let reached = ties.keys().filter(|other| *other != from);
                            let reached = reached.filter_map(|other| naive_way(&ties, (from, other), &may_pass));
                            let reached: Vec<usize> = reached.map(|way| way.len() - 1).collect();
                            let steps = reached.iter().copied().max().unwrap_or_default();
                            prop_assert_eq!(reach, Reach { records: reached.len(), steps });
                        }
                        PathSearch::Cancelled => prop_assert!(false, "the search was not cancelled"),
                    }
                }
            }
        }
    }

    #[test]
    fn the_number_at_a_record_is_what_list_finds_for_its_query(given in links()) {
        let collection = collection(&given);
        let graph = TieGraph::of(&collection);
        let lookup = Lookup::of(&collection);
        for (policy, onlooker) in [(Policy::Full, Onlooker::Owner), (Policy::Default, Onlooker::Reader)] {
            let redaction = Redaction::of(&collection, policy);
            for id in collection.ids().filter(|id| !redaction.is_left_out(id)) {
                let (query, problems) = Query::read(&format!("rel:={id}"), lookup.catalogue());
                prop_assert!(problems.is_empty());
                let found = lookup.find(&query).into_iter().filter(|(id, _)| !redaction.is_left_out(id));
                // A record that links to itself is no tie, and `rel:` finds it.
                let found: Vec<&Id> = found.map(|(found, _)| found).filter(|found| *found != id).collect();
                let number = graph.number(id, onlooker).unwrap();
                prop_assert_eq!(graph.degree(number, onlooker), found.len(), "{}", id);
            }
        }
    }

    #[test]
    fn the_number_of_every_tie_is_what_list_finds_for_its_query(given in links()) {
        let collection = collection(&given);
        let graph = TieGraph::of(&collection);
        let lookup = Lookup::of(&collection);
        for id in collection.ids() {
            let at = graph.number(id, Onlooker::Owner).unwrap();
            for tie in graph.ties(at, Onlooker::Owner) {
                let ends = super::sheet::ends(id, tie.field, tie.is_incoming, graph.id(tie.other).unwrap());
                let mark = tie_mark(collection.kind_of(&ends.0).unwrap(), &ends);
                let (query, problems) = Query::read(&mark.query, lookup.catalogue());
                prop_assert!(problems.is_empty(), "{}", mark.query);
                let found = lookup.find(&query);
                let certain = |hit: &Hit| hit.certainty == Certainty::Certain;
                let numbers = (found.iter().filter(|(_, hit)| certain(hit)).count(), found.len());
                prop_assert_eq!(numbers, (mark.certain, mark.at_most()), "{}", mark.query);
                prop_assert_eq!(found[0].0, &ends.0);
            }
        }
    }

    #[test]
    fn others_see_no_number_of_ties_that_gives_away_the_few_that_are_not_drawn(
        drawn in 0_usize..16, sources in 0_usize..16, countries in 0_usize..16,
    ) {
        let mut memory = Memory::default();
        let ids = |of: &str, count: usize| {
            (0..count).map(|number| format!("'{of}-{number}'")).collect::<Vec<_>>().join(", ")
        };
        let records = |count: usize, record: &dyn Fn(usize) -> String| {
            (0..count).map(record).collect::<Vec<_>>().concat()
        };
        memory.put("people.toml", records(drawn, &|number| format!("[p-{number}]\nname = 'Test'\n")));
        memory.put("sources.toml", records(sources, &|number| format!("[s-{number}]\ntitle = 'Test'\n")));
        memory.put(
            "places.toml",
            records(countries, &|number| format!("[l-{number}]\nname = 'Test'\ntype = 'country'\n")),
        );
        let quotes =
            records(sources, &|number| format!("[[quote]]\nsource = 's-{number}'\ntext = 'T'\n"));
        memory.put(
            "rescues/r.toml",
            format!("title = 'R'\nrequested_by = [{}]\nplaces = [{}]\n{quotes}", ids("p", drawn), ids("l", countries)),
        );
        let graph = TieGraph::of(&load(&memory));
        let rules = EgoRules { steps: 1, hubs: false, onlooker: Onlooker::Others };
        let request = TieRequest { centre: Id::new("r").unwrap(), rules, to: None };
        let mut shown = None;
        request.answer(&graph, &|| false, &mut |answer| {
            if let TieAnswer::Tree(tree) = answer {
                shown = tree.shown;
            }
        });
        let shown = shown.unwrap();
        let is_few = |number: usize| (1..FEWEST).contains(&number);
        // What can be worked out: the lines are counted, and what is shown is taken off.
        let known = |hub: Hub| shown.hubs.contains(&hub);
        prop_assert!(!known(Hub::Source) || !is_few(sources));
        prop_assert!(!known(Hub::Country) || !is_few(countries));
        if let Shown::Both { at_most, .. } = shown.degree {
            prop_assert_eq!(at_most, drawn + sources + countries);
            let unseen = if known(Hub::Source) { 0 } else { sources } + if known(Hub::Country) { 0 } else { countries };
            prop_assert!(!is_few(at_most) && !is_few(unseen), "{} are left", unseen);
        }
    }

    #[test]
    fn a_tree_has_every_tie_of_what_it_opens_once_and_every_record_in_one_place(
        given in links(), steps in 1_usize..=3, hubs: bool, which in 0_usize..3,
    ) {
        let collection = collection(&given);
        let graph = TieGraph::of(&collection);
        let onlooker = ONLOOKERS[which];
        for id in collection.ids() {
            let Some(centre) = graph.number(id, onlooker) else { continue };
            let tree = graph.ego(centre, EgoRules { steps, hubs, onlooker }).unwrap();
            prop_assert_eq!(&graph.ego(centre, EgoRules { steps, hubs, onlooker }).unwrap(), &tree);
            let drawn = drawn(&tree);
            let distinct: BTreeSet<_> = drawn.iter().map(|(tie, _)| tie.clone()).collect();
            prop_assert_eq!(distinct.len(), drawn.len(), "no tie twice");
            let ids = tree.ids();
            prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "no record twice");
            prop_assert_eq!(tree.records, ids.len());
            // A record that is drawn elsewhere is drawn where the line says.
            for (number, line) in tree.lines.iter().enumerate() {
                if let LineShows::Tie { record, place, .. } = &line.shows && *place != DrawnAt::Here {
                    let here = tree.lines.iter().position(|other| matches!(
                        &other.shows,
                        LineShows::Tie { record: other, place: DrawnAt::Here, .. } if other.id == record.id
                    ));
                    match (here, place) {
                        (Some(at), DrawnAt::Above) => prop_assert!(at < number),
                        (Some(at), DrawnAt::Below) => prop_assert!(at > number),
                        (None, _) => prop_assert_eq!(&record.id, &tree.centre.id),
                        (Some(_), DrawnAt::Here) => {}
                    }
                }
            }
            // Every tie of the middle is drawn, or counted with its hub.
            let of_centre = graph.ties(centre, onlooker).count();
            let shown = drawn.iter().filter(|((from, _, to), _)| from == id || to == id).count();
            let to_hubs = graph.ties(centre, onlooker).filter(|tie| graph.hub(tie.other).is_some());
            prop_assert_eq!(shown, of_centre - if hubs { 0 } else { to_hubs.count() });
            for (ends, _) in &drawn {
                prop_assert!(naive_ties(&collection)[&ends.0].contains(&ends.2));
                for end in [&ends.0, &ends.2] {
                    prop_assert!(graph.number(end, onlooker).is_some(), "what is left out is not drawn");
                    let hub = graph.hub(graph.number(end, onlooker).unwrap());
                    prop_assert!(hubs || end == id || hub.is_none());
                }
                prop_assert!(!TieSupport::of(&collection, &ends.0, ends.1, &ends.2).is_empty());
            }
        }
    }
}

fn small(files: &[(&str, &str)]) -> Collection {
    let mut memory = Memory::default();
    for (path, text) in files {
        memory.put(*path, *text);
    }
    load(&memory)
}

fn number(graph: &TieGraph, id: &str) -> u32 {
    graph.number(&Id::new(id).unwrap(), Onlooker::Owner).unwrap()
}

#[test]
fn sources_countries_authorities_and_what_many_are_tied_to_are_hubs() {
    let mut memory = Memory::default();
    memory.put("places.toml", "[land]\ntype = 'country'\n[town]\ntype = 'city'\nwithin = 'land'\n[office]\ntype = 'embassy'\n");
    memory.put(
        "organisations.toml",
        "[embassy]\ntype = 'embassy'\n[police]\ntype = 'law_enforcement'\n[helpers]\ntype = 'ngo'\n[crowd]\ntype = 'ngo'\n",
    );
    memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
    for number in 0..MANY {
        let last = if number == 0 { "'crowd'" } else { "'crowd', 'helpers'" };
        memory.put(
            format!("people/p{number}.toml"),
            format!("name = 'Test P{number}'\nmember_of = [{last}]\n"),
        );
    }
    let graph = TieGraph::of(&load(&memory));
    let hub = |id| graph.hub(number(&graph, id));
    assert_eq!(
        (hub("wire"), hub("land"), hub("town")),
        (Some(Hub::Source), Some(Hub::Country), None)
    );
    let authority = Some(Hub::Authority);
    assert_eq!((hub("embassy"), hub("police"), hub("office")), (authority, authority, authority));
    assert_eq!((hub("crowd"), hub("helpers"), hub("p3")), (Some(Hub::ManyTies), None, None));
}

#[test]
fn an_act_of_the_authorities_says_how_far_the_proceedings_went() {
    let said = |fields: &str| {
        let text = format!("title = 'A'\n{fields}");
        let collection = small(&[("arrests/a.toml", &text)]);
        let evidence = collection.evidence(&Id::new("a").unwrap());
        caveats(collection.get("a").unwrap().record, evidence.as_deref()).join(" · ")
    };
    assert_eq!(said(""), "no conviction stated");
    assert_eq!(
        said("charges = ['Test']\nlegal_status = 'facing_charges_free'\n"),
        "alleged · not convicted"
    );
    assert_eq!(
        said("legal_status = 'acquitted'\nalleged_conduct = 'Test'\n"),
        "alleged · acquitted"
    );
    assert_eq!(said("legal_status = 'convicted'\ncharges = ['Test']\n"), "convicted");
    assert_eq!(said("legal_status = 'uncharged'\n"), "not charged");
    assert_eq!(
        said("legal_status = 'wanted'\nplanned = true\n"),
        "planned · wanted, not convicted"
    );
    let disputed = "legal_status = 'convicted'\n[[quote]]\nsource = 's'\ntext = 'No.'\ndisputes = ['legal_status']\n";
    assert_eq!(said(disputed), "convicted · disputed");
    // A word of the vocabulary that is new here must not read like a conviction.
    for word in crate::record::Vocabulary::LegalStatus.words() {
        let reads_so = said(&format!("legal_status = '{word}'\n")).starts_with("convicted");
        assert_eq!(reads_so, word == "convicted", "{word}");
    }
}

#[test]
fn a_tie_has_the_evidence_and_the_quotes_of_its_field_or_row() {
    let case = "title = 'R'\nvictims = ['v']\nintervening_parties = ['p', 'q']\nrelated = ['other']\n\
         [[event]]\nkey = 'trip'\nplace = 'town'\n[[event]]\nplace = 'town'\n\
         [[quote]]\nsource = 'wire'\ntext = 'P helped.'\nsupports = ['intervening_parties']\n\
         [[quote]]\nsource = 'wire'\ntext = 'Not V.'\ndisputes = ['victims']\n\
         [[quote]]\nsource = 'wire'\ntext = 'To town.'\nsupports = ['event.trip', 'intervening_parties']\n";
    let collection = small(&[
        ("rescues/r.toml", case),
        ("rescues/other.toml", "title = 'O'\n"),
        ("victims/v.toml", "title = 'V'\n"),
        ("people.toml", "[p]\nname = 'Test P'\n[q]\nname = 'Test Q'\nmember_of = ['club']\n"),
        ("organisations.toml", "[club]\nname = 'Club'\n"),
        ("places.toml", "[town]\nname = 'Town'\n"),
        ("sources.toml", "[wire]\ntitle = 'W'\n"),
    ]);
    let of = |from: &str, field, to: &str| {
        let found =
            TieSupport::of(&collection, &Id::new(from).unwrap(), field, &Id::new(to).unwrap());
        found.into_iter().map(|one| (one.status, one.quotes, one.disputes)).collect::<Vec<_>>()
    };
    let unchecked = Some(EvidenceStatus::Unchecked(1));
    assert_eq!(of("r", FieldId::InterveningParties, "p"), [(unchecked, vec![0, 2], vec![])]);
    assert_eq!(of("r", FieldId::InterveningParties, "q"), [(unchecked, vec![0, 2], vec![])]);
    let disputed = Some(EvidenceStatus::Disputed(0));
    assert_eq!(of("r", FieldId::Victims, "v"), [(disputed, vec![], vec![1])]);
    assert_eq!(
        of("r", FieldId::Related, "other"),
        [(Some(EvidenceStatus::Editorial), vec![], vec![])]
    );
    let unsourced = Some(EvidenceStatus::Unsourced);
    let rows = [(unchecked, vec![2], vec![]), (unsourced, vec![], vec![])];
    assert_eq!(of("r", FieldId::Place, "town"), rows);
    assert_eq!(of("r", FieldId::Source, "wire"), [(None, vec![0, 1, 2], vec![])]);
    assert_eq!(of("q", FieldId::MemberOf, "club"), [(None, vec![], vec![])]);
    assert_eq!(of("q", FieldId::MemberOf, "town"), []);
}

#[test]
fn a_record_with_very_many_ties_says_how_many_are_not_drawn() {
    let mut memory = Memory::default();
    memory.put("organisations.toml", "[crowd]\nname = 'Crowd'\n");
    for number in 0..150 {
        memory.put(
            format!("people/p{number}.toml"),
            format!("name = 'Test P{number}'\nmember_of = ['crowd']\n"),
        );
    }
    let collection = load(&memory);
    let graph = TieGraph::of(&collection);
    let rules = EgoRules { steps: 3, hubs: false, onlooker: Onlooker::Owner };
    let tree = graph.ego(number(&graph, "crowd"), rules).unwrap();
    assert_eq!(tree.centre.degree, 150);
    assert_eq!(tree.lines.len(), 101);
    assert_eq!(tree.lines.last().unwrap().shows, LineShows::More(50));
    // From one of them it is a hub.
    let tree = graph.ego(number(&graph, "p7"), rules).unwrap();
    assert_eq!((tree.lines.len(), tree.elided), (0, vec![(Hub::ManyTies, 1, 1)]));
    let tree = graph.ego(number(&graph, "p7"), EgoRules { hubs: true, ..rules }).unwrap();
    assert_eq!(tree.lines.len(), 1, "a hub is not opened");
}

#[test]
fn people_who_are_printed_alike_stay_two_records() {
    let collection = small(&[
        (
            "people.toml",
            "[test-ann]\nname = 'Ann Test'\npublic = false\n[test-ben]\nname = 'Ben Test'\npublic = false\n",
        ),
        ("rescues/r.toml", "title = 'R'\nrequested_by = ['test-ann', 'test-ben']\n"),
    ]);
    let redaction = Redaction::of(&collection, Policy::Default);
    let graph = TieGraph::of(&collection);
    let rules = EgoRules { steps: 2, hubs: false, onlooker: Onlooker::Reader };
    let tree = graph.ego(number(&graph, "r"), rules).unwrap();
    let sheet = SheetMaker::new(&collection, &redaction, &graph, Onlooker::Reader).tree(&tree);
    let keys: Vec<&str> = sheet.records.iter().map(|record| record.key.as_str()).collect();
    assert_eq!(keys, ["r", "[withheld] 1", "[withheld] 2"]);
    assert!(sheet.records.iter().skip(1).all(|record| record.query.is_none()));
}

#[test]
fn a_search_that_is_no_longer_wanted_ends() {
    let mut memory = Memory::default();
    memory.put("organisations.toml", "[crowd]\nname = 'Crowd'\n");
    for number in 0..5000 {
        memory.put(format!("people/p{number}.toml"), "name = 'Test'\nmember_of = ['crowd']\n");
    }
    memory.put("people/alone.toml", "name = 'Test'\n");
    let graph = TieGraph::of(&load(&memory));
    let rules = PathRules { onlooker: Onlooker::Owner, through_hubs: true };
    let search = |cancelled: bool| {
        graph.path(number(&graph, "crowd"), number(&graph, "p1"), rules, &|| cancelled)
    };
    assert!(matches!(search(false), PathSearch::Found(_)));
    let none = |cancelled: bool| {
        graph.path(number(&graph, "crowd"), number(&graph, "alone"), rules, &|| cancelled)
    };
    assert_eq!(none(false), PathSearch::None(Reach { records: 5000, steps: 1 }));
    assert_eq!(none(true), PathSearch::Cancelled);
}
