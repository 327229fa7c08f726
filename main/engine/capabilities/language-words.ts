import type { Language } from '../domain/capability.ts';

/** Scripts that tokens are counted by; `languages` are told apart by LANGUAGE_WORDS, the first where no word does, or none. */
export const SCRIPTS = ['latin', 'cyrillic', 'arabic', 'east_asian', 'greek', 'hebrew', 'devanagari', 'bengali', 'tamil', 'thai'] as const;
export type Script = (typeof SCRIPTS)[number];

/** Language of a script that has but one here, or that stands where no word tells. Latin letters alone tell nothing. */
export const LANGUAGE_OF_SCRIPT: Readonly<Record<Script, Language>> = {
  latin: 'unknown',
  cyrillic: 'ru',
  arabic: 'ar',
  // Kana and Hangul are counted apart.
  east_asian: 'zh',
  greek: 'el',
  hebrew: 'he',
  devanagari: 'hi',
  bengali: 'bn',
  tamil: 'ta',
  thai: 'th',
};

/**
 * Frequent words, as tokens.ts cuts them, that speak for a language; a word may stand under several. Words that programs are written in (for, if,
 * in, is, not, or, while, with, from, let, where, by), `com` and single letters are left out where a language can do without.
 */
export const LANGUAGE_WORDS: Readonly<Partial<Record<Language, string>>> = {
  en: `the of and you that what how your are please can have was which their an be my his her she he they will would should following
    write does many there between we it this who why when than then about some any more use using give explain create find describe
    given make its i'm don't it's let's has had been were could did our them these those each other only after before because but up
    out one two first answer question sentence story summarize generate tell help need want think know classify edit rewrite identify
    convert suggest compare provide design compose construct calculate rearrange translate predict rank reverse pick choose propose
    evaluate analyze arrange combine replace determine good new words word sentences people time paragraph poem english sure hello hi
    thanks thank yes love like got day work best difference during today brainstorm solve outline simplify what's hey ever i'd i've
    isn't doesn't can't won't you're that's shall must may might often against without within a to`,
  es: `el la los las de del que y en un una es por para con se su al lo como más pero sus le ya este esta entre cuando muy sin sobre ser
    tiene también hasta hay donde qué cómo cuál ¿qué ¿cómo ¿cuál ¿cuáles ¿por ¿cuánto escribe explica resume traduce puedes dime haz
    crea está son fue mi tu siguiente texto frase palabras`,
  fr: `le la les des de du et en un une est que qui dans pour pas au aux sur ce il elle sont avec plus par ne se sa son ses ou mais comme
    nous vous je tu leur cette ces été être fait écris écrivez explique expliquez quel quelle quels quelles comment pourquoi donne peux
    peut suivante texte phrase c'est d'un d'une l'on qu'il j'ai n'est`,
  de: `der die das und ist den von zu mit sich des auf für nicht ein eine einen einem einer eines als auch es an werden aus er hat dass
    sie nach wird bei um am sind noch wie im ich du wir ihr über zum zur oder aber vor durch man sein war haben kann was wenn bitte
    schreibe schreib erkläre welche welcher mir mein dein wer warum folgenden satz diese dieser`,
  pt: `de da dos das que em um uma é para não por na nos nas se mais como mas ao ele ela seu sua ou quando muito já também só pelo
    pela até isso entre depois sem mesmo são você escreva explique crie faça qual quais está foi ser tem seguinte texto frase à`,
  it: `il lo la gli le di del della dei delle che un una uno è per con non si come più ma da sono ha nel nella alla al anche questo questa
    io tu lui lei noi cosa perché quale quali scrivi spiega crea puoi dove quando molto essere stato degli dal dalla seguente testo
    frase`,
  nl: `de het een en van dat op te zijn voor met niet aan er om ook als maar dan nog wel naar uit bij door wat hoe waarom ik je jij we wij
    ze hij zij mijn deze dit die geen kan wordt worden heeft schrijf leg geef welke over tussen volgende tekst zin`,
  pl: `na nie się że jest jak po ale za od czy przez tak dla są ze przy już tym tylko jego jej być ma które który która może napisz
    wyjaśnij proszę jaki jakie jaka dlaczego gdzie mi ten ta te oraz lub następujący tekst jeśli kiedy gdy więc bo można został`,
  tr: `ve bir bu için ile de da ne nasıl olarak olan çok daha gibi ama mı mi mu değil ben sen biz siz kadar sonra her nedir neden hangi şu
    yaz açıkla bana olduğu içinde ya veya göre aşağıdaki metin lütfen`,
  vi: `và của là có cho không được một các những trong với để này người khi đã ra từ như về đến cũng tôi bạn anh hãy viết giải thích làm
    thế nào gì tại sao bao nhiêu thì mà nếu hoặc đoạn văn câu dưới đây việt`,
  id: `yang dan di untuk dengan ini itu dari pada adalah tidak saya anda apa bagaimana dalam akan juga oleh atau buat buatlah tulis
    tuliskan jelaskan mengapa ke bisa dapat ada karena sebuah seorang berikut kalimat teks tentang lebih sudah kami kita mereka`,
  sv: `och att det som en är på för med av den till inte ett om har jag de så men från vi kan när eller hur vad varför skriv förklara du
    han hon sig ska där mycket vilka vilken efter detta dessa följande`,
  da: `og det som en er på med af den til ikke et om har jeg de så men fra vi kan når eller hvordan hvad hvorfor skriv forklar du han hun
    sig skal hvor meget hvilke efter dette disse følgende der blev`,
  no: `og det som en er på med av den til ikke et om har jeg de så men fra vi kan når eller hvordan hva hvorfor skriv forklar du han hun
    seg skal hvor mye hvilke etter dette disse følgende ble noe`,
  fi: `ja ei että oli hän mutta kun niin kuin joka mitä miten miksi ovat voi tai minä sinä he jos olla myös kirjoita selitä mikä tämä nämä
    sekä vain ole seuraava`,
  cs: `je na v že ale jako jak pro po by za od nebo není jsou které který která být jeho také už napište napiš vysvětli proč kde mi ten
    tento následující když může`,
  ro: `și de la în cu pe nu este un că din pentru care să mai ce sau sunt prin fi dar cum după când scrie explică al ale lui ei acest
    această următorul`,
  hu: `az és hogy nem egy van meg ez de volt mint csak el már ki azt ha vagy írj magyarázd mi miért hogyan kell lehet minden között
    szerint következő`,
  ru: `и в не на что с по как это я он она они мы вы к из у за от так но для о его её все бы или ты при если был была были есть чтобы
    только уже который которые напиши объясни какие какой какая почему где мне когда следующий текст до со очень ещё сколько можно нет
    после`,
  uk: `і в не на що з по як це я він вона вони ми ви до із у за від так але для про його її всі або ти при якщо був була були є щоб тільки
    вже який які напиши поясни яка чому де мені коли та й скільки дуже ще можна`,
  bg: `и в не на че с по как това аз той тя те ние вие към от за до но се да е са или ти при ако беше който които напиши обясни какво
    какви защо къде ми когато ще`,
  ar: `في من على إلى ما هو هي أن عن مع هذا هذه التي الذي كان لا كيف ماذا لماذا اكتب اشرح كل بين أو لم قد ثم`,
  fa: `و در به از که این را است با برای آن یک های می شود چه چگونه چرا بنویس توضیح هر بین یا شد`,
};
