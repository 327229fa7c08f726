import { type RandomSource, randomBelow } from '../../statistics/random.ts';
import { between, pick } from '../draw.ts';
import type { Rules } from './grammar.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const phrases = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s*[,\n]\s*/)
    .filter((phrase) => phrase !== '');

export const ADJECTIVES = words(`
  old new quiet busy narrow wide early late plain rough smooth local remote heavy light brittle stable hidden public private modest
  rapid slow steady uneven broken repaired seasonal annual weekly nightly coastal rural urban northern southern regional shared
  separate temporary permanent manual automatic partial complete duplicate missing stale fresh legacy modern compact bulky cheap
  costly rare common fragile sturdy simple layered nested flat circular linear dense sparse noisy clean muddy sandy wooden copper
  silver ceramic woollen cotton paper digital analogue portable fixed floating mobile idle active passive formal informal candid
  cautious bold timid patient hasty curious stubborn gentle stern cheerful gloomy practical abstract concrete vague precise crude
  refined average extreme minor major central outer inner upper lower shallow deep bright dim warm cold humid dry sweet bitter salty
  spicy bland foreign domestic ancient medieval recent upcoming overdue prepaid unpaid refundable taxable exempt licensed unlicensed
  certified pending approved rejected archived internal external optional required conditional recurring occasional urgent routine
  experimental proven contested neutral hostile friendly crowded empty cramped spacious vertical horizontal diagonal hollow solid
`);

export const NOUNS = words(`
  bridge harbour orchard kitchen workshop library museum theatre station airport warehouse greenhouse bakery clinic pharmacy school
  classroom laboratory office attic cellar garden balcony corridor staircase elevator roof chimney fence gate bench table drawer shelf
  cabinet lantern candle mirror carpet curtain blanket pillow kettle oven freezer toaster blender ladder hammer wrench drill saw
  bicycle tractor ferry canoe trailer scooter tram wagon carriage engine gearbox battery charger turbine pump valve pipe filter sensor
  antenna satellite telescope microscope thermometer barometer compass anchor rudder sail rope net basket barrel crate envelope parcel
  ledger invoice receipt contract lease permit passport diploma certificate brochure catalogue newsletter journal diary manuscript
  novel poem essay lecture seminar workshop rehearsal concert festival exhibition auction election referendum census survey interview
  meeting schedule deadline budget forecast inventory shipment delivery refund warranty subscription membership donation grant loan
  mortgage pension salary bonus tariff tax audit dispute settlement appeal verdict statute treaty charter manifesto petition
  river glacier meadow marsh desert island peninsula canyon valley ridge plateau reef lagoon delta forest thicket prairie tundra
  beetle falcon otter badger lynx heron salmon trout octopus spider beehive seedling fern moss lichen mushroom walnut chestnut cedar
  engineer nurse plumber carpenter teacher librarian pilot captain farmer baker tailor painter sculptor violinist drummer conductor
  historian geologist botanist chemist astronomer economist lawyer judge clerk cashier courier mechanic electrician translator editor
  neighbour cousin grandmother apprentice volunteer tenant landlord commuter tourist visitor patient customer supplier partner rival
`);

export const PLACES = phrases(`
  Porto, Leipzig, Tampere, Bergen, Gdansk, Brno, Ljubljana, Cork, Bilbao, Turin, Lyon, Ghent, Malmo, Tartu, Izmir, Haifa, Amman,
  Tbilisi, Almaty, Pune, Kochi, Kandy, Penang, Cebu, Hue, Kaohsiung, Sapporo, Busan, Perth, Dunedin, Suva, Valparaiso, Rosario,
  Medellin, Cusco, Recife, Curitiba, Puebla, Merida, Halifax, Calgary, Boise, Tulsa, Duluth, Savannah, Nairobi, Kigali, Accra, Dakar,
  Tunis, Fez, Durban, Windhoek, Lusaka, Antananarivo, Reykjavik, Aberdeen, Galway, Utrecht, Graz
`);

export const FIRST_NAMES = words(`
  Ada Bruno Carla Dmitri Elena Farid Greta Hugo Ines Jonas Katya Leon Mira Nadir Oskar Petra Quentin Rosa Stefan Tamar Ugo Vera
  Wanda Xenia Yusuf Zofia Amara Bilal Chidi Devi Emeka Fatou Gita Hiro Imani Jin Kofi Lakshmi Mei Nkechi Omar Priya Ravi Sana Tariq
  Usha Valeria Wen Yara Zane Anselm Beatriz Cormac Dagny Eero Fiona Gareth Helmi Ilse Jarek
`);

export const LANGUAGES = words(`
  French German Spanish Portuguese Italian Dutch Swedish Finnish Polish Czech Romanian Greek Turkish Arabic Hebrew Hindi Bengali Tamil
  Thai Vietnamese Indonesian Japanese Korean Mandarin Swahili Ukrainian
`);

const VERBS = words(`
  measure compare rearrange repair replace inspect catalogue borrow return deliver postpone cancel organise decorate photograph sketch
  translate rehearse memorise summarise estimate calculate negotiate approve reject question defend criticise praise ignore discover
  bury plant harvest ferment dry freeze melt polish varnish stitch weave carve assemble dismantle transport store protect abandon
  restore renovate map explore cross climb descend observe record predict explain
`);

const TOPICS = phrases(`
  soil erosion, tidal energy, bread fermentation, bird migration, rail freight, urban drainage, glass recycling, sleep hygiene,
  coin minting, cheese ageing, volcanic ash, coral bleaching, paper making, canal locks, wool dyeing, bee keeping, rooftop solar,
  river dredging, museum lighting, letterpress printing, dental anatomy, knee surgery, vaccine storage, fire insurance, land
  registries, maritime law, patent filing, village schooling, minimum wages, rent control, school meals, postal codes, time zones,
  leap seconds, calendar reform, plate tectonics, star formation, comet orbits, lens grinding, clock making, piano tuning, choir
  singing, folk dancing, puppet theatre, radio drama, crossword setting, chess endings, orienteering, rock climbing, open water
  swimming, cycling safety, bus timetables, airport noise, bridge inspection, tunnel ventilation, dam safety, water hardness, tea
  grading, olive pressing, salt mining, amber trade, silk weaving, pottery kilns, roof thatching, stone walls, hedge laying, mushroom
  picking, seed banks, crop rotation, grain storage, fish ladders, whale counting, bat surveys, wolf reintroduction, night skies
`);

const person = (random: RandomSource): string => `${pick(FIRST_NAMES, random)} from ${pick(PLACES, random)}`;
const number = (random: RandomSource): string =>
  String(randomBelow(random, 4) === 0 ? between(100, 9_900, random) : between(2, 99, random));

/** Rules that every grammar of this folder may use: noun phrases, people, places, numbers, whole sentences. */
export const COMMON_RULES: Rules = {
  adj: ADJECTIVES,
  noun: NOUNS,
  place: PLACES,
  name: FIRST_NAMES,
  language: LANGUAGES,
  verb: VERBS,
  topic: TOPICS,
  person,
  number,
  small: (random) => String(between(2, 12, random)),
  year: (random) => String(between(1820, 2025, random)),
  np: ['{adj} {noun}', '{adj} {noun}', '{noun}', '{adj} {adj} {noun}', '{noun} in {place}', '{noun} of the {noun}'],
  sentence: [
    '{^name} had to {verb} the {np} before the {noun} in {place} could {verb} the {np}.',
    'The {np} was too {adj} to {verb}, so the {noun} chose the {np} instead.',
    'After {small} weeks the {noun} asked {name} to {verb} a {np} near the {np}.',
    'Nobody in {place} could say whether the {np} belonged to the {noun} or the {np}.',
    '{^topic} changed when the {noun} began to {verb} every {np}.',
    'A {np} costs {number} at the {noun}, while the {np} is {adj} and {adj}.',
    'In {year} the {noun} of {place} decided to {verb} the {np}.',
    'We {verb} the {np}, then {verb} the {np}, and the {noun} stays {adj}.',
  ],
  paragraph: ['{sentence} {sentence}', '{sentence} {sentence} {sentence}', '{sentence} {sentence} {sentence} {sentence}'],
  quote: ['"{sentence}"'],
};
