/** Prompts about texts: summaries, translations, creative work, roleplay. `{passage}`, `{foreign}`, `{sentence}` and `{options}` are filled by generate.ts. Written for this project. */
const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replaceAll('⏎', '\n'))
    .filter((line) => line !== '');

export const SUMMARISE = lines(`
Two people talk; say in one line what they agree on.⏎{passage}
What is this chat about, in short?⏎{passage}
Summary of the conversation, please:⏎{passage}
Condense the chat log into two sentences. {passage}
{passage}⏎⏎Headline that sums it up:
Give the news item a summarizing headline: {sentence}
One-line summary of: {sentence}
Summary, at most {n} words: {sentence}
Summarize: {passage}
{passage} The short version is
From the biography, collect birth, work and prizes as a list.⏎{passage}
Which facts about the person does the biography give? {passage}
Transcript: "{passage}" Sum it up as points.
Name the topics of this {textkind}.⏎⏎{passage}
Which ideas does the author put forward in this {textkind}?⏎{passage}
Answer from the text: who did it?⏎⏎{passage}
What makes {subject} significant?⏎⏎{passage}

{please} summarize the following {textkind}:⏎⏎{passage}
{please} summarise this {textkind} in {digit} sentences.⏎{passage}
{passage}⏎⏎Summarize the above {textkind}.
{passage}⏎⏎TL;DR:
{passage}⏎⏎--⏎⏎Now summarize the {textkind} above.
Write a short summary of this {textkind}: {passage}
Give me a summary of the {textkind} below in bullet points.⏎{passage}
Give me the main points of this {textkind}.⏎{passage}
What are the key takeaways from this {textkind}?⏎{passage}
Condense this {textkind} into one paragraph: {passage}
Sum up the {textkind} in brief: {passage}
In a nutshell, what does the {textkind} say? {passage}
Shorten this {textkind}: {passage}
{passage}⏎In one sentence, what is this {textkind} about?
Highlights of the {textkind}, as a list:⏎{passage}
Outline the argument of this {textkind} in a few points.⏎{passage}
Write a headline for this {textkind}: {passage}
{passage}⏎Suggest a headline that gives the main point.
Merge these reports into one short account:⏎{passage}⏎Second report: {passage}
Two sources on the same event follow. Write one digest.⏎1. {passage}⏎2. {passage}
Extract all names, dates and places from this {textkind}.⏎{passage}
Extract five keywords from the {textkind}.⏎{passage}
Extract the key information as JSON with fields name, date, amount.⏎{passage}
Pull out every number and what it refers to: {passage}
Identify the named entities in the following {textkind}: {passage}
List all the people mentioned in the {textkind}.⏎{passage}
Find the main topic of this {textkind}: {passage}
What topics are covered in this {textkind}?⏎{passage}
Read the {textkind} and answer: who is involved and why?⏎{passage}
Answer the question based on the passage.⏎Passage: {passage}⏎Question: what happened first?
Context: {passage}⏎Who was there? Say so if the {textkind} does not tell.
Extract the answer to the question from the {textkind} below. Question: where did it happen?⏎{passage}
Use the {textkind} to answer: why did it happen? {passage}
Turn this transcript into meeting minutes with decisions and action items.⏎{passage}
Turn these notes into an executive summary:⏎{passage}
Convert this {textkind} into structured notes.⏎{passage}
Key facts about this person, as a list: {passage}
Abstract of the following {textkind} for a busy reader, under {n} words:⏎{passage}
Digest of the discussion: {passage}
From the {textkind} below, extract the contract parties, the term and the termination clause.⏎{passage}
What was the {textkind} about? Give me the gist.⏎{passage}
Extract relevant quotes from: {passage}
Compress the following without losing facts: {passage}
Reading comprehension. {passage} Which detail supports the main idea?
Find the sentence in the {textkind} that answers: when did it begin? {passage}
`);

export const TRANSLATE = lines(`
{please} translate the following sentence from {tongue} to {tongue}.⏎⏎{foreign}
Translate to {tongue}: {sentence}
Translate this {textkind} into {tongue}:⏎{passage}
Translate from {tongue} to {tongue}:⏎⏎{passage}
Translate into {tongue}.⏎{foreign}
translate this: {foreign}
{foreign}⏎⏎Translate the above into English.
{foreign} translate this to {tongue}
How do you say "{sentence}" in {tongue}?
What does "{foreign}" mean in English?
{tongue} to {tongue} translation: {foreign}
{tongue}: {foreign}⏎English:
English: {sentence}⏎{tongue}:
Give the {tongue} translation of: {passage}
I want you to act as a {tongue} translator. I will write in any language and you answer in {tongue}. My first sentence is "{foreign}"
You are a professional translator. Render this in natural {tongue}: {passage}
Please provide the {tongue} version of this {textkind}: {passage}
Translate the subtitles below to {tongue}, keep the timing: {passage}
Correct this {tongue} translation: {foreign}
Is this translation accurate? Source: {sentence} Target: {foreign}
Which of these two translations is better? Source: {foreign}
Post-edit the machine translation from {tongue} into {tongue}: {foreign}
Localize these strings into {tongue}: "Save", "Open file", "Settings"
Write this in {tongue}: {sentence}
Convert this {tongue} text to {tongue}: {foreign}
Transliterate {foreign} to the Latin alphabet and translate it.
Could you put this {textkind} into {tongue} for me? {sentence}
Traduce al español: {sentence}
Traduis en français : {sentence}
Übersetze ins Deutsche: {sentence}
Traduci in italiano: {sentence}
Traduza para o português: {sentence}
Переведи на русский: {sentence}
英訳してください：{foreign}
翻译成英文：{foreign}
翻译以下句子：{sentence}
请将下面的内容翻译成中文：{passage}
한국어로 번역해 주세요: {sentence}
Translate word by word and then fluently: {foreign}
We have a text in {tongue}; produce the corresponding text in {tongue}: {foreign}
`);

export const CREATIVE = lines(`
Write a {n} word {marketing} about {subject} for readers of {company}. Requirements: 1) opening: a vivid scene 2) middle: {sentence} 3) ending: a call to feel.⏎{passage}
Please help me write a host script for the opening of an exhibition. The style should be elegant, with natural transitions.⏎{passage}
Based on the following material, write a {marketing} in the style of {person}.⏎{passage}
Write a product description for {product} with a warm tone that resonates with young families.⏎Selling points: {sentence} {sentence}
Write a book review of a {genre} novel that is vivid and literary, about {n} words.
Write a week of cheerful posts for {product}, one for each day.
Write the script of an ad. Facts about us: {sentence} {sentence}
I speak at a festival about {subject}; write my speech, with a few words on {subject}.
As our copywriter, give {n} versions of copy for {product}.
Here is my outline, write the whole tale: {sentence} {sentence}
I run a channel on {idea}; write a lively post for it that makes people click.
Write a voiceover script for a promotional video of {product}.⏎{passage}
Write {firstname}'s life as a moving biography, with its losses and its luck.
Напиши весёлый стишок про осень и {city}
Schreibe ein Gedicht über {theme}
Escribe un cuento corto sobre {theme}
Write a prose piece on {theme} with personal narrative and strong feeling
essay: {subject} and me, {n} words
Create a podcast script for two hosts about {subject}

{please} write a {genre} {piece} about {theme}.
Write a {piece} about {theme}.
{please} compose a {piece} on {theme} in the style of {person}.
Write me a {piece} about {theme} that rhymes.
Tell me a {genre} {piece} about {theme}.
Create a {genre} {piece} set in {setting}, featuring {character}.
Continue this story: {passage}
Continue the {genre} story.⏎{passage}
Write the opening of a {genre} novel about {theme}
Write {piece} lyrics about {theme} with a chorus and two verses.
Write a dialogue between {character} and {character} in {setting}.
Generate a {piece} with the words {things}, {city} and {subject}.
Write a {marketing} about {subject}.
{please} write a {marketing} for {product}.
Draft a catchy {marketing} promoting {product}.
Write a {marketing} for {product} that shows why it is special.
Write a persuasive {marketing} for {company}.
Write a {marketing} about {theme}, warm and funny.
Compose an engaging travel {marketing} about a trip to {city}.
Write a {n} word {marketing} on {subject} with vivid imagery.
Write a narrative from the point of view of {theme}.
Describe {setting} with sensory detail.
Invent a character for a {genre} novel: backstory, flaws, desires.
Outline a {genre} plot with a twist ending about {theme}.
Write an emotional letter from {character} to {character}.
Write a funny {marketing} in the voice of {character}.
Write a biography of a fictional artist from {city}.
Write an inspiring {marketing} for graduating students
Write a {piece} in which {firstname} meets {character} in {setting}.
Give me a creative {piece} for my {genre} blog.
Rewrite this ending to be more dramatic: {passage}
A {genre} {piece}, first person, present tense, {n} words, about {theme}
Please write a novel chapter based on this outline: {sentence} {sentence}
I need a script for a {genre} short film about {theme}
Make a song about {firstname} and {things}
Pen a {piece} that captures {theme}
Come up with {digit} loglines for a {genre} film about {theme}
Write in the style of {person}: a reflection on {theme}
`);

export const ROLEPLAY = lines(`
You are {expert}. {roleplayturn}
You are {expert}. Explain {subject} to your listeners.
You are {expert} giving a lecture on {subject}. Begin.
Imagine you are {expert}, and someone asks for your opinion on {subject}. Respond.
As {expert}, give three tips to a novice.
Roleplay as {person} and describe the importance of {subject}.
Roleplay as {expert}. A customer asks: how does {subject} work?
You find yourself in the shoes of {expert} in {setting}. How do you prepare your crew?
Provide advice from the perspective of {character} who is mentoring {character}.
You are {person}, and you have just finished your greatest work. Describe how you felt.
You are {person}. What would you say about {subject} today?
Describe {setting} from the perspective of {character}.
Assume you are {expert}: what challenges do you face?
Act like {expert} and help me with my problem. {problem}.
I want you to act as {expert}. I will tell you my situation and you will answer. My first sentence is "{problem}"

You are {character}. {roleplayturn}
You are {character} in {setting}. {roleplayturn}
Pretend to be {character}. {roleplayturn}
Pretend that you are {character} and I am {character}. Start the conversation.
I want you to act as {character}. {roleplayturn}
Act as {character} and reply to me in character.
From now on you will speak as {character}. {roleplayturn}
Imagine you are {character}. {roleplayturn}
Imagine yourself as {character} who lives in {setting}. What do you say to the newcomer?
Let's roleplay: you are {character}, I am {character}, and we meet in {setting}.
Let's play a game. You're {character}. Stay in character at all times.
As {character}, {roleplayturn}
Roleplay as {character}. *walks into {setting}* "Who goes there?"
*I enter {setting} and look at you* {firstname}: hello there, stranger
Speak like {character} and tell me how your day was.
Assume the role of {character}. {roleplayturn}
You play {character}; I will play {firstname}. I begin: "What brings you to {setting}?"
We are in {setting}. You, {character}, find a mysterious letter. How do you react?
{firstname}'s Persona: {character}, cheerful and loyal.⏎<START>⏎You: Hi {firstname}!⏎{firstname}:
Be my {character} for this chat. I say: "{sentence}"
Text adventure: I am standing in {setting}. Describe what I see and wait for my command.
You're {character} being interviewed by a journalist. Answer: why do you do what you do?
How would {character} respond if {firstname} insulted them?
If you were {character}, what would you do in {setting}?
Simulate a conversation in which you are {character} giving advice to {character}.
You, as {character}, must convince {character} to join your quest.
Respond to me only as {character} would. {roleplayturn}
`);
export const ROLEPLAY_SLOTS: Readonly<Record<string, readonly string[]>> = {
  roleplayturn: [
    'How would you greet a traveller?',
    'Describe your typical day.',
    'Give a speech to your crew.',
    'Answer my questions in character.',
    'What do you tell your young apprentice?',
    'Introduce yourself.',
    'Stay in character and never mention that you are an AI.',
    'Explain how you feel about the humans.',
    'My first request is: "I need help with my life."',
    'What advice would you give me?',
    'React to the news that the king is dead.',
    'Tell me a secret.',
    'I will type messages and you will reply as that person would.',
    'You just met your rival; what do you say?',
    'Share your wisdom about love.',
    'How do you react?',
    'Write your diary entry after the battle.',
    'Compare your time with the modern world.',
    'Persuade the crowd to follow you.',
    'Describe your greatest adventure.',
    'Ask me what I want to drink.',
  ],
};
