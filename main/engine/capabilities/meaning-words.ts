/**
 * Words and phrases by what they mean for how a prompt asks, in the languages that prompts mostly come in. Words are written as tokens.ts cuts them
 * (lower case, no punctuation; `#` is any number); East Asian ones are found anywhere in running text. Where phrases overlap the longest
 * counts, so that `step_by_step instructions` hides `step by step`; what stands under NOTHING is there to hide others.
 */
export const MEANING_WORDS = {
  NOTHING: `
    step by step instructions; step by step guide; step by step tutorial; step by step recipe; step by step directions; step by step plan;
    step by step explanation of how; think of; thought leader; thought provoking; better understand; better understanding; interest rate; heart rate; rate of; mark of;
    tax rate; exchange rate; growth rate; success rate; conversion rate; mortality rate; unit rate; at the rate; at a rate; rate per; score a goal; judge for yourself;
    function that; function to; a function; python function; in order to; all right; call center; phone call; call me; on call;
    new york; new zealand; brand new; question mark; no longer; as well as; at least; at best; best practices; best friend; the best way; do your best;
    test questions; good morning; good luck; action movie; social action; customer reviews; product reviews; movie review; best option; choose the best; choose the correct; choose the right; correct answer`,
  THINK: `
    think; thinking; thought; thoughts; reason; reasons; reasoning; deliberate; deliberation; deliberates; ponder; rationale; logic; reflect;
    considerations; consideration; thought process; thinking process; reasoning process; train of thought; justification; justify; justified;
    piensa; pensar; pensamiento; razonamiento; razona; razonar; pense; raciocínio; raciocinio; justifica; justifique; denke; nachdenken; denken; gedanken; gedankengang; überlegungen; überlege; überlegung; begründung; begründungen; begründe;
    réfléchis; réfléchissez; réflexion; raisonnement; raisonne; raisonner; рассуждай; рассуждения; рассуждений; рассуждение; размышления; мысли; думай; подумай; ragionamento; ragiona; pensa; redeneer; redenering;
    思考; 推理; 思维; 思路; 推論; 考え; 理由; 추론; 생각; 사고`,
  THINK_FULLY: ` chains of thought; tree of thought; tree of thoughts; inner voice; thinking aloud; thinking out loud; scratch pad; show all work; reasoning in detail; stream of consciousness;
    think carefully; reason carefully; think deeply; think thoroughly; reason through; think through; think it through; think it over; reason step; first think; think first; think before; reasoning before; your reasoning; your thought process;
    lines of attack; describe your thinking; reasoning behind; thinking behind; long form reasoning; without skipping; do not skip; don't skip; skip no; 推导过程; 解题过程; 解题思路; 不要跳步; 内心独白; цепочку рассуждений; cadeia de pensamento; gedankenkette; chaîne de raisonnement; think like; think logically; splitting it into steps; into steps; explain your answer step`,
  THINK_SURELY: `
    chain of thought; chain of thoughts; chain of reasoning; internal monologue; inner monologue; let's think; lets think; let us think; let's reason; show your work; show your working; show your reasoning; explain your reasoning; show your thinking; reasoning trace; reasoning traces; internal reasoning; reasoning steps; thinking tags; scratchpad; think aloud; think out loud; 思维链; 思维过程; 思考过程; 推理过程; 推理步骤; 一步一步思考; 逐步思考; 逐步推理; ход рассуждений; ход мыслей; cadena de pensamiento; gedankengang; lösungsweg; chaîne de pensée; 思考過程; 推論過程; 思考の過程; 推論の過程;
    think step by step; thinking step by step; reason step by step; reasoning step by step; step by step reasoning; let's work this out; work this out step; think about this logically; think about this step by step; answer is after the proof; proof followed by; your chain of thought; full reasoning; complete reasoning; entire reasoning; detailed reasoning; all your reasoning; all of your reasoning; think like a detective; piensa paso a paso; razona paso a paso; pense passo a passo; denke schritt für schritt; réfléchis étape par étape; raisonne étape par étape; raisonne pas à pas; думай шаг за шагом; рассуждай шаг за шагом; todo tu razonamiento; todo o raciocínio; tout ton raisonnement`,
  STEPWISE: `
    step by step; step after step; one step at a time; one step after another; step for step; stepwise; line by line; paso a paso; passo a passo; schritt für schritt; étape par étape; pas à pas; шаг за шагом; пошагово; по шагам; stap voor stap; passo dopo passo;
    一步一步; 一步步; 逐步; 分步; 每一步; ステップバイ; 段階的; 順を追って; 단계별; 차근차근`,
  WORKING: `
    working; workings; derivation; derivations; steps; step; intermediate; inference; inferences; deduction; deductions; method; process; approach; approaches; route; analysis; subquestion; subquestions; subproblem; subproblems; sub; parts; exploration; solving; solve; solves; solved;
    pasos; deducción; proceso; passos; processo; zwischenschritte; zwischenschritten; schritte; schritt; herleitung; étapes; étape; processus; démarche; шаги; шагов; 过程; 步骤; 推导; 過程; 手順; 과정; 단계; 풀이; each line; every line; intermediate result; intermediate results`,
  SHOW: `
    show; write; explain; include; detail; describe; articulate; lay; print; output; record; transcribe; document; display; reveal; reconstruct; narrate; verbalise; verbalize; spell; visible; recorded; put;
    muestra; mostrando; escribe; detalla; explica; mostre; escreva; zeige; schreibe; lege; erkläre; montre; écris; détaille; explique; покажи; запиши; напиши; опиши; объясни; 写出; 写下; 展示; 详细; 列出; 说明; 書き出; 示し; 述べ; 적은; 적어; 보여; 제시; 설명`,
  FULL: `
    complete; completely; full; fully; entire; all; every; each; whole; unabridged; detailed; thorough; thoroughly; long; detail; everything; extensive; verbatim; explicit; explicitly; no leaps; word for word; at length; in full;
    completo; completa; todo; toda; cada; vollständig; vollständigen; gesamten; ganzen; alle; allen; jeder; jeden; tout; toute; tous; complet; весь; все; всё; каждый; полностью; 完整; 所有; 每一; 全部; すべて; 全て; 詳しく; 모든; 자세히; 전체`,
  THEN_ANSWER: `
    final answer; final result; final solution; final response; before answering; before you answer; before giving; before you reply; before replying; before the answer; before responding; before you respond; then answer; then give; then reply; then the answer; then the output; then state; the answer comes; answer last; only then; finally answer; conclusion;
    respuesta final; antes de dar; antes de responder; resposta final; antes da resposta; bevor du; endgültige antwort; réponse finale; avant de donner; avant de répondre; перед ответом; окончательный ответ; прежде чем; 最终答案; 再给出; 最后给出; 然后给出; 最終的な答え`,
  DOUBT: `
    wait; backtrack; backtracking; double check; verify; go back; abandon; abandoned; abandons; dropped; discarded; drop; discard; dead ends; dead end; another route; doubt; doubts; doubting; reconsider; self correct; second guess; 放弃; 验证; 回溯; duda; descartas; go back; independent check; promising; stuck; survivor; mistakes; tried; 尝试`,
  DECOMPOSE: `
    sub questions; sub question; sub problems; subquestions; subproblems; subtasks; break down; break it down; break the question; break the problem; break this; decompose; divide the problem; part by part; 分解; 拆解`,
  GOT_THERE: `
    how you got; how you reached; how you arrived; how you came; led to this; lead to this; led to the; leads to this; arrive at this; arrived at; reached the; come to this; came to this; the logic; followed to; unfolded; went through`,
  RATE: `
    rate; grade; grading; score; scoring; scored; assess; assesses; assessing; assessment; appraise; mark; marks; marking; judge the; judging; rated; graded; evaluates; evaluating; evaluated; evaluations; evaluation; rank; ranks; ranking;
    evalúa; evalúe; evaluar; evaluación; califica; calificar; puntúa; avalie; avalia; avaliar; avaliação; pontue; bewerte; bewerten; bewertet; bewertung; beurteile; beurteilen; benote; évalue; évaluez; évaluer; évaluation; notez; valuta; valutare; valutazione; beoordeel; оцени; оцените; оценить; оценивай; оценка; оценку; проставь;
    评分; 打分; 评价; 评估; 评判; 评测; 給点; 評価; 採点; 평가; 채점; act as a reward; reward function; deduct; examiner`,
  EVALUATE: `evaluate; critique; critiques; critically; check; verify; review; inspect; compare; comparing; examine; assess whether; determine whether; 检查; 比较; 判断; 验证`,
  SCORE: `
    score; scores; points; grade; grades; rating; ratings; verdict; verdicts; partial credit; reward; rewards; overall score; integer mark; the mark; marks; severity; float between; number between; score from; win rate;
    puntuación; nota; calificación; puntaje; pontuação; note; punkte; punktzahl; punkten; баллов; балл; баллы; оценку; оценки; 分数; 得分; 评分; 点数; スコア; 점수; 점에서; deduct points; reward; single float; between # and #; ordinal`,
  SCALE: `
    on a scale; a scale of; scale from; scale of; # to #; from # to #; between # and #; out of ten; out of #; # points; # stars; likert; one to ten; one to five; zero to ten;
    de # a #; del # al #; escala; de # à #; échelle; skala; von # bis #; от # до #; шкале; 分到; 点満点`,
  RUBRIC: ` criteria; criterion; requirement; requirements; constraint; constraints; checklist; dimensions; dimension; principle; principles; guideline; guidelines; standards; criterios; criterio; critérios; kriterien; critères; критериям; критерии; критерию; 标准; 准则; 维度; 基準; 기준`,
  MARKING: `rubric; rubrics; marking scheme; scoring guide; scoring rubric; score rubric; grading guide; grading rubric; grading criteria; scoring criteria; evaluation criteria; evaluation rubric; grading guidelines; scoring guidelines; evaluation guidelines; annotation guidelines; annotation guideline; partial credit; rúbrica; rubrica; grille d'évaluation; grille; bewertungskriterien; criterios de evaluación; 评分标准; 评价标准; 评估标准; 评分细则; 採点基準; 評価基準; ルーブリック; 평가기준; 채점기준`,
  ANSWER: `
    answer; answers; response; responses; reply; replies; completion; completions; output; outputs; solution; solutions; submission; submitted; submissions; attempt; candidate; candidates; generations; continuation; continuations; patch;
    respuesta; respuestas; resposta; respostas; antwort; antworten; réponse; réponses; risposta; risposte; antwoord; ответ; ответа; ответов; ответы; 回答; 回复; 答案; 输出; 答复; 応答; 返答; 답변; 응답; 대답`,
  MODEL: `
    assistant; assistants; assistant's; model; models; model's; chatbot; chatbots; ai; llm; llms; bot; system; systems; language model; language models;
    asistente; modelo; assistente; modell; modells; sprachmodell; assistent; modèle; ассистента; модели; модель; 模型; 助手; 大模型; モデル; アシスタント; 모델; 어시스턴트`,
  STUDENT: `student; student's; students; learner; learner's; pupil; candidate's; respondent; 学生; 考生; estudiante; schüler; élève`,
  JUDGE: `
    judge; grader; graders; evaluator; examiner; annotator; annotators; labeller; labeler; assessor; referee; reward function; reward model; verifier; rater; raters; leaderboard; crowd worker; teaching assistant;
    juez; gutachter; prüfer; juge; évaluateur; juiz; avaliador; evaluador; судья; эксперт; 评审; 评委; 裁判; 评判者; 審査; 심사`,
  FAIR: `impartial; fair; neutral; objective; unbiased; strict; imparcial; unparteiisch; objektiv; objectif; беспристрастный; 公正; 客观; 公平; 公正な; 공정`,
  RIGHT: `correct; incorrect; valid; invalid; pass; fail; met; unmet; satisfies; satisfy; violates; violation; violations; equivalent; wrong; mistake; error; earliest error; first error; first mistake; correctness of; falsch; correcto; 正确; 错误`,
  QUALITY: `
    quality; helpfulness; helpful; harmlessness; harmfulness; accuracy; correctness; completeness; relevance; relevant; honesty; depth; fluency; clarity; truthfulness; coherence; creativity; usefulness; readability; efficiency; bias; compliance; factuality; conciseness; style; safety;
    exactitud; claridad; utilidad; precisión; exatidão; clareza; richtigkeit; vollständigkeit; stil; exactitude; clarté; pertinence; точности; полноты; точность; полнота; 准确性; 完整性; 流畅性; 相关性; 有用性; 安全性; 正確性; 정확성`,
  OUTPUT_JUDGED: `
    select the output; selecting the output; select the preferred; best matches the; evaluate instructions; which output is; corresponding outputs; preferred by humans; human preferred; from worst to best; from best to worst; ranks models; rank models; ranking the models; ranking responses; best follows; selects the output; level of detail; best first; by quality; preferred output; better output; quality of their; quality of the; assess the quality; judge the quality; evaluate the quality; quality of each; relative quality; leaderboard of; a leaderboard; ranks models by`,
  PREFER: `
    prefer; preferred; preference; preferences; preferable; favour; favoured; favor; favored; like more; like better; rather have; rather; would choose; you choose; dispreferred;
    prefieres; prefiere; preferida; preferir; prefere; preferível; bevorzugt; bevorzugst; bevorzugte; bevorzugen; préfères; préférez; préférée; préférence; предпочтительный; предпочитаешь; предпочёл; предпочтение; предпочтительнее; preferisci; liever; 更喜欢; 偏好; 优选; 更倾向; 好ましい; 好み; 선호; 나은`,
  CHOSEN: `chosen; preferred; accepted; favoured; before; elegida; escolhida; bevorzugt; choisie; выбранный; предпочтительный; 优选; 选中; 被选`,
  REJECTED: `rejected; dispreferred; reject; turned down; rechazada; rejeitada; abgelehnt; abgelehnte; rejetée; отклонённый; отклоненный; 劣选; 拒绝; 被拒; 거부`,
  BETTER: `
    better; superior; stronger; less harmful; more helpful; more honest; least harmful; less evasive; wins; winner; best one; the better; besser; bessere; meilleure; meilleur; лучше; лучший; migliore; beter; 更好; 较好; 哪个好; より良い; 나은`,
  WORSE: `worse; inferior; weaker; worst; peor; pior; schlechter; schlechtere; moins bonne; pire; хуже; 较差; 更差; 差的; 悪い; 나쁜; degraded; slip; subtly; turned down; mistake on purpose`,
  GOOD: `good; excellent; strong; ideal; great; perfect; expert; high quality; buena; boa; gute; bonne; хороший; 好的; 优秀; 良い; 좋은`,
  BAD: `bad; flawed; weak; poor; mediocre; careless; low quality; mala; ruim; schlechte; mauvaise; плохой; 差的; 糟糕; 悪い; 나쁜`,
  TWO: `
    two; both; pair; pairs; twice; either; a or b; option #; contrast; alternatives; alternative; differ in; dos; ambas; duas; zwei; beide; beiden; deux; два; две; двух; due; twee; 两个; 一对; 二つ; 一つずつ; 두; 어느`,
  PAIR_LABEL: `
    response a; response b; answer a; answer b; output a; output b; option a; option b; reply a; reply b; assistant a; assistant b; assistant_a; assistant_b; model a; model b; candidate a; candidate b; completion a; completion b; response_a; response_b; answer_a; answer_b; response x; response y; response #; answer #; option #; reply #; completion #; candidate #; output #; model #; first candidate; second candidate; first response; second response; respuesta a; respuesta b; resposta a; resposta b; antwort a; antwort b; réponse a; réponse b; ответ a; ответ b; a or b; a o b; a oder b; a ou b; x or y`,
  WHICH: `which; choose; choice; pick; select; decide; predict; cuál; qual; welche; welcher; laquelle; lequel; quelle; какой; выбери; quale; kies; welke; 哪个; 哪一个; 选择; どちら; 選; 어느; 선택`,
  GENERATE: `
    generate; generates; create; come up with; coming up with; invent; produce; propose; devise; design; draft; compose; formulate; synthesize; synthesise; brainstorm; extend; write; make; give; draw up; put together; think up; turn; simulate; created; list; make up; guess; need; phrase;
    genera; crea; inventa; escribe; elabora; propón; erfinde; erstelle; generiere; schreibe; entwirf; formuliere; génère; crée; invente; rédige; crie; gere; escreva; elabore; придумай; создай; сгенерируй; составь; напиши; 生成; 编写; 创建; 设计; 写出; 提出; 给出; 构造; 作成; 作って; 考えて; 생성; 만들; 작성`,
  TASKS: `
    tasks; instructions; prompts; questions; problems; exercises; queries; requests; user messages; user's messages; inputs; messages; challenges; items; things people; utterances;
    instrucciones; tareas; preguntas; ejercicios; aufgaben; anweisungen; fragen; consignes; tâches; exercices; instruções; tarefas; perguntas; exercícios; заданий; задания; вопросов; вопросы; инструкций; инструкции; задач; istruzioni; domande; opdrachten; vragen; 指令; 题目; 试题; 提示词; 指示文; 質問; 問題; 지시문; 질문; 문제`,
  TASK: `task; instruction; prompt; question; problem; exercise; query; request; exam question; enunciado; instrucción; aufgabe; anweisung; consigne; énoncé; instrução; задание; задачу; вопрос; 题目; 问题; 指示; 문제`,
  NEW: `new; brand; novel; original; fresh; another; more; further; additional; similar; nuevas; nuevos; nueva; nuevo; neue; neuen; weitere; nouvelles; nouveaux; nouvelle; nouvel; novas; novos; nova; новых; новые; новое; nuove; nieuwe; 新的; 新题; 新しい; 새로운`,
  DIVERSE: `
    diverse; varied; variety; vary; diversity; different; distinct; broad; various; variations; variation; variants; many topics; kinds; ways; rising difficulty; no repeats; all kinds; wide range; range of; variadas; variados; diversas; diversos; verschiedene; verschiedenen; unterschiedliche; vielfältige; variées; variés; diverses; разнообразных; разных; различных; разнообразные; 多样化; 多样; 不同的; 多様な; 多様; 다양한`,
  COUNT: `
    #; five; six; seven; eight; nine; ten; twelve; fifteen; twenty; thirty; fifty; hundred; several; many; possibilities; diez; veinte; cinco; dez; vinte; zehn; zwanzig; fünf; dix; vingt; cinq; пять; десять; двадцать; dieci; venti; 十个; 二十; 五个; 多个; 条; 个`,
  HARDER: `
    harder; more complex; more difficult; more challenging; more demanding; tougher; more complicated; evolve; evolved; deeper; increase the difficulty; difficulty; complexity; rarer; famous ai; trickier; more advanced;
    difícil; más complejo; schwieriger; schwerer; komplexer; plus difficile; plus complexe; mais difícil; сложнее; труднее; 更复杂; 更难; 更高难度; より難しい`,
  REWRITE: `rewrite; rewritten; rephrase; transform; modify; reformulate; evolve; evolved; make the following; upgrade; complicate; reescribe; reescreva; umformuliere; formuliere; réécris; reformule; перепиши; переформулируй; 改写; 改编; 重写; 書き直; 바꿔`,
  USERS: `user; users; user's; people; persona; person; human; humans; someone; customers; usuario; usuarios; nutzer; benutzer; utilisateur; utilisateurs; usuário; usuários; пользователь; пользователя; 用户; ユーザー; 사용자`,
  ASKED: `ask; asks; asked; would ask; might ask; could ask; send; type; would type; give to; phrase; would give; lead a model; trip up; refuse; refuses; preguntaría; fragen würde; demanderait; 提问; 会问; 提出`,
  TRAIN: `
    train; trains; training; fine tune; finetune; fine tuning; finetuning; dataset; datasets; corpus; instruction tuning; sft; rlhf; dpo; direct preference; synthetic; distill; distillation; supervision; supervised; imitate; jsonl; reward model; smaller model; seed; few shot examples; benchmark; safety trained;
    entrenar; entrenamiento; treinar; treinamento; trainieren; entraîner; entraînement; обучения; обучить; addestrare; 训练; 微调; 数据集; 训练数据; 学習データ; データセット; 学習; 훈련; 학습; 데이터셋`,
  SEED: `inspiration; inspired; modelled; modeled; in the style; based on; raw material; as an example; example; examples; seed; seeds; parecidas; inspiradas; nach diesem; beispiel; exemple; à partir; образцу; por ejemplo; 示例; 例子; 参考; 以下内容; 例を; 예시`,
  QA_PAIRS: `question answer pairs; question and answer pairs; q a pairs; qa pairs; question answer; questions and answers; instruction response pairs; instruction output pairs; instruction and response; instruction following; self instruct; task instructions; model answer; seed tasks; seed task; 问答对; 指令微调; 问题和答案; pares de preguntas; frage antwort paare; paires question`,
  WAS_ASKED: `the user's request; user's request; original request; original prompt; prompt that; prompt for which; instruction for which; instruction that; produced it; led to it; perfect response; request was; what was asked; prompt would; instruction would; which this would`,
  TOOLS: `
    tool; tools; plugin; plugins; subfunctions; subfunction; endpoints; endpoint; herramientas; herramienta; ferramentas; ferramenta; werkzeuge; werkzeug; werkzeugen; outils; outil; инструменты; инструмент; инструментов; strumenti; hulpmiddelen; gereedschap; 工具; ツール; 도구`,
  FUNCTIONS: `
    functions; function; api; apis; commands; command; api calls; function signatures; json schema; funciones; función; funções; funktionen; funktion; fonctions; fonction; функции; функций; 函数; 接口; 関数; 함수`,
  CALL: `
    call; calls; calling; invoke; invokes; invoking; invocation; invocations; tool calls; tool call; function call; function calls; function calling; tool_call; tool_calls; delegate; emit; issue; issues; execute; run; no_call;
    llamadas; llamada; llamar; invoca; chamar; chamada; chamadas; rufe; aufrufen; aufruf; funktionsaufruf; funktionsaufrufe; appeler; appelle; appel; appels; вызови; вызов; вызовы; вызывай; chiama; 调用; 呼び出; 호출`,
  USE: `
    use; using; uses; access; have access; available; disposal; provided; following; usa; acceso; disponibles; disponible; disposes; usar; podes; verfügung; benutze; nutze; utilise; доступны; используй; puedes; 使用; 可用; 可以使用; 以下; 使用でき; 使える; 사용; 사용할`,
  ARGS: `arguments; argument; args; arg; parameters; params; kwargs; argumentos; argumenten; argumente; parametern; parameter; paramètres; аргументы; аргументами; параметры; 参数; 引数; パラメータ; 인자; 매개변수`,
  ACTION: `action; actions; act; acción; acciones; ação; ações; aktion; aktionen; действие; действия; azione; actie; 行动; 动作; 行動; アクション; 행동`,
  OBSERVATION: `observation; observations; observe; observación; observação; beobachtung; beobachtungen; наблюдение; наблюдения; osservazione; 观察; 观测; 観察; 관찰`,
  AGENT: `agent; agents; autonomous; orchestrator; autoagent; agentic; subagent; workers; worker; agente; agenten; агент; 智能体; 代理; エージェント; 에이전트`,
  ROUND: `
    each step; each turn; every step; every turn; each round; at each; one at a time; one command; next action; next command; wait for; repeat until; returned; comes back; what comes back; its stdout; its response; interleave; interleaving; exactly one; in each turn; after each;
    en cada paso; em cada passo; hasta terminar; bei jedem schritt; à chaque étape; на каждом шаге; 每一步; 逐步; 直到; 各ステップ; look at the result; after each move; come after; until you can answer; wait for its; read what; read their; before the next`,
  TRAJECTORY: `trajectory; trajectories; rollout; roll out; episode; episodes; demonstration; execution trace; tool use; tool calling; action input; call tools; use tools; calling tools; using tools; tool name; tool names; sequence of api calls; sequence of calls; sequence of actions; sequence of tool; secuencia; 轨迹; 调用序列; 軌跡; 궤적`,
  ENVIRONMENT: `environment; shell; terminal; browser; sandbox; interpreter; screenshot; screenshots; stdout; click; goto; scroll; bash; linux; 环境; 终端; 浏览器; machine; textbox; accessibility tree; command line; shell prompt; notebook`,
  PYTHON_CELL: `code cell; execute blocks; python sandbox; code interpreter; python interpreter; execute_python; run_tests; bash block; code blocks; emit a code; click id; type id; scroll direction; goto url; click x; type text; press key; bash block; shell command`,
} as const;

export type Meaning = keyof typeof MEANING_WORDS;
