/** Prompts that fit no capability: small talk, advice, errands, office writing. `{passage}`, `{foreign}`, `{sentence}` and `{options}` are filled by generate.ts. Written for this project. */
const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replaceAll('⏎', '\n'))
    .filter((line) => line !== '');

export const OTHER = lines(`
How should {company} handle complaints? Make a plan.
What do I pack for a week of hiking?
List {digit} advantages and disadvantages of using {goods}s.
Describe your ideal {goods}.
A sentence in the past tense with {word}, please.
Use other words for the marked ones: _{word}_. {sentence}
Develop a {n} step plan to improve {idea}.
How do I know whether {firstname} would be a good manager?
Quick breakfasts for two?
What belongs in a program for {idea}?
What should I eat before the gym?
Slides to persuade {company} to buy {goods}s, please.
Explain how to create an account on a website
Generate a list of questions to ask {firstname}.
Write a headline for an ad and pick a color.
Suggest a better way to phrase: {sentence}
Write a cover letter for this position: {passage}
Do a SWOT for {company}.
Plan {idea} for {n} people, with a timetable.
Write a service contract for {firstname}, who works for {company}.
Write a research paper outline on {subject}.
Write a literature review on {subject} with citations.
Write the introduction of my paper on {subject} for a journal.
Write the manual of {product}, with a page for managers.
Write a news article on {subject}.
Write a column about {company}'s earnings.
Give me exam questions about {subject}.
Generate interview questions and answers for a {company} manager.
What category does this belong to? {sentence}⏎{options}
Is the following tweet about {things}? {sentence}
Read this about {company} and wait for my next message. {passage}
How do I get started with {goods}s?
Can you help me?
Happy customer or not? {passage}
Rewrite this text at the level of a beginner. {passage}
What is the best {goods} for {firstname}, who likes {subject}?
If today is {weekday}, when is my appointment?
Explain how to plan {idea}
I need help choosing {goods}s. {problem}.

Hi
Hello, how are you?
hey what's up
Thanks, that was helpful!
Good morning! How is your day going?
ok continue
yes please
test
{problem}. What should I do?
{problem}, any advice?
Can you give me some tips? {problem}
How can I get over it? {problem}
Recommend a good {goods} for {firstname}.
Which {goods} should I buy under {n} dollars?
Suggest {n} {goods}s similar to the one I have
What's a good {goods} for beginners?
Rank the best {goods}s of all time.
Give me {n} ideas for {idea}.
Brainstorm {idea}.
List {n} {idea}
Suggest {idea}.
{please} write {emailkind}.
{please} draft {emailkind}
Compose {emailkind}, polite and short.
Create {emailkind} for {company}
Proofread this {textkind} and fix the grammar: {passage}
Correct the spelling and punctuation: {sentence}
Rewrite the following {textkind} in a more formal tone.⏎{passage}
Paraphrase this: {passage}
Rephrase the sentence: {sentence}
Make this {textkind} sound more professional: {passage}
Simplify this {textkind} for a child: {passage}
Expand this {textkind}: {passage}
Polish my {textkind}: {passage}
Change the sentence into passive voice: {sentence}
Is this sentence grammatically correct? {sentence}
Fill in the blank: {sentence}
Classify the sentiment of this review as positive or negative: {passage}
Is this review positive or negative? {passage}
{passage}⏎Put this under one of: politics, sport, money, science
{passage} Does the writer like the {goods}?
How many stars would this reviewer give? {passage}
Categorize these into groups: {things}, {subject}, {goods}, {city}
Label the topic of the text: {sentence}
Do these two sentences mean the same thing?⏎{sentence}⏎{sentence}
Give me a recipe for {dish}.
How do I cook {dish}?
What can I cook with {things} and {things}?
Write a shopping list for {dish}.
Plan a {n} day itinerary for {city}.
Make a workout plan for {n} weeks.
Create a study schedule for {weekday} to {weekday}
Make a to-do list for moving house
Create a {n} week project plan for launching {product}.
Generate {n} titles for a {textkind} about {subject}.
Choose a title: {passage}
Generate quiz questions about {subject}.
Write {n} multiple choice questions from this {textkind}: {passage}
Make flashcards on {subject}.
Generate a question about this passage: {passage}
What's the weather like today?
Tell me a joke.
What is your name?
Who made you?
What can you do?
What's your favorite {goods}?
Plan a birthday party for {firstname}.
What should I wear on {weekday}?
Write a SWOT analysis for {company}.
Write a marketing strategy for {product}
How do I start a business selling {product}?
Give me keywords and SEO tips for {product}.
Draft a business plan for {company}.
Give feedback on my {textkind}: {passage}
Review this research paper and list its strengths and weaknesses. {passage}
What are synonyms of "{word}"?
Use the word "{word}" in a sentence.
Give an antonym of {word}
How long should I boil {things}?
Convert this citation to another style: {firstname}, {year}, {subject}.
Format this list alphabetically: {city}, {city}, {city}
Remind me what we talked about
That is not what I asked. Try again.
Write a LinkedIn message to a recruiter at {company}
Pros and cons of buying a {goods}
How do I fix my {goods}?
How do I return a {goods} I bought on {weekday}?
Best places to visit in {city}
What is a good present for {firstname}?
Write a news article about {company}
Create a lesson plan on {subject} for grade {digit}.
What are good names for a {goods} brand?
How many calories are in {dish}?
Help me decide between {city} and {city} for a holiday.
Should I take the job offer from {company}?
Give constructive criticism on {product}
Describe this image.
Explain the joke: {sentence}
`);
