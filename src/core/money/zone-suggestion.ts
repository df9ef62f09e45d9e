/** The likeliest time zone of a language, by Discord's name of it; languages of many zones have none. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ['bg', 'Europe/Sofia'],
  ['cs', 'Europe/Prague'],
  ['da', 'Europe/Copenhagen'],
  ['de', 'Europe/Berlin'],
  ['el', 'Europe/Athens'],
  ['en-GB', 'Europe/London'],
  ['es-ES', 'Europe/Madrid'],
  ['fi', 'Europe/Helsinki'],
  ['fr', 'Europe/Paris'],
  ['hi', 'Asia/Kolkata'],
  ['hr', 'Europe/Zagreb'],
  ['hu', 'Europe/Budapest'],
  ['id', 'Asia/Jakarta'],
  ['it', 'Europe/Rome'],
  ['ja', 'Asia/Tokyo'],
  ['ko', 'Asia/Seoul'],
  ['lt', 'Europe/Vilnius'],
  ['nl', 'Europe/Amsterdam'],
  ['no', 'Europe/Oslo'],
  ['pl', 'Europe/Warsaw'],
  ['pt-BR', 'America/Sao_Paulo'],
  ['ro', 'Europe/Bucharest'],
  ['ru', 'Europe/Moscow'],
  ['sv-SE', 'Europe/Stockholm'],
  ['th', 'Asia/Bangkok'],
  ['tr', 'Europe/Istanbul'],
  ['uk', 'Europe/Kyiv'],
  ['vi', 'Asia/Ho_Chi_Minh'],
  ['zh-CN', 'Asia/Shanghai'],
  ['zh-TW', 'Asia/Taipei'],
]);

/** The zone that a server of this language probably lives in; undefined when that would be a guess. */
export function suggestZone(locale: string | undefined): string | undefined {
  return locale === undefined ? undefined : ZONES.get(locale);
}
