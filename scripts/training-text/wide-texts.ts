/** More prompts about texts. `[a|b]` is a choice; slots as in texts.ts. Written for this project. */
const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replaceAll('⏎', '\n'))
    .filter((line) => line !== '');

export const WIDE_SUMMARISE = lines(`
[Summarize|Summarise|Sum up|Condense|Recap|Shorten|Boil down|Abridge] [this|the following|the given|the above|the|my] {textkind}[.|:| in one sentence.| in {digit} sentences.| for a busy reader.| in {n} words or less.| in bullet points.| briefly.| in plain language.]⏎[⏎|]{passage}
{passage}⏎⏎[Summarize|Summary|TL;DR|tl;dr|In summary|In short|Key points|Main idea|Summarise the above|The main point is|Give the gist|One sentence summary|Abstract][:|.|]
[Article|Text|Document|Dialogue|Passage|Paragraph|Transcript|Report|News|Conversation|Meeting notes|Review|Chapter|Email thread][:|]⏎{passage}⏎[Summary|Summarize|Write a summary|Short summary|Highlights|Key takeaways|Headline|Title and summary|Main points]:
[Write|Give|Provide|Create|Generate|Produce|Make|Prepare] [a|an|me a|one] [short|brief|concise|one-paragraph|one-sentence|detailed|three-bullet|] [summary|abstract|synopsis|recap|digest|overview|outline|executive summary|précis|gist|headline] [of|for] [this|the|the following|the above] {textkind}[.|:]⏎{passage}
[What|what] [is|are|was|were] [the main idea|the main points|the gist|the key findings|the key takeaways|the conclusions|the most important facts|the central argument|the topic|the action items|the decisions] [of|in|from] [this|the|the following] {textkind}?⏎{passage}
[Extract|Pull out|List|Find|Identify|Collect|Get|Retrieve|Highlight|Spot] [the|all|all the|every|any] [names|dates|places|people|organizations|companies|keywords|key phrases|numbers|prices|email addresses|phone numbers|entities|locations|products|skills|ingredients|deadlines|action items|quotes|facts|events|requirements|symptoms|medications|arguments|topics|relations|claims] [from|in|mentioned in] [this|the following|the given|the] {textkind}[.|:| as a list.| and return them as JSON.| and put them in a table.]⏎{passage}
[Read|Use|Consider|Given] the [passage|text|article|context|paragraph|document|story|excerpt|following] [and answer the question|to answer|below][.|:]⏎{passage}⏎[Question|Q]: [Who|What|When|Where|Why|How] [is|was|did|were|does] [it|he|she|they|{firstname}|the author|mentioned|happen|the reason|the main character][?| say?| go?]
[Context|Passage|Background|Document|Paragraph|Information|Evidence]: {passage}⏎[Question|Q|Query]: [what|who|when|where|why|how many|which] [is|was|were|did|does|happened to] [the|{firstname}|{city}|{subject}|people|he][?|]⏎[Answer|A|Response|Short answer][:|]
[What|Who|When|Where|How|Which] [is|was|did|does|were|are] [{subject}|{person}|the author|the company|the plan|the law][?| according to the text?| based on the passage below?| in this paragraph?]⏎{passage}
[Based on|According to|From|Using only] the [passage|text|article|paragraph|context|excerpt|information] [below|above|provided], [who|what|when|where|why|how] [is|was|did|does|were] [it|{firstname}|the author|the main reason|the outcome][?| say?| decide?]⏎{passage}
[Answer|Respond to|Answer in one phrase|Find the answer to] the [question|questions|following question] [from|using|based on|with] the [text|passage|article|context|document][.|: what happened?|, quote the sentence.]⏎{passage}
I will [give|send|paste|show] [you|] [a|an|the] {textkind}[.|;] [You|Please] [summarize it|extract the main facts|give me the key points|write its summary|turn it into notes].⏎{passage}
[Turn|Convert|Transform|Organize|Structure|Put] [this|these|the] [notes|meeting notes|transcript|minutes|email thread|resume|report|description|article|text|invoice] into [a summary|key points|a table of facts|JSON with the fields name, date and place|meeting minutes|an outline|a timeline|structured data|an abstract|bullet points].⏎{passage}
[List|Give|Name] [the|three|five|{n}] [main|key|most important|major|] [points|facts|ideas|events|themes|findings|lessons|takeaways] [of|from|in] [the|this] {textkind}[.|:]⏎{passage}
[Find|Determine|Detect|Name] the [topic|topics|main topic|theme|subject|central theme|thesis] of [this|the following|each] {textkind}[.|:]⏎{passage}
[Summarize|Give a synopsis of|Outline|Sum up] [the plot|the story|the chapter|the scene|the debate|the lecture|the interview|the judgment|the paper|the findings|the policy|the contract|the complaint|the call]:⏎{passage}
[Summarize|Give a summary of|Briefly summarize|Provide an overview of the plot of] [the book|the movie|the novel|the play|the article|the paper|] [{subject}|Hamlet|Dracula|1984|Animal Farm|The Hobbit][.|| in three sentences.| for a book report.]
[Where|In which sentence|At what point] does the {textkind} [say|mention|explain|state] [why|when|who|how]? {passage}
[Does|Do] the {textkind} [mention|say|support|state] [that|when|who] [{sentence}|it happened]? [Quote the relevant part.|Copy the evidence.|]⏎{passage}
[Compare|Combine|Merge|Synthesize] the [two|following] [articles|reviews|reports|abstracts|texts] [and summarize|into one summary|and list what they share].⏎{passage}⏎⏎{passage}
[Customer|Agent|Doctor|Patient|Host|Guest|Teacher|Student]: {sentence}⏎[Agent|Customer|Patient|Doctor|Guest|Host]: {sentence}⏎[Summarize the call|What was the issue|What did they decide|Summarize the dialogue|Write the summary of this conversation|Extract the request][.|?|]
[Fill|Complete] this [form|template|schema|table|JSON] [from|with facts from|with] the [text|email|report|passage]: [name|title|date], [place|amount|author], [reason|price|topic].⏎{passage}
[Resume|Resumen|Haz un resumen de|Extrae los nombres de|¿De qué trata] [este texto|el siguiente artículo|el texto]: {passage}
[Résume|Résumez|Fais un résumé de|Extrais les mots-clés de|Quelles sont les idées principales de] [ce texte|l'article suivant] : {passage}
[Fasse den folgenden Text zusammen|Zusammenfassung bitte|Nenne die wichtigsten Punkte|Extrahiere die Namen]: {passage}
[Resuma o texto|Faça um resumo|Extraia as palavras-chave|Quais são os pontos principais]: {passage}
[Riassumi il testo|Fai un riassunto|Estrai le parole chiave]: {passage}
[Кратко изложи|Сделай краткое содержание|Выдели главное|Извлеки имена из текста]: {passage}
[总结|概括|摘要|请总结以下内容|提取以下文本的关键词|从下面的文章中提取人名|阅读下面的文章并回答问题|用三句话概括下文|根据下文回答：发生了什么|归纳段落大意][：|:|。]{passage}
[要約してください|次の文章を要約して|キーワードを抽出してください][：|]{passage}
[요약해 주세요|다음 글을 요약해줘][:|] {passage}
`);

export const WIDE_TRANSLATE = lines(`
[Translate|translate|Please translate|Can you translate|Could you translate|Kindly translate] [this|the following|the|it|] [sentence|text|phrase|paragraph|word|document|message|email|title|] [to|into|in] {tongue}[.|:| please.|, keep the tone.]⏎[{foreign}|{sentence}|{passage}]
[{foreign}|{sentence}]⏎[Translate|translate|Translation|In {tongue}|to {tongue}|What does this mean in English|English translation|into English please][:|?|]
[How|how] [do you|would you|to|can I] [say|write|spell|pronounce|translate] ["|]{sentence}["|] in {tongue}?
[What|what] [is|does|'s] ["|]{foreign}["|] [mean|in English|in {tongue}|mean in {tongue}]?
[{tongue}|English]-{tongue}: {foreign}
[English|{tongue}]: {sentence}⏎{tongue}: {foreign}⏎[English|{tongue}]: {sentence}⏎{tongue}:
Source [language|]: {tongue}[.|,] [target|Target] [language|]: {tongue}[.|:] {foreign}
[Provide|Give|Write|Produce|Make] [a|the|an] [literal|natural|fluent|formal|accurate|word-for-word|] {tongue} [translation|version|rendering|equivalent] [of|for] [this|the following|the]: {foreign}
[Which|What] {tongue} [word|expression|phrase] [means|is the same as|corresponds to] "{sentence}"?
[Interpret|Render|Localize|Transliterate|Back-translate|Subtitle] [this|the following|it] [in|into|from] {tongue}: {foreign}
[Compare|Rate|Correct|Improve|Check|Review|Post-edit] [the|this|these two] {tongue} [translation|translations|version] [of|for] [the sentence|this]: {sentence} [Translation|Output|Candidate]: {foreign}
[Answer|Reply|Respond|Write] in {tongue} only: {foreign}
[Explain|Teach me|List] the {tongue} [words|phrases|expressions|vocabulary] for [greeting|ordering food|asking the way|numbers|family|colors] [and their English meaning|with pronunciation|].
[Traduce|Traduzca|Traducir|Puedes traducir] [esto|al inglés|al español|la siguiente frase|este texto al francés]: [{foreign}|{sentence}]
[Traduis|Traduisez|Peux-tu traduire] [ceci|en anglais|en français|cette phrase] : [{foreign}|{sentence}]
[Übersetze|Bitte übersetzen Sie|Übersetzen] [das ins Englische|ins Deutsche|den folgenden Satz|diesen Text]: [{foreign}|{sentence}]
[Traduz|Traduza|Traduzir] [isto|para o inglês|para português]: [{foreign}|{sentence}]
[Traduci|Tradurre] [in inglese|in italiano|questa frase]: [{foreign}|{sentence}]
[Переведи|Переведите|Перевод] [на английский|на русский|это предложение|текст]: [{foreign}|{sentence}]
[翻译|请翻译|把下面的句子翻译成英文|翻译成中文|将下列文字译为法语|中译英|英译中|这句话用英语怎么说][：|:|。][{foreign}|{sentence}]
[翻訳してください|日本語に訳して|英語に翻訳|次の文を英訳して][：|][{foreign}|{sentence}]
[번역해 주세요|영어로 번역해줘|한국어로 번역][:|] [{foreign}|{sentence}]
[ترجم|ترجم إلى الإنجليزية|ترجم هذه الجملة]: [{foreign}|{sentence}]
[अनुवाद करें|हिंदी में अनुवाद करें|अंग्रेज़ी में अनुवाद]: [{foreign}|{sentence}]
[Çevir|İngilizceye çevir|Türkçeye çevir|Przetłumacz na angielski|Przetłumacz|Vertaal naar het Engels|Vertaal|Översätt till engelska|Dịch sang tiếng Anh|Terjemahkan ke bahasa Inggris]: [{foreign}|{sentence}]
`);

export const WIDE_CREATIVE = lines(`
[Write|Compose|Create|Craft|Pen|Make up|Come up with|Invent|Tell me|Give me|Generate|Please write|Can you write|Could you write|I need|I'd like|i want] [a|an|me a|another] [short|funny|sad|romantic|spooky|heartwarming|epic|dark|whimsical|{n}-word|] {piece} [about|on|for|featuring|starring|inspired by] [{theme}|{character}|{firstname} and {firstname}|{subject}|{city}|my {goods}|{things}][.|!|| with a twist ending.| that rhymes.| for children.| in the style of {person}.| set in {setting}.]
[Write|Compose|Create] [a|an] [{genre}|] {piece} [in which|where|when] {character} [meets|saves|betrays|falls in love with|hunts|befriends|argues with] {character}[.| in {setting}.| and learns a lesson.]
[Continue|Finish|Complete|Extend|Write the next part of|Write an ending for|Write the next chapter of] [this|the|the following|my] [story|tale|poem|scene|novel|song|lyrics|fairy tale|dialogue|narrative][.|:]⏎{passage}
[Once upon a time|It was a dark and stormy night|She opened the door and|The last train left when|Nobody knew why the {things}|He had not slept for days when] [Continue the story|Finish the story|Write what happens next][.|]
[Write|Create|Draft|Come up with|Design|Develop] [a|an|the|{n}|three] [catchy|engaging|persuasive|witty|viral|emotional|compelling|creative|] {marketing} [for|about|promoting|announcing|introducing|on] [{product}|{company}|{subject}|{idea}|{city}|a new {goods}|our summer sale|{theme}|{person}][.||!| with a strong call to action.| in a playful tone.| for young adults.| in under {n} words.]
[Write|Prepare|Give] [a|an|my|the] [speech|toast|talk|address|opening remarks|presentation script|keynote] [for|about|on|at] [my sister's wedding|a graduation|{subject}|a retirement party|the launch of {product}|a funeral|a charity gala|students][.| that is moving and funny.|]
[Write|Create] [an|a] [essay|personal essay|reflection|blog post|article for my blog|opinion piece|column|story-driven article] [about|on|titled|entitled] [how I learned to let go|{theme}|{subject}|my grandmother|growing up in {city}|why I love {things}|{idea}][.|]
[Write|Create|Script] [a|the] [script|screenplay|scene|dialogue|episode|pilot|skit|podcast script|video script|trailer|YouTube script|stage play|radio play] [for|about|between|in which] [{character} and {character}|{theme}|a {genre} series|{product}|{firstname} and {firstname} in {setting}|a channel about {subject}].
[Describe|Paint a picture of|Depict|Portray] [{setting}|{theme}|a sunset over {city}|an old house|a market at dawn|{character}|a storm at sea] [in vivid detail|in a poetic way|using the five senses|as a novelist would|in one lyrical paragraph][.|]
[Rewrite|Retell|Reimagine|Turn|Transform|Adapt] [this|the story of Cinderella|the following scene|{subject}|the ending|this news item|the poem] [as a {genre} {piece}|from the villain's point of view|as a poem|in the style of {person}|as a song|into a short story|for the stage].⏎{passage}
[Create|Invent|Design|Build|Develop|Write] [a|an|the] [backstory|character|villain|hero|fictional world|magic system|mythology|kingdom|fantasy race|plot|plot outline|story idea|premise|worldbuilding guide|superhero] [for|of|about|named|set in] [{character}|{setting}|{firstname}|a {genre} novel|my D&D campaign|a {genre} game].
[Brainstorm|Give me|List|Pitch] [{n}|five|some] [story ideas|plot twists|novel premises|writing prompts|opening lines|film loglines|song titles with a first verse|character names with backstories|metaphors for {theme}|similes about {subject}] [about {theme}|for a {genre} novel|set in {setting}|].
[Write|Give me|Make] [lyrics|a song|a rap|a verse|a chorus|a jingle|a couplet|four lines|a stanza|a free verse poem|an acrostic of {firstname}|a birthday poem|a love poem|a limerick|a haiku|a sonnet|an ode] [about|to|for|on] [{subject}|{theme}|{firstname}|{things}|{city}|my cat|{weekday}][.||!]
[Poem|Story|Song|Haiku|Script|Ad copy|Fairy tale|Tagline|Caption] about {theme}[.|, please|]
[Roast|Write a roast of|Write a parody of|Write a satirical article about|Write an over-the-top review of|Write a love letter to|Write a breakup letter to|Write a diary entry of|Write an obituary for|Write a horoscope for] [{person}|{things}|{character}|my {goods}|{company}|{subject}].
[Write|Draft] [a|an] [product description|product story|listing text|brand story|ad|slogan|tagline|landing page|sales page|brochure|flyer|billboard|newsletter] for {product}[.|: {sentence}| that {sentence}| aimed at busy parents.| highlighting its benefits.]
[Name|Product|Brand|Topic|Genre|Theme|Title|Setting|Tone|Audience]: [{product}|{theme}|{subject}|warm and funny]⏎[Length|Style|Platform|Format|Characters|Style]: [{n}0 words|{piece}|Instagram|{marketing}|{character} and {character}]⏎[Write the text.|Write it.|Create the story.|Produce the copy.|Compose the piece.]
[You are|Act as|As] [a|an] [copywriter|novelist|poet|songwriter|screenwriter|creative writer|children's author|ghostwriter|blogger|speechwriter|playwright|content creator][.|,] [Write|Create|Compose|Draft] [a|an] [{piece}|{marketing}] [about|for] [{theme}|{product}|{subject}].
[Please|I need you to|Help me] [write|create|draft] [a|an] {marketing} [of about|with around|of] {n}00 words[.|,] [The tone should be|Style:|Make it] [warm|humorous|poetic|dramatic|inspiring|professional but lively|nostalgic].⏎[Background|Material|Facts|Key points|Requirements]: {passage}
[Based on|Using|Drawing on|Inspired by] [the|these|this] [material|facts|notes|news|outline|keywords|synopsis|biography|background] [below|provided|], [write|create|compose|craft] [a|an] [{piece}|{marketing}|video script|feature story|narrative essay|short story|speech]. {passage}
[Write|Compose|Create] [a|an] [{n}|four]-[sentence|line|paragraph] {piece} [with|containing|using] the words {word}, {word} and {word}.
[Write|Make] a [biography|profile|life story|memoir chapter|character sketch] of [{firstname}|{character}|a fictional {genre} hero|my grandfather|{person}][.|, vivid and moving.|]
[Escribe|Redacta|Crea|Cuéntame|Inventa] [un poema|un cuento|una historia|una canción|un guion|un anuncio|un discurso|un eslogan] [sobre|para|acerca de] {theme}
[Écris|Rédige|Invente|Raconte] [un poème|une histoire|un conte|une chanson|un scénario|un discours|une publicité] [sur|pour] {theme}
[Schreibe|Verfasse|Erfinde|Erzähle] [ein Gedicht|eine Geschichte|ein Märchen|ein Lied|eine Rede|einen Werbetext] [über|für] {theme}
[Escreva|Crie|Conte] [um poema|uma história|um conto|uma música|um roteiro|um anúncio] [sobre|para] {theme}
[Scrivi|Inventa|Racconta] [una poesia|una storia|una favola|una canzone|uno slogan] [su|per] {theme}
[Напиши|Сочини|Придумай|Расскажи] [стихотворение|сказку|рассказ|песню|сценарий|рекламный текст|речь] [о|про|для] {theme}
[写一首|创作一首|写一篇|编一个|续写|请写一段|撰写一份|帮我写一个|请以第一人称写一篇][关于春天的诗|关于友情的故事|爱情小说|童话|歌词|广告文案|演讲稿|短视频脚本|散文|产品宣传语|小红书文案|品牌故事|影评|朗诵词][，要求生动有趣|，字数八百字|，语言优美，感情真挚|，风格幽默|。]{passage}
[詩を書いて|短い物語を書いてください|歌詞を作って|キャッチコピーを考えて][：|]{theme}
[시를 써줘|짧은 이야기를 써 주세요|광고 문구를 만들어줘][:|] {theme}
`);

export const WIDE_ROLEPLAY = lines(`
[You are|You're|Imagine you are|Imagine you're|Pretend you are|Act as|Assume you are|Take on the role of|You have become|You have been hired as|Imagine that you are] [a|an|the] [renowned|famous|world-class|seasoned|skilled|brilliant|legendary|retired|young|experienced|charismatic|fearless|mysterious] {job}[.| in {city}.| from the year {n}00.| who loves {things}.| working with {character}.|, and a customer asks you about {subject}.|, and you are asked to speak about {subject}.] [Describe|Explain|Share|Give|Provide|List|Tell|Recommend|Discuss|Present|Recount] [your process|three tips|your most memorable experience|how you would handle {subject}|your thoughts on {subject}|what you do on a normal day|your best advice to a beginner|your approach|the key elements of your work|a story from your career|suggestions for a client|how you feel about {subject}].
[Create|Write|Compose|Give|Deliver] [a|an] [short|brief|dramatic|] [monologue|speech|conversation|introduction|interview|welcome address|confession] [by|from|as|for] [{character}|{person}|a {job}|the hero of a {genre} story] [who|after|while|before] [arrives in {setting}|losing everything|meeting {person}|has just discovered {subject}|explaining {subject} to a child|sees {city} for the first time].
[You are|You're|Imagine you are|Imagine you're|Pretend you are|Pretend to be|Pretend you're|Suppose you are|Assume you are|Assume the role of|Take on the role of|Take the persona of|Act as|Act like|Play|Play the role of|Roleplay as|Role-play as|Be|Become|Embody|Step into the shoes of|Put yourself in the shoes of|Speak as] [{character}|{expert}|{person}|a fictional {genre} hero|the president of a new planet|the last human on Earth|a {goods} that can talk|a tree in {city}|my grandmother|a customer at {company}|a citizen of {setting}] [.|,|:|;] [{roleplayturn}|Describe your day.|What do you say?|Introduce yourself to me.|Tell me about your life.|Explain {subject} in your own words.|How would you react to {subject}?|Answer my questions.|Give me your best advice.|Comfort a friend who is sad.|Convince me to buy a {goods}.|Greet your guests.|What do you think about {subject}?|Write a speech to your people.|Describe what you see.|Share a memory.|What is your plan?]
[You are|You're] {character}[, |. ][living in|trapped in|visiting|guarding|new to|lost in] {setting}[. |, and ][{roleplayturn}|a stranger approaches.|you meet {character}.|someone asks for your help.|describe what happens next.]
[As|Speaking as|In the voice of|From the perspective of|From the point of view of|In character as] [{character}|{expert}|{person}|a {goods}|an old tree|a dog], [{roleplayturn}|describe your morning.|explain {subject}.|tell a story about your youth.|give a speech about {subject}.|write a letter to {character}.|answer a fan's question.|describe how you feel about {subject}.|give advice to {character}.|what would you say to {person}?]
[What|How] would {person} [say|think|feel|respond|reply|advise|do] [about {subject}|if asked about {subject}|to {person}|in {setting}|when meeting {character}|about smartphones]?
[Let's|Can we|Could we|I want to|Do you want to] [play|roleplay|role play|do a roleplay|act out a scene|play pretend|start an adventure|play a text adventure|chat as characters][.|:|,] [You are|You play|You'll be|I'm|I am|I'll be] {character} [and|,] [I am|you are|I play|you play] {character}[.|, and we are in {setting}.]
[The following is|This is|Continue|Write your next reply in] a [conversation|fictional chat|roleplay|dialogue|scene] [between|with] {character} [and|named] {firstname}. [{firstname}|User|You]: [Hello|Hi there|Who are you|What are you doing here|I missed you][.|?|!]⏎[{firstname}|Character|Bot]:
[Character|Persona|Name|Description|Personality|Scenario]: {character}[, |. ][sarcastic and clever|shy but kind|loyal|mysterious|loves {things}|afraid of {things}].⏎[Setting|Scenario|World|First message|Greeting]: {setting}.⏎[User|{firstname}|You]: {sentence}
*[smiles|looks at you|walks in|waves|sighs|draws a sword|sits down next to you|enters the room|giggles|bows]* [Hey|Hello|Who are you|What are you doing here|I have been waiting for you|You look tired|We meet again][.|, {firstname}.|?|!]
[From now on|For this chat|For the rest of the conversation|In this game|Until I say stop], [you are|you will be|respond as|you'll act as|only answer as|speak like] [{character}|{expert}|{person}][.| and never break character.|, with a heavy accent.]
I want you to [act as|act like|play|pretend to be|be|impersonate|simulate|respond like] [{expert}|{character}|{person}][.| I will|. You will|, and you should] [ask questions|tell me what you see|describe my situation|type commands and you reply with the output|reply in character|stay in character|give me advice|answer as that person would]. My first [request|sentence|question|command|message] is ["|][I need help with {problem}|{sentence}|hello|pwd|I want to change my life]["|]
[I'll|I will] [be|play] {character}[. |, ][You|you] [be|play|are] {character}[.|;] [Start|Begin|You start|I'll start]: [hello there|halt, who goes there|good evening]
[Interview|Have a chat with|Talk to me like|Speak to me as|Answer me as] {character}[.| about {subject}.|: how was your day?]
[You wake up|You find yourself|You stand|We are|I am standing] in {setting}[. |, and ][a {character} appears|there are two doors|it is night|you hear a voice]. What do [you|I|we] do?
Simulate [a|an] [job interview|therapy session|debate|trial|first date|sales call|negotiation|customer call|dungeon crawl|press conference] [where|in which] you are [{expert}|{character}] and I am [{expert}|{character}|the client|a nervous candidate].
[Be|Can you be|Will you be] my [girlfriend|boyfriend|best friend|therapist|mentor|pen pal|teacher|dungeon master|rival|roommate|gym buddy|older sister] [for today|and talk to me|and comfort me|and answer in character|][.|?|] [I had a bad day.|I passed my exam!|What should we do tonight?|]
[How's it going|What's up|I'm so bored, talk to me|let's chat|tell me about your day|do you love me|what are you wearing|I miss you|guess what happened to me today|I just got home from work][?|!||.|, friend]
Give [advice|a pep talk|instructions|a lecture|a warning|a tour] as [if you were|though you were|] [{expert}|{character}|{person}].
[Describe|Recount|Narrate] [the battle|the voyage|the party|your first day|your childhood|a day in the life|the discovery of {subject}] [as|from the eyes of|in first person as|through the voice of] [{character}|{person}|{expert}].
[Eres|Imagina que eres|Actúa como|Haz de cuenta que eres|Quiero que actúes como] [un pirata|un caballero medieval|un detective|Napoleón|mi abuela|un dragón]. {roleplayturn}
[Tu es|Imagine que tu es|Joue le rôle d'|Fais comme si tu étais] [un pirate|un chevalier|un détective|Napoléon|un dragon]. {roleplayturn}
[Du bist|Stell dir vor, du bist|Spiele|Tu so, als wärst du] [ein Pirat|ein Ritter|ein Detektiv|Napoleon|ein Drache]. {roleplayturn}
[Você é|Imagine que você é|Aja como|Finja que é] [um pirata|um cavaleiro|um detetive|um dragão]. {roleplayturn}
[Представь, что ты|Ты —|Притворись|Сыграй роль] [пират|рыцарь|детектив|дракон|Наполеон]. {roleplayturn}
[请你扮演|假装你是|你现在是|想象你是|从现在起你扮演|我们来角色扮演，你是][一名老师|一位古代皇帝|孙悟空|我的女朋友|一只会说话的狐狸|面试官|侦探|心理医生|海盗船长|李白]，[和我对话|回答我的问题|介绍一下自己|用你的口吻说话|你会怎么说|给我一些建议|不要跳出角色]。
`);
