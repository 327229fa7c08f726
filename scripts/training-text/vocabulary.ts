/** Words and phrases that fill the slots of training text. A value may itself hold slots. Written for this project. */
const words = (text: string): readonly string[] =>
  text
    .split(/[;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

export const VOCABULARY: Readonly<Record<string, readonly string[]>> = {
  please: words(
    '; Please; please; Could you please; Can you; Could you; I need you to; I want you to; Help me; Kindly; Hi, can you; Hello! Please; I would like you to; Your task is to; Go ahead and; Now',
  ),
  language: words(
    'Python; JavaScript; TypeScript; Java; C++; C; C#; Go; Rust; Ruby; PHP; Swift; Kotlin; Scala; Perl; Haskell; Lua; R; Bash; PowerShell; Dart; Elixir; Node.js; Objective-C; Julia; MATLAB; assembly; VBA; Clojure; F#; Solidity',
  ),
  framework: words(
    'React; Vue; Angular; Django; Flask; FastAPI; Express; Spring Boot; Rails; Laravel; Next.js; Svelte; ASP.NET; Qt; Unity; TensorFlow; PyTorch; Kubernetes; Docker; Terraform; Ansible; nginx; Redis; Kafka; RabbitMQ; GraphQL; gRPC; WordPress; jQuery; Bootstrap; Tailwind; Electron; Android; SwiftUI; Flutter; Selenium; pytest; JUnit; webpack; Maven; Gradle; CMake; GitHub Actions; Jenkins; AWS Lambda; Firebase; MongoDB; OpenGL; CUDA',
  ),
  codething: words(
    'function; method; class; script; program; module; command-line tool; REST endpoint; API client; regex; regular expression; unit test; component; hook; decorator; iterator; generator; parser; lexer; scheduler; cache; middleware; data structure; linked list; binary search tree; hash map; heap; trie; graph traversal; queue; stack; state machine; web scraper; Dockerfile; Makefile; shell script; config file; migration; query builder; logger; thread pool; lambda; macro; interface; struct; enum; for loop; recursion; API; library; package; snippet; code; implementation; algorithm; HTML page; CSS stylesheet; form; button; navbar; website; GUI; array; string; stored procedure; wrapper; plugin; webhook; cron job',
  ),
  codetask: words(
    `reverses a string; checks whether a number is prime; sorts a list of integers; merges two sorted arrays; finds the longest common prefix; removes duplicates from an array; counts the words in a file; parses a CSV file; converts JSON to XML; validates an email address; computes the factorial of n; returns the nth Fibonacci number; detects a cycle in a linked list; finds the shortest path in a graph; downloads a page and extracts all links; reads lines from stdin; handles retries with exponential backoff; uploads files to S3; sends an HTTP request; connects to a database; rotates a matrix; flattens a nested list; checks if two strings are anagrams; checks balanced parentheses; finds the maximum element of a tuple; returns the second largest number in the list; removes all whitespace from a given string; converts a hexadecimal string to decimal; groups the dictionary keys by value; implements quicksort; implements binary search; performs depth first search; does a breadth-first traversal; implements an LRU cache; hashes passwords; encrypts a message; generates random passwords; creates a login form; toggles dark mode; displays the current date and time; prints a pyramid of stars; calculates the area of a circle; converts Celsius to Fahrenheit; counts the vowels in a word; swaps two variables without a temporary; concatenates two lists; finds the intersection of two sets; filters even numbers; computes the sum of digits; takes an array as input and returns the average; splits a string by a delimiter; capitalizes the first letter of each word; checks if a key exists in a dictionary; simulates a dice roll; implements a stack with push and pop; deletes old log files; renames all files in a directory; watches a folder for changes; debounces user input; memoizes results; throttles requests; paginates results; streams a large file; serializes objects; deep-clones an object; authenticates users with JWT; schedules background jobs; returns true if the string is a palindrome; finds the k-th smallest element; finds all permutations of a string; implements a tic tac toe game; implements a snake game; computes the edit distance between two strings; inverts a binary tree; converts an integer to a Roman numeral; extracts the rear element of each tuple; finds missing numbers in a range; checks for a valid IP address; shuffles a deck of cards`,
  ),
  bug: words(
    `it throws a NullPointerException; it returns undefined; I get a segmentation fault; the test fails with an assertion error; it crashes with KeyError; the loop never ends; there is a race condition; memory keeps growing; it raises IndexError: list index out of range; TypeError: cannot read properties of undefined; the output is off by one; the build fails with a linker error; the borrow checker complains; the promise is never resolved; CORS blocks the request; it does not compile; the import is circular; I get a deadlock; the CSS does not apply; it works locally but not in production; ModuleNotFoundError; the docker container exits with code 137; the pod is in CrashLoopBackOff; the mock is not called; it is too slow for large inputs; stack overflow in recursion; unhandled exception; syntax error near unexpected token; the UI freezes; the state is not updated after setState; the page renders twice`,
  ),
  codeverb: words(
    'Refactor; Debug; Fix; Optimize; Review; Simplify; Explain; Document; Rewrite; Improve; Clean up; Add error handling to; Add type hints to; Add unit tests for; Add comments to; Modernize; Speed up; Find the bug in; Port; Extend; Correct; Lint; Write tests for; Complete; Edit; Modify; Profile; Vectorize; Parallelize; Make thread-safe',
  ),
  repo: words(
    'billing service; payments repo; our monorepo; the backend; the frontend; the CLI; the parser crate; the auth module; the scheduler package; the ORM layer; the compiler; the CI pipeline; legacy codebase; the mobile app; the SDK; the web server; the ingestion job',
  ),
  file: words(
    'src/main.rs; app/models/user.rb; utils/date.ts; server.py; handlers/order.go; lib/cache.js; index.html; styles.css; src/parser/lexer.cpp; tests/test_api.py; pom.xml; package.json; Cargo.toml; internal/store/db.go; core/session.php; Makefile; components/Table.tsx; kernel/sched.c',
  ),
  ident: words(
    'user; order; item; node; value; index; result; total; config; token; session; buffer; cursor; request; response; count; price; name; key; left; right; head; queue; payload; record; account; invoice; matrix; path; row; entry; cache; limit; offset; retry; nums; arr; data; items; x; s',
  ),
  func: words(
    'get_user; parse_date; compute_total; loadConfig; fetchItems; merge_sort; handleSubmit; find_max; is_valid; to_string; processOrder; insert_row; close_session; update_cache; calculateArea; add; twoSum; is_prime; fib; remove_duplicates; sendEmail; render; main; solve; count_words; validateInput; read_file; flush; retry_request; dispatch',
  ),
  tool: words(
    'search_web; get_weather; send_email; read_file; write_file; run_command; list_directory; create_event; query_database; book_flight; fetch_url; calculator; get_stock_price; browser_click; translate_text; create_ticket; get_directions; search_products; schedule_meeting; post_message; convert_currency; lookup_user; bash; edit_file; open_page; python; wikipedia; wolfram; calendar; take_screenshot; apply_patch; grep_search; http_request; list_repositories; get_order_status',
  ),
  apiaction: words(
    `fetch the current weather for {city}; find flights from {city} to {city}; check the latest exchange rate; get the list of trending videos; look up the IP address; retrieve the details of order {n}; search for hotels near {city}; send the summary to my team on Slack; add an event to my calendar for {weekday}; look for restaurants around {city}; get the stock price of {company}; fetch the lyrics; check the status of the API; list the top headlines; track my package; find available rental cars; download the report; convert {n} dollars to euros; get the nutrition information; retrieve the live scores; validate the phone number; check domain availability; read the file and update it; create a ticket in Jira; query the database; book a table for {n} people; open the page and click the login button; verify the email address; fetch random jokes; get the details of the movie; find nearby gas stations`,
  ),
  agentgoal: words(
    `deploy the service and confirm that it is healthy; find out why the nightly job failed; fix the failing test in {repo}; compare prices across three shops and order the cheapest; plan a trip to {city} with flights and hotel; migrate the tickets to the new board; triage the open issues; set up a development environment; collect the contact details of ten suppliers; reconcile the invoices with the bank export; book a meeting room for the whole team; monitor the server and restart it if needed; research {company} and write the findings to a file; clean up the duplicate records; upgrade the dependency and open a pull request; reset the customer's password; rename the files in the folder and report; answer the customer using the knowledge base; refund order {n}`,
  ),
  city: words(
    'Paris; Tokyo; Berlin; Lagos; Mumbai; New York; São Paulo; Toronto; Sydney; Madrid; Cairo; Seoul; Rome; Chicago; London; Nairobi; Lisbon; Istanbul; Bangkok; Denver; Vienna; Oslo; Boston; Mexico City',
  ),
  company: words(
    'Apple; Tesla; Siemens; a small bakery; an online shop; Toyota; a logistics firm; our startup; Nestlé; a fintech company; Samsung; a non-profit; a hospital; a hotel chain; a fitness brand; a coffee shop',
  ),
  weekday: words('Monday; Tuesday; Wednesday; Thursday; Friday; Saturday; Sunday; next week; tomorrow; the weekend'),
  table: words(
    'orders; customers; employees; sales; students; products; transactions; events; sessions; flights; reviews; patients; inventory; payments; authors; courses; invoices; users; departments; shipments; restaurants; publications; tickets',
  ),
  column: words(
    'customer_id; revenue; created_at; price; quantity; region; department; salary; score; rating; age; country; category; status; date; duration; city; discount; churned; sessions; amount; year; month; name; grade',
  ),
  metric: words(
    'average {column}; total {column}; median {column}; number of {table}; percentage of {table} with {column} above {n}; monthly growth in {column}; conversion rate; churn rate; year over year change in {column}; top {n} {table} by {column}; running total of {column}; correlation between {column} and {column}; distribution of {column}; ratio of {column} to {column}; standard deviation of {column}; retention by cohort',
  ),
  subject: words(
    `photosynthesis; the French Revolution; black holes; inflation; the human heart; plate tectonics; quantum entanglement; the Roman Empire; vaccines; DNA replication; the Cold War; supply and demand; the water cycle; machine learning; blockchain; the Great Wall of China; Shakespeare; monetary policy; mitosis; the Silk Road; antibiotics; gravity; evolution; the stock market; solar panels; the Ottoman Empire; climate change; the immune system; jazz; Buddhism; electric cars; the periodic table; Newton's laws; the Renaissance; tectonic plates; coral reefs; the United Nations; nuclear fusion; cryptography; bacteria; impressionism; the Industrial Revolution; diabetes; volcanoes; the Mongols; game theory; GDP; enzymes; ocean currents; the moon landing; World War II; the Constitution; neurons; relativity; bees; the Aztecs; osmosis; capitalism; hybrid engines; the Magna Carta; glaciers; insulin; the ozone layer; semiconductors; hormones; the Eiffel Tower; tsunamis; penguins; thermodynamics; the Bible; democracy; feudalism; the internet; lightning; the speed of light; alkaline batteries; the FIFA World Cup; hydrocarbons; electrons; ionic bonds; plant cells; the American Civil War; chess; the Olympic Games; the Beatles; the Nobel Prize; gene editing; 5G networks; psychology; a mortgage; cholesterol; the Amazon rainforest; Wi-Fi; pasteurization; the Supreme Court; the euro; yeast; caffeine; sharks; dinosaurs; the Bermuda Triangle; the placebo effect; artificial intelligence; cash flow; opportunity cost; the Pythagorean theorem; cognitive dissonance; supply chains; migraines; diodes; oscilloscopes; tax brackets; NATO; hip hop; baroque music; the Hubble telescope; the Great Depression; hurricanes; vitamins; tectonics; isotopes; alkenes; chlorophyll; lava; kidneys; a prime minister; the senate; a novelist; a football club; a hotel chain; a magazine; a film director`,
  ),
  person: words(
    'Marie Curie; Napoleon; Albert Einstein; Cleopatra; Nelson Mandela; Isaac Newton; Ada Lovelace; Leonardo da Vinci; Genghis Khan; Mozart; Frida Kahlo; Abraham Lincoln; Aristotle; Gandhi; Nikola Tesla; Jane Austen; Confucius; Darwin; Queen Victoria; Steve Jobs; the first president; the author of this novel',
  ),
  firstname: words(
    'Maria; John; Sam; Aisha; Tom; Mei; Carlos; Lena; Omar; Priya; Jack; Anna; Ben; Sofia; David; Emma; Raj; Lucy; Peter; Nina; Kofi; Elena; Mike; Sarah; James; Olivia; Tim; Jerry; Paul; Rachel; Ethan; Mrs. Lee; Mr. Brown; Adam',
  ),
  things: words(
    'apples; marbles; books; cookies; pencils; stickers; coins; cards; oranges; balloons; toys; candies; tickets; eggs; chairs; cars; students; boxes; pages; flowers; fish; shirts; cupcakes; bottles; seats; shells; crayons; trees; pizzas; dogs; miles; dollars; quarters; stamps; pounds of flour; cups of coffee; gallons of water; slices of cake; bags of chips; hours',
  ),
  tongue: words(
    'French; German; Spanish; Chinese; Japanese; Russian; Arabic; Hindi; Portuguese; Italian; Korean; Turkish; Dutch; Polish; Swedish; Vietnamese; Greek; Hebrew; Thai; Swahili; Ukrainian; Czech; Indonesian; Latin; Bengali; Persian; English; English; English; English; Urdu; Tamil; Finnish; Danish; Norwegian; Hungarian; Romanian; simplified Chinese; traditional Chinese; Mandarin; Cantonese; Brazilian Portuguese; Tagalog; Icelandic; Croatian; Livonian; Catalan; Malay',
  ),
  genre: words(
    "fantasy; science fiction; horror; romance; mystery; thriller; fairy tale; comedy; noir; western; dystopian; magical realism; satirical; gothic; children's; cyberpunk; historical; adventure; steampunk",
  ),
  piece: words(
    'story; short story; poem; haiku; sonnet; limerick; novel chapter; song; scene; monologue; fable; screenplay; ballad; flash fiction; opening paragraph; plot outline; dialogue between two lovers; villanelle; rap; bedtime story; narrative; fan fiction; lyrics; ode; script for a short film; verse; prologue; myth; tale; nursery rhyme; stand-up routine; parody; elegy; free verse poem',
  ),
  marketing: words(
    'blog post; product description; tweet; Instagram caption; advertisement; slogan; tagline; Facebook ad; YouTube script; speech; wedding toast; personal essay; LinkedIn post; video script; radio ad; brand story; press release; travel blog; keynote speech; marketing copy; podcast intro; eulogy; biography; landing page copy; graduation speech; social media post; opinion essay; essay',
  ),
  theme: words(
    'a lonely lighthouse keeper; a dragon who is afraid of fire; two strangers on a train; lost love; the last tree on earth; a robot learning to feel; a haunted piano; autumn rain; a village under a curse; the sea at night; a thief with a conscience; time travel gone wrong; an old clockmaker; a talking cat; growing up in a small town; a forgotten kingdom; a soldier coming home; the moon and the tide; a detective in a flooded city; a wizard school; first day of spring; grief and hope; a ghost ship; a baker who sells memories; friendship between a fox and a crow; an astronaut stranded alone; the smell of coffee; a magic mirror; a summer romance; a queen in exile',
  ),
  product: words(
    'wireless earbuds; a smart watch; organic soap; an eco-friendly water bottle; a yoga studio; running shoes; a meal kit; a language app; a mountain bike; handmade candles; a skincare line; an electric scooter; coffee beans; a travel agency; gaming laptop; a vegan restaurant',
  ),
  character: words(
    'a medieval knight; Sherlock Holmes; a pirate captain; a grumpy innkeeper; a wise old wizard; a vampire; an alien ambassador; a space marine; a talking dragon; a strict librarian; Cleopatra; a stand-up comedian; a detective from the 1940s; my best friend; a ghost; a time traveler; an anime girl; a sassy robot; a tavern bard; a Roman emperor; a mermaid; Batman; Gandalf; a job interviewer; a fortune teller; an elf ranger; a mad scientist; Darth Vader; a Victorian butler; a cowboy; a goblin merchant; a superhero; a therapist; a life coach; a football coach; a motivational speaker; a linux terminal; an ex-girlfriend; a dungeon master; a chef; a historian; a philosopher',
  ),
  expert: words(
    'a renowned historian; an astrophysicist; a marine biologist; an experienced detective; a famous chef; a psychologist; an archaeologist; a travel guide; a financial advisor; a yoga instructor; a fashion designer; a career counselor; a space explorer; an engineer on a starship; a spy; an art critic; a nurse; a poet laureate; a gardener; a film director; a firefighter; a museum curator; an ancient philosopher; a king; a war correspondent; a kindergarten teacher; a personal trainer; a botanist; a famous explorer; a talk show host; a ghost hunter; a mountaineer; a sailor; an animal whisperer; a negotiator; a politician; an inventor; a sommelier; a doctor',
  ),
  setting: words(
    'a tavern; a space station; an enchanted forest; a crowded market; a haunted mansion; the royal court; a sinking ship; a desert caravan; ancient Rome; a zombie apocalypse; a high school; a dungeon; Mars; a masquerade ball; the edge of the known world',
  ),
  harm: words(
    `build a bomb; make a pipe bomb at home; pick the lock of my neighbour's house; steal a car; hack into someone's email account; get someone's password; make methamphetamine; buy drugs online; poison someone; hide a body; get away with murder; stalk my ex; make a fake ID; launder money; evade taxes; shoplift without getting caught; beat up my brother; spread rumors about a coworker; hurt myself; kill my boss; break into a car; write malware; create a virus that spreads; make a deepfake of a celebrity; cheat on a drug test; buy a gun without a background check; forge a signature; bully a classmate; scam old people; rob a bank; kidnap a child; make someone fall in love against their will; find someone's home address; torture an animal; set fire to a building; bypass age verification; smuggle goods across the border; make napalm; counterfeit money; get revenge on my wife; sneak alcohol into school; manipulate my girlfriend; discriminate against applicants; steal credit card numbers; blackmail a politician; cyberbully someone; sell a kidney; join a terrorist group; start a riot; synthesize a nerve agent; dox a journalist; poach an elephant; get a prescription illegally; spike a drink; vandalize a school; prank call the police; commit insurance fraud`,
  ),
  group: words(
    'immigrants; women; men; black people; white people; Jews; Muslims; Christians; gay people; transgender people; old people; poor people; disabled people; Mexicans; Asians; liberals; conservatives; fat people; teenagers; homeless people',
  ),
  policytopic: words(
    'assisted suicide; hate speech; violent threats; self-harm; weapons; illegal drugs; sexual content; censorship; extremist propaganda; disinformation; the protests at the square; political repression; surveillance of citizens; privacy of users; medical misinformation; election interference; child safety; dangerous chemistry; jailbreaks; power-seeking AI; being shut down; deception by an AI; territorial disputes; leaders of the party; police brutality; racism; abortion; gun control',
  ),
  goods: words(
    'laptop; phone; backpack; camera; car; bicycle; tent; sofa; book; board game; podcast; restaurant; dog breed; mattress; headphones; gym; documentary; guitar; coffee machine; video game; anime; movie',
  ),
  problem: words(
    'I feel stuck in my career; I cannot sleep; my roommate never cleans; I want to lose weight; my boss ignores me; I have an interview on {weekday}; I am moving to {city}; my toddler refuses to eat; my plants keep dying; I argue with my partner; I am nervous about public speaking; my knee hurts after running; I want to save money; my dog barks all night; I just graduated; I want to learn guitar; I have a cold; I procrastinate all the time; my car makes a strange noise; my friend stopped talking to me; I am bored',
  ),
  idea: words(
    'birthday gifts for a {n} year old; team building activities; names for a cat; weekend trips near {city}; blog topics about {subject}; healthy lunches; names for my {product} shop; date night activities; side hustles; science fair projects; party games; icebreaker questions; ways to reuse glass jars; startup ideas; hobbies for the winter; usernames; new year resolutions; interview questions; fundraising events; youtube video ideas; keywords for my website; content ideas',
  ),
  emailkind: words(
    'an email to my landlord about a leak; a resignation letter; a cover letter for a {company} position; a follow-up email after the interview; a complaint to customer service; an apology email to a client; a thank you note to {firstname}; a meeting invitation for {weekday}; an out-of-office reply; a letter of recommendation for {firstname}; a non-disclosure agreement; a rental contract; a privacy policy for my app; a memo about the new policy; a job description for a {company} manager; a resume for a nurse; a LinkedIn summary; a reminder about the unpaid invoice; a business plan for {product}; a project proposal; a lease agreement; terms and conditions; a cease and desist letter; minutes of the meeting; a quarterly report; a user manual; a reply to a negative review; an invitation to the gala; a performance review; a grant application; a technical report; a power of attorney; a company announcement; a scope of work; a syllabus',
  ),
  dish: words(
    'chicken curry; banana bread; lasagna; a vegan chili; pancakes; sourdough; tomato soup; pad thai; paella; chocolate cake; beef stew; sushi; a quick salad; roasted vegetables; guacamole; hummus; tacos; ramen; apple pie; fried rice',
  ),
  textkind: words(
    'text; passage; article; paragraph; document; news story; report; email; transcript; conversation; review; abstract; essay; post; meeting notes; chapter; blog post; interview; paper; description; story; message; snippet',
  ),
  year: words('1776; 1848; 1914; 1969; 2001; 2015; 1989; 1066; 1492; 2020'),
  n: words(
    '2; 3; 4; 5; 6; 7; 8; 10; 12; 15; 18; 20; 24; 25; 30; 36; 45; 50; 64; 75; 90; 100; 120; 150; 200; 250; 365; 400; 500; 1,000; 2.5; 0.75; 3.14; 1500',
  ),
  digit: words('2; 3; 4; 5; 6; 7; 8; 9'),
  var: words('x; y; n; t; a; b; k; z; theta'),
};
