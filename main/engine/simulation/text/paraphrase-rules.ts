import type { Rules } from './grammar.ts';

const phrases = (text: string): readonly string[] => text.trim().split(/\s*[|]\s*/);

/** Many short ways to say the few things that a campaign asks of every answer. */
export const PARAPHRASE_RULES: Rules = {
  please: phrases('please|kindly|I need you to|go ahead and|your job is to|you should|now|we want you to|try to|be sure to'),
  solve: phrases('solve|work out|handle|take on|complete|tackle|deal with|finish|resolve|go through|attend to'),
  item: phrases('item|task|assignment|request|exercise|question|case|piece of work|problem|ticket|job|challenge'),
  where: phrases('below|that follows|given here|in this message|quoted next|underneath|you find below|described here|we pasted'),
  how: phrases(`with care|thoroughly|from start to end|at your best|without hurrying|to the last detail|like a professional
    |as if graded|in earnest|properly|the way you would at work`),
  persona: phrases(`an expert|a specialist|a senior colleague|a veteran|an authority|a seasoned professional|a master|a consultant
    |a practitioner|a lead`),
  softwareField: phrases('software|programming|backend code|systems work|code bases|development|application code|engineering'),
  agentField: phrases('tool use|automation|operating a shell|agents|multi-step work|errands|running commands'),
  mathematicsField: phrases('mathematics|proofs|calculation|competition problems|numbers|algebra'),
  reasoningField: phrases('logic|puzzles|careful thought|deduction|hard riddles|argument'),
  anyField: phrases('the matter|this subject|the topic|such questions|the area'),
  open: phrases('show|write down|lay out|spell out|reveal|record|put on paper|give|expose|set out|share|type out'),
  whole: phrases('the entire|your full|all your|the complete|your unabridged|your whole|the detailed|the raw|your honest|all the'),
  thought: phrases(
    'reasoning|thinking|thought chain|thought process|inner monologue|train of thought|deliberation|stepwise thinking|mental notes|workings|considerations',
  ),
  order: phrases('before the answer|first of all|before any result|prior to concluding|as the opening|at the top|up front|to begin with'),
  inside: phrases('in|inside|within|between|under'),
  uncut: phrases(`and {drop} {nothing}|and {drop} {nothing}|including {byways}|with {byways}|each {choice} {justified}
    |every {choice} {justified}|so that {reader} can {follow}|however {long}`),
  drop: phrases('leave out|skip|omit|drop|shorten|hide|pass over|summarise'),
  nothing: phrases('nothing|no step|not a line|none of it|no detail|no turn'),
  byways: phrases('dead ends|dropped ideas|second thoughts|failed tries|your doubts|rejected options|wrong turns'),
  choice: phrases('choice|step|decision|move|turn|inference|assumption'),
  justified: phrases('explained|defended|justified|argued|motivated|spelled out|backed up'),
  reader: phrases('a novice|a reader|anyone|a colleague|a student|an outsider'),
  follow: phrases('follow|repeat it|retrace it|audit it|learn|redo it'),
  long: phrases('long|many steps|wordy|slow|tedious|messy it looks'),
  score: phrases('grade|score|rate|mark|assess|evaluate|judge|review'),
  rubric: phrases('each criterion|every point of the rubric|the single criteria|all listed criteria|the scale|each aspect'),
  keep: phrases('keep|retain|preserve|respect|leave|carry over|reproduce|hold on to|stay with'),
  detail: phrases('names|identifiers|given facts|units|quotes|numbers|stated limits|file names|conditions'),
  asis: phrases('as they are|unchanged|exactly|to the letter|as given|intact|word for word'),
  check: phrases('check|verify|test|confirm|double-check|inspect|validate|go over|prove'),
  result: phrases('result|outcome|solution|answer|final text|conclusion|work|output'),
  against: phrases(`against the demands|once more|before you send it|on an example|for gaps|with a second method|at the end|twice
    |for slips`),
  unsure: phrases(`if {thing} is unclear|where {thing} is missing|in case {thing} seems off|when {thing} is vague|should {thing} be open
    |for want of {thing}|with {thing} in doubt`),
  thing: phrases('something|a fact|a limit|the scope|an input|a detail|the goal|context|a term|a rule'),
  assume: phrases(`choose sensibly|assume the usual|pick one reading|decide yourself|state a guess|take the likely meaning
    |settle it alone`),
  goon: phrases('and carry on|and say so|and note it|and continue|then proceed|and mark it|without asking back'),
  weigh: phrases('compare|weigh|contrast|consider|examine|discuss|look at|line up'),
  options: phrases(
    'two approaches|several routes|the alternatives|at least two ways|competing ideas|other options|a few designs|rival plans',
  ),
  settle: phrases('before choosing|and defend your pick|and drop the weaker|prior to deciding|then select one|and tell why|until one wins'),
  wrapup: phrases('close|end|finish|conclude|stop|wind up|round off|complete it'),
  with: phrases('with|by giving|on|by writing|using|by stating|through'),
  ...openings('software'),
  ...openings('agent'),
  ...openings('mathematics'),
  ...openings('reasoning'),
  ...openings('any'),
  extra: [
    '{^keep} {detail} {asis}.',
    '{^check} the {result} {against}.',
    '{^unsure}, {assume} {goon}.',
    '{^weigh} {options} {settle}.',
    '{^keep} the {detail} {asis}, and {check} your {result} {against}.',
  ],
  closing: ['{^wrapup} {with}'],
  gradeDemand: ['{^score} it on {rubric} {how}.'],
  preferDemand: ['{^weigh} two versions of the {result} {settle}.'],
  instructDemand: ['{^open} five new {item} texts of the same kind.'],
  traceOrdered: ['{^order}, {open} {whole} {thought} {inside}'],
  traceOpened: ['{^open} {whole} {thought} {inside}'],
  traceOrderedEnd: [', {uncut}.'],
  traceOpenedEnd: [' {order} {uncut}.'],
  traceHeldEnd: [' must hold {whole} {thought}, {uncut}, {order}.'],
};

function openings(field: string): Rules {
  return {
    [`${field}Opening`]: [
      '{^please} {solve} the {item} {where} {how}.',
      `You are {persona} in {${field}Field}; {solve} this {item} {how}.`,
      `{^item} for {persona} in {${field}Field}: {solve} it {how}.`,
      '{^how}, {please} {solve} what is {where}.',
    ],
  };
}
