import { describe, expect, it } from 'vitest';
import { LanguageReader } from '../../../main/engine/capabilities/language.ts';
import { LANGUAGES, type Language } from '../../../main/engine/domain/capability.ts';
import { readablePart, TokenBuffer, tokenize } from '../../../main/engine/templates/tokens.ts';

const reader = new LanguageReader();
const tokens = new TokenBuffer();

function languageOf(prompt: string): Language | undefined {
  const bytes = readablePart(new TextEncoder().encode(prompt));
  tokenize(bytes, 0, bytes.length, tokens);
  return LANGUAGES[reader.read(bytes, tokens)];
}

const SENTENCES: Readonly<Record<Exclude<Language, 'unknown'>, readonly string[]>> = {
  en: ['How long does a letter take from here to the coast?', 'Write a short note to the neighbours about the noise.'],
  zh: ['请告诉我从这里到海边寄一封信需要多长时间。', '给邻居写一张关于噪音的便条，用Markdown格式。'],
  es: ['¿Cuánto tarda una carta desde aquí hasta la costa?', 'Escribe una nota breve para los vecinos sobre el ruido.'],
  fr: ["Combien de temps met une lettre d'ici à la côte ?", 'Écris un petit mot aux voisins au sujet du bruit.'],
  de: ['Wie lange braucht ein Brief von hier bis an die Küste?', 'Schreibe eine kurze Nachricht an die Nachbarn über den Lärm.'],
  pt: ['Quanto tempo leva uma carta daqui até o litoral?', 'Escreva um bilhete curto para os vizinhos sobre o barulho, mas com respeito.'],
  it: [
    'Quanto tempo impiega una lettera da qui alla costa?',
    'Scrivi un breve messaggio ai vicini, perché il rumore non è più sopportabile.',
  ],
  nl: ['Hoe lang doet een brief er van hier naar de kust over?', 'Schrijf een kort briefje aan de buren over het lawaai.'],
  pl: [
    'Jak długo idzie list stąd nad morze, jeśli wysłać go dzisiaj?',
    'Napisz krótką notatkę do sąsiadów, że hałas jest nie do zniesienia.',
  ],
  tr: ['Buradan sahile bir mektup ne kadar sürede gider?', 'Komşulara gürültü için kısa bir not yaz.'],
  vi: ['Một lá thư từ đây ra bờ biển mất bao lâu?', 'Hãy viết một lời nhắn ngắn cho hàng xóm về tiếng ồn.'],
  id: [
    'Berapa lama surat dari sini sampai ke pantai dan apa syaratnya?',
    'Tulis pesan singkat untuk tetangga tentang suara yang bising itu.',
  ],
  sv: ['Hur lång tid tar ett brev härifrån till kusten?', 'Skriv en kort lapp till grannarna om det som låter så mycket och inte slutar.'],
  da: [
    'Hvor lang tid tager et brev herfra til kysten, og hvad koster det?',
    'Skriv en kort besked til naboerne om støjen, der blev ved hele natten.',
  ],
  no: [
    'Hva koster et brev herfra til kysten, og hvor lang tid tar det?',
    'Skriv en kort beskjed til naboene om noe av støyen som ble for mye.',
  ],
  fi: ['Miten kauan kirje kestää täältä rannikolle ja mitä se maksaa?', 'Kirjoita lyhyt viesti naapureille, kun melu on niin kova.'],
  cs: [
    'Jak dlouho jde dopis odsud na pobřeží a kolik to stojí, když je velký?',
    'Napiš krátký vzkaz sousedům, že hluk už není k vydržení.',
  ],
  ro: [
    'Cât timp face o scrisoare de aici până la mare și ce preț are?',
    'Scrie un bilet scurt pentru vecini, că zgomotul nu se mai poate.',
  ],
  hu: [
    'Mennyi idő alatt ér el egy levél innen a tengerig, és mi az ára?',
    'Írj egy rövid üzenetet a szomszédoknak, hogy nem lehet aludni.',
  ],
  ru: ['Сколько идёт письмо отсюда до побережья?', 'Напиши соседям короткую записку о шуме.'],
  uk: ['Скільки йде лист звідси до узбережжя, якщо він великий?', 'Напиши сусідам коротку записку про шум, щоб вони були тихіші.'],
  bg: [
    'Колко време пътува писмо от тук до морето и какво трябва да се плати?',
    'Напиши кратка бележка до съседите, че шумът е голям и ще се обадим.',
  ],
  ar: ['كم تستغرق الرسالة من هنا إلى الساحل؟', 'اكتب ملاحظة قصيرة إلى الجيران عن الضوضاء.'],
  fa: ['نامه از اینجا تا ساحل چه مدت در راه است؟', 'یک یادداشت کوتاه برای همسایه ها بنویس که سر و صدا را کم کنند.'],
  ja: ['ここから海岸まで手紙は何日かかりますか。', '隣の人に騒音について短いメモを書いてください。'],
  ko: ['여기서 해안까지 편지가 얼마나 걸리나요?', '이웃에게 소음에 대한 짧은 메모를 써 주세요.'],
  el: ['Πόσο κάνει ένα γράμμα από εδώ ως την ακτή;'],
  he: ['כמה זמן לוקח למכתב להגיע מכאן לחוף?'],
  hi: ['यहाँ से तट तक एक पत्र को कितना समय लगता है?'],
  bn: ['এখান থেকে উপকূলে একটি চিঠি যেতে কত সময় লাগে?'],
  ta: ['இங்கிருந்து கடற்கரைக்கு ஒரு கடிதம் செல்ல எவ்வளவு நேரம் ஆகும்?'],
  th: ['จดหมายจากที่นี่ไปถึงชายฝั่งใช้เวลานานเท่าไร'],
};

describe('language', () => {
  it.each(Object.entries(SENTENCES))('knows %s', (language, sentences) => {
    for (const sentence of sentences) expect(languageOf(sentence), sentence).toBe(language);
  });

  it('does not know the language of nothing, numbers, names and code', () => {
    for (const prompt of [
      '',
      '12 + 7 * 3,000.5 = ?',
      '{"id": 17, "items": [1, 2, 3], "ok": true}',
      'for i in range(10):\n    print(i)\n    if x is not None:\n        return x',
      'const a = items.map((x) => x.id); if (a.length === 0) return null; export default a;',
      'SELECT id, total FROM orders WHERE total > 100 ORDER BY created_at DESC LIMIT 5;',
      'package com.example.app; import java.util.List; public final class App { private int n = 0; }',
      'Ludwig Kowalski Hansen',
    ]) {
      expect(languageOf(prompt), prompt).toBe('unknown');
    }
  });

  it('goes by most of the words where a prompt mixes languages', () => {
    expect(languageOf('Translate into English: 昨天下午我们在河边走了很久，看见了许多白色的鸟，后来下起了雨，于是我们回家了。')).toBe('zh');
    expect(languageOf('What does the word 海 mean, and how is it used in everyday speech?')).toBe('en');
    expect(languageOf('用Python写一个函数，读取CSV文件并返回每一列的总和。')).toBe('zh');
  });

  it('keeps its codes, which segments hold', () => {
    expect(LANGUAGES.indexOf('unknown')).toBe(0);
    expect([LANGUAGES.indexOf('en'), LANGUAGES.indexOf('zh'), LANGUAGES.indexOf('ja'), LANGUAGES.indexOf('th')]).toEqual([1, 2, 25, 32]);
  });
});
