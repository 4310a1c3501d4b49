//! The format's own words of each vocabulary, each with what it means.
//!
//! Means of control and trafficking status follow the definitions of HTCDS. The other meanings are worded for this format,
//! after the standards that `docs/format.md` names.

/// A word and what it means, in one sentence.
pub(super) type VocabularyWord = (&'static str, &'static str);

pub(super) const AGE_AT: &[VocabularyWord] = &[
    ("recruitment", "When the person was recruited."),
    ("exploitation", "While the person was exploited."),
    ("interview", "When the person was interviewed."),
    ("report", "When the source was written."),
];

pub(super) const APP: &[VocabularyWord] = &[
    ("WeChat", "The Chinese messaging app WeChat, or Weixin."),
    ("QQ", "The Chinese messaging app QQ."),
    ("Douyin", "The Chinese app for short videos; outside China it is TikTok."),
    ("TikTok", "The app for short videos TikTok."),
    ("Telegram", "The messaging app Telegram."),
    ("WhatsApp", "The messaging app WhatsApp."),
    ("Facebook", "The social network Facebook."),
    ("Messenger", "Facebook's messaging app."),
    ("Instagram", "The social network Instagram."),
    ("Line", "The messaging app Line."),
    ("Viber", "The messaging app Viber."),
    ("Twitter", "The social network Twitter, now X."),
    ("video_app", "An app for videos that the source does not name."),
    ("other", "Another app or website."),
];

pub(super) const ARREST_TYPE: &[VocabularyWord] = &[
    ("raid", "Authorities entered a place to search it or to seize people."),
    ("arrest", "A person was taken into custody."),
    ("charge", "A person was formally accused of an offence."),
    ("detention", "A person was kept in custody or in prison."),
    ("exit_ban", "A person was forbidden to leave the country."),
    ("deportation", "A person was made to leave the country."),
    ("extradition", "A person was handed over to another country to face justice there."),
    ("trial", "A court heard the case."),
    ("sentence", "A court decided on the punishment."),
    ("release", "The authorities let a person go."),
];

pub(super) const CASE_STATUS: &[VocabularyWord] = &[
    ("active", "You are working on the case."),
    ("follow_up", "You only look at the case again from time to time."),
    ("closed", "Your work on the case is done."),
    ("closed_referred", "Your work is done, and you passed the case on to others."),
];

pub(super) const CONFIDENTIALITY: &[VocabularyWord] = &[
    ("public", "Anyone may see the case."),
    ("restricted", "Only your collaborators may see the case."),
    (
        "confidential",
        "The case is masked on the screen and is left out of what leaves the program.",
    ),
];

pub(super) const COORD_PRECISION: &[VocabularyWord] = &[
    ("exact", "The point where the place is."),
    ("building", "The building that the place is in."),
    ("area", "The part of a city or of the country that the place is in."),
    ("city", "The city that the place is in."),
    ("province", "The province that the place is in."),
];

pub(super) const COUNT_BASIS: &[VocabularyWord] = &[
    ("stated", "A source states the number."),
    ("computed", "You computed the number from numbers that sources state."),
    ("inferred", "You concluded the number from what sources say."),
];

pub(super) const COUNT_QUALIFIER: &[VocabularyWord] = &[
    ("exact", "Neither more nor less."),
    ("at_least", "This number or more."),
    ("more_than", "More than this number."),
    ("about", "This number, or a little more or less."),
    ("nearly", "A little less than this number."),
    ("unstated", "The source does not say how exact the number is."),
];

pub(super) const COUNTING_UNIT: &[VocabularyWord] = &[
    ("individual", "The case is about one person."),
    ("group", "The case is about several people together."),
];

pub(super) const DECIDED_BY: &[VocabularyWord] = &[
    ("police", "The police."),
    ("ngo", "An organisation that is not part of a government."),
    ("court", "A court or the prosecution."),
    ("government", "A part of a government other than the police."),
    ("media", "The newspaper or other medium that reports it."),
    ("self", "The person."),
    ("other", "Another organisation or person."),
];

pub(super) const EVENT_TYPE: &[VocabularyWord] = &[
    ("recruitment", "A stage of the trafficking: the person was recruited."),
    ("transit", "A stage of the trafficking: the person was on the way to the exploitation."),
    ("exploitation", "A stage of the trafficking: the person was exploited."),
    ("sale", "The person was sold on to others."),
    ("punishment", "Those who held the person punished them."),
    ("contact", "The person was in contact with the world outside."),
    ("release", "The person got out."),
    ("return", "The person went back home."),
    ("other", "Anything else that happened."),
];

pub(super) const EXPLOITATION_TYPE: &[VocabularyWord] = &[
    ("forced_labour", "Work under threat, to which the person did not freely agree."),
    ("forced_criminality", "The person was made to commit offences, such as fraud."),
    ("sexual_exploitation", "Forced prostitution or another sexual exploitation."),
    ("child_labour", "Work of a child that harms it or that the law does not allow at that age."),
    ("forced_marriage", "A marriage to which the person did not freely agree."),
    ("servitude", "The person had to live with others and work for them, and could not leave."),
    ("forced_military", "The person was made to serve in an armed group that is no state's."),
    ("organ_removal", "An organ of the person was removed, or was to be."),
    ("forced_begging", "The person was made to beg."),
    ("forced_adoption", "The person was given to others by a forced or unlawful adoption."),
    ("surrogacy", "The person was made to carry a child for others."),
    ("other", "Another exploitation."),
];

pub(super) const GENDER: &[VocabularyWord] = &[
    ("female", "A woman or girl (HTCDS Feminine)."),
    ("male", "A man or boy (HTCDS Masculine)."),
    ("transgender_female", "A transgender woman or girl (HTCDS TransgenderFeminine)."),
    ("transgender_male", "A transgender man or boy (HTCDS TransgenderMasculine)."),
    ("non_conforming", "A person whose gender is neither of the two (HTCDS NonConforming)."),
];

pub(super) const LEGAL_STATUS: &[VocabularyWord] = &[
    ("uncharged", "There is no charge."),
    ("facing_charges_detained", "There is a charge, and the person is in custody."),
    ("facing_charges_free", "There is a charge, and the person is not in custody."),
    ("convicted", "A court found the person guilty."),
    ("acquitted", "A court found the person not guilty."),
    ("deported", "The person was made to leave the country."),
    ("released", "The authorities let the person go."),
    ("wanted", "The authorities are looking for the person."),
];

pub(super) const LICENCE: &[VocabularyWord] = &[
    ("CC0-1.0", "Creative Commons Zero: no rights are reserved."),
    ("CC-BY-4.0", "Creative Commons: anyone may reuse it and names the author."),
    ("CC-BY-3.0-IGO", "The same for international organisations, version 3.0."),
    ("CC-BY-SA-4.0", "Creative Commons: reuse names the author and has the same licence."),
    ("CC-BY-SA-3.0-IGO", "The same licence for international organisations, version 3.0."),
    ("CC-BY-NC-4.0", "Creative Commons: reuse that earns nothing."),
    ("CC-BY-NC-SA-4.0", "Creative Commons: reuse that earns nothing, under the same licence."),
    ("CC-BY-NC-SA-3.0-IGO", "The same for international organisations, for no gain."),
    ("CC-BY-ND-4.0", "Creative Commons: whole and unchanged copies."),
    ("CC-BY-NC-ND-4.0", "Creative Commons: whole and unchanged copies that earn nothing."),
    ("ODbL-1.0", "Open Database License: reuse has the same licence."),
    ("ODC-By-1.0", "Open Data Commons: anyone may reuse it and names where it is from."),
    ("PDDL-1.0", "Open Data Commons: no rights are reserved."),
    ("OGL-UK-3.0", "Open Government Licence of the United Kingdom."),
    ("public_domain", "No one has rights in it."),
    ("all_rights_reserved", "It may only be quoted."),
    ("other", "Another licence; the note says which."),
];

/// The licences under which anyone may copy, change and pass on a whole work, even for money.
pub(super) const OPEN_LICENCES: &[&str] = &[
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-3.0-IGO",
    "CC-BY-SA-4.0",
    "CC-BY-SA-3.0-IGO",
    "ODbL-1.0",
    "ODC-By-1.0",
    "PDDL-1.0",
    "OGL-UK-3.0",
    "public_domain",
];

pub(super) const MEANS_OF_CONTROL: &[VocabularyWord] = &[
    ("threats", "Threats of harm or loss to the person or to others."),
    ("threats_law_enforcement", "Threats to call the police or other authorities."),
    ("threats_family", "Threats against the person's children or family."),
    ("debt_bondage", "Work for a debt, real or invented, over which the person has no control."),
    ("false_promises", "Deceit that brought the person into the exploitation."),
    ("physical_abuse", "Violence that hurts or injures, other than sexual abuse."),
    (
        "sexual_abuse",
        "Unwanted sexual contact to control the person, not as the exploitation itself.",
    ),
    ("psychological_abuse", "Insults, shame, deceit or dependence used against the person's mind."),
    (
        "psychoactive_substances",
        "Drugs or alcohol given, or an addiction used, so that the person obeys.",
    ),
    ("takes_earnings", "What the person earned was taken."),
    ("restricts_financial_access", "No free use of their own money, or of money to live on."),
    ("restricts_movement", "Confinement, isolation, or no movement without guards."),
    ("restricts_medical_care", "Medical care was withheld or controlled."),
    (
        "withholds_necessities",
        "Food, water, shelter, clothes or hygiene were denied or threatened to be.",
    ),
    ("excessive_working_hours", "Far longer working hours than were agreed or promised."),
    ("withholds_documents", "Passport or other papers were taken or controlled."),
    ("uses_children", "The person's access to their own children was limited."),
    ("sold_on", "Sale of the person to others, or the threat of it."),
    ("other", "Another means of control."),
];

pub(super) const NAME_TYPE: &[VocabularyWord] = &[
    ("real", "The person's real name, as a source gives it."),
    ("real_by_choice", "The person's real name, which the person wanted to be published."),
    ("pseudonym_by_source", "A made-up name that the source gives the person."),
    ("pseudonym_by_us", "A made-up name that you gave the person."),
    ("alias", "A name that the person used or was called, other than the real one."),
    ("withheld", "The source does not publish the name."),
];

pub(super) const ORGANISATION_TYPE: &[VocabularyWord] = &[
    ("ngo", "An organisation that is not part of a government, such as an aid organisation."),
    ("law_enforcement", "Police or another law enforcement authority."),
    ("health_service", "A hospital or another health service."),
    ("central_government", "A ministry or another part of a country's government."),
    ("local_government", "The government of a province, a city or a commune."),
    ("immigration_service", "An immigration authority or border police."),
    ("military", "An army or another armed force of a state."),
    ("court", "A court or the prosecution."),
    ("embassy", "An embassy or a consulate."),
    ("company", "A business."),
    ("association", "A club, chamber or another association."),
    ("media", "A newspaper, a broadcaster or another medium."),
    ("igo", "An organisation of states, such as the United Nations."),
    ("criminal_group", "A group of which a source says that it commits crimes."),
    ("compound_operator", "A company or group of which a source says that it runs a compound."),
    ("platform", "A social network, an app or another service on the internet."),
    ("other", "Another organisation."),
];

pub(super) const OUTCOME: &[VocabularyWord] = &[
    ("returned_home", "Back home."),
    ("rescued", "Freed with the help of others."),
    ("freed_oneself", "Got out without help."),
    ("at_embassy", "At an embassy or a consulate."),
    ("in_shelter", "In a shelter."),
    ("in_detention", "In the custody of authorities."),
    ("deported", "Made to leave the country."),
    ("missing", "Not found; no source knows where."),
    ("deceased", "Dead."),
    ("resold", "Sold on to others."),
    ("still_held", "Still held when the source was written."),
    ("stranded", "Out, and unable to go home."),
];

pub(super) const PLACE_TYPE: &[VocabularyWord] = &[
    ("country", "A country or territory."),
    ("province", "A province or another first part of a country."),
    ("city", "A city, town or village."),
    ("area", "A part of a city or a region without a border of its own."),
    ("compound", "A closed site in which people are held or frauds are committed."),
    ("hotel", "A hotel or casino."),
    ("hospital", "A hospital or clinic."),
    ("border_crossing", "A place where a border is crossed, lawfully or not."),
    ("embassy", "An embassy or a consulate."),
    ("other", "Another place."),
];

pub(super) const PUBLISHED_BASIS: &[VocabularyWord] = &[
    ("stated", "The source states its date."),
    ("inferred", "You concluded the date from what the source says."),
    ("external", "Something outside the source says the date."),
];

pub(super) const RECRUITER_RELATION: &[VocabularyWord] = &[
    ("familial", "The recruiter was of the person's family."),
    ("acquainted", "The person knew the recruiter before."),
    ("unacquainted", "The person did not know the recruiter before."),
];

pub(super) const RECRUITMENT_METHOD: &[VocabularyWord] = &[
    ("online_social_network", "Through a social network or chat on the internet."),
    ("online_advertisement", "Through an advertisement on the internet."),
    ("friends_or_social_events", "Through friends or at a social event."),
    ("family", "Through the family or at a family event."),
    ("at_work", "At work."),
    ("at_school", "At a school or another place of education."),
    ("place_of_business", "At a place of business."),
    ("newspaper", "Through an advertisement in a newspaper."),
    ("television", "Through an advertisement on television."),
    ("kidnapping", "By being taken by force."),
    ("other", "In another way."),
];

pub(super) const RELIABILITY: &[VocabularyWord] = &[
    ("A", "Completely reliable."),
    ("B", "Usually reliable."),
    ("C", "Fairly reliable."),
    ("D", "Not usually reliable."),
    ("E", "Unreliable."),
    ("F", "Its reliability cannot be judged."),
];

pub(super) const RESCUE_TYPE: &[VocabularyWord] = &[
    ("self_escape", "People fled by themselves."),
    ("released_by_operator", "Those who held people let them go."),
    ("mass_release", "Many people were let go at once."),
    ("raid", "Authorities entered the place."),
    ("negotiated_release", "Others negotiated that people were let go."),
    ("ransom_paid", "A ransom was paid."),
    ("family_search", "The family searched for them."),
    ("ngo_extraction", "An aid organisation or volunteers brought people out."),
    ("embassy_assistance", "An embassy or a consulate helped."),
    ("repatriation", "People were brought back to their country."),
    ("medical_aid", "People were treated by a doctor or in a hospital."),
    ("military_action", "Soldiers or armed groups acted against the place."),
    ("other", "In another way."),
];

pub(super) const ROLE: &[VocabularyWord] = &[
    ("rescuer", "Helps people to get out."),
    ("official", "Holds an office or works for an authority."),
    ("relative", "Belongs to the family of a person in a case."),
    ("witness", "Saw or heard what happened."),
    ("doctor", "Treats people as a doctor."),
    ("journalist", "Reports on cases."),
    ("spokesperson", "Speaks for an organisation."),
    ("suspect", "Is suspected by authorities, and not charged as far as sources say."),
    ("defendant", "Is charged before a court."),
    ("recruiter", "Recruits people, according to a source."),
    ("operator", "Runs a compound or the frauds in it, according to a source."),
    ("interpreter", "Translates for others."),
    ("other", "Another part."),
];

pub(super) const SCAM_TYPE: &[VocabularyWord] = &[
    ("romance", "Money is asked for in a feigned love affair."),
    ("investment", "Money is to be put into investments that do not exist."),
    ("pig_butchering", "Trust is built up for weeks, then money goes into false investments."),
    ("cryptocurrency", "Money is taken by way of cryptocurrency."),
    ("illegal_gambling", "Gambling that the law forbids, or that is rigged."),
    ("impersonation", "The fraudster poses as police, an authority, a company or a relative."),
    ("extortion", "Money is demanded under threats."),
    ("other", "Another fraud."),
];

pub(super) const SOURCE_TYPE: &[VocabularyWord] = &[
    ("article", "An article that fits no narrower type, such as a preprint."),
    ("article-journal", "An article in a scholarly journal."),
    ("article-magazine", "An article in a magazine."),
    ("article-newspaper", "An article in a newspaper or of a news agency."),
    ("book", "A book."),
    ("broadcast", "A programme on radio, on television or as a podcast."),
    ("chapter", "A chapter of a book."),
    ("collection", "A collection of papers, as in an archive."),
    ("dataset", "A set of data."),
    ("document", "A text that fits no other type."),
    ("entry", "An entry in a database, a catalogue or a reference work."),
    ("event", "An event that was attended, such as a conference."),
    ("figure", "A figure in another text."),
    ("graphic", "A picture, a photograph or a drawing."),
    ("hearing", "A hearing, as of a parliament."),
    ("interview", "An interview."),
    ("legal_case", "A case before a court, or its judgment."),
    ("legislation", "A law."),
    ("manuscript", "An unpublished manuscript."),
    ("map", "A map."),
    ("motion_picture", "A film or a video."),
    ("pamphlet", "A pamphlet or a leaflet."),
    ("paper-conference", "A paper at a conference."),
    ("periodical", "A whole issue or run of a periodical."),
    ("personal_communication", "A letter, a message or a talk with you."),
    ("post", "A post on a social network or in a forum."),
    ("post-weblog", "A post on a blog."),
    ("regulation", "A regulation of an authority."),
    ("report", "A report, as of an organisation or an authority."),
    ("review", "A review of another work."),
    ("speech", "A speech or a presentation."),
    ("thesis", "A thesis for a degree."),
    ("treaty", "A treaty between states."),
    ("webpage", "A page on the web that fits no narrower type."),
];

pub(super) const SUCCESS: &[VocabularyWord] = &[
    ("full", "All got out whom it was about."),
    ("partial", "Some of them got out."),
    ("none", "None of them got out."),
    ("open", "It is not known yet."),
];

pub(super) const TRAFFICKING_STATUS: &[VocabularyWord] = &[
    ("actual", "Determined to be a victim of trafficking."),
    ("possible", "Signs of trafficking, not verified."),
    ("disputed", "Sources disagree on whether the person was trafficked."),
    ("not_a_victim", "Determined not to be a victim of trafficking."),
];

pub(super) const TRANSIT_MODE: &[VocabularyWord] = &[
    ("on_foot", "On foot."),
    ("car", "By car or van."),
    ("taxi", "By taxi."),
    ("bus", "By bus."),
    ("train", "By train."),
    ("boat", "By boat or ship."),
    ("aeroplane", "By aeroplane."),
    ("other", "By other means."),
];

pub(super) const VICTIM_SCREENING: &[VocabularyWord] = &[
    ("done", "It was examined whether those arrested were trafficked."),
    ("not_done", "A source says that it was not examined."),
    ("not_reported", "No source says whether it was examined."),
];
