/** What servers and libraries say of trouble. Nothing that a picture could be of, as far as that can be told apart. */
const WORDS = `
a about above absent accept accepted access account action actual address after again against all allow allowed
already an and another
any anymore api array as asked asset assets at attempt attempted authentication authorization authorized auth
available
backlog bad balance base be because been before begin being below between big billing blocked body boolean both bot
broken busy but by bytes
call can can't cancelled cannot capacity certificate characters charge check client closed code com concurrent
connect connecting
connection content could couldn't create created credit credits
data date day days deadline decode deleted denied deprecated description destroyed detail details detected did didn't
different disabled disallowed
disk do doc docs does doesn't domain don't done due duplicate during
each element elements either empty enable enabled encoding end ended ends endpoint enough equal error errors exceed
exceeded exceeds exception
exist exists expect expected expired explicit external
fail failed fails failure feature fetch fetching field fields file files filter filtered first flagged follow for
forbidden form format found from full
gateway gave generate generation get give given go gone got greater guidelines
had has have header headers here higher host hour hours how http https
id identifier ids if illegal image images in inappropriate incorrect input inputs instead insufficient integer
internal into invalid is isn't issue issues it its
job jobs json
key keys kind known krea
large larger last least length less level limit limits link list load long longer loop lost low lower
made maintenance maximum max may maybe media memory message messages method minimum min minute minutes missing
mistake model models moderated
moderation moment month more most must
name names need needed network never new next no node none not nothing now nsfw null number
object occurred odd of off offset on once one only open operation option options or other our out output over own
page paid param parameter parameters parse parsing part path pattern pay payload payment pending per permission
permissions permit permitted
plan please policies policy port possible prohibited problem processing prompt property protocol provide provided
query queue queued quota
range rate rating reach reached read ready reason received record redirect reference references refused reject
rejected remote remove
removed render replacement request requested requests require required requires reset resolution resource response
restricted result results retired retry
return returned review route running
safe safety said same schema second seconds see seed send sensitive sent server service session set setting settings
sexual should shut size small socket
some something soon start started state status stop stopped storage stream string strength style styles submit
success such support supported system
take taken task team temporarily temporary terms text than that the their them then there these they this those time
timed timeout title to token
too top total try trying two type types
unable unauthorized unavailable undefined under unexpected unhandled unique unit unknown unprocessable unreachable
unrecognized unsafe unsupported until up
update upgrade upload uploaded upstream url urls usage use used user using
valid validated validation value values version very via violate violated violates violation
wait was wasn't we webhook were what when where which while why will with within without word words worker workers
workspace write wrong
year years yet you your
aspect ratio creativity complexity intensity movement moodboard moodboards lora medium turbo
array bigint cursor enum float greater integer literal nan record strict tuple union uuid
abort aborted accepting address alert attachment authentication bearer boundary buffer channel decoder dns embed
encrypt eof errno frame guild handshake hang
headers hex idle incomplete interaction lines mime multipart oauth overflow pipe pool premature proxy recipient reply
self signature signed ssl syntax tls
terminated truncated unsupported verification verify
bitstream chunk corrupt corrupted damaged decompress dimensions exif gif heic heif jpeg jpg png pixel pixels svg webp
constraint database foreign locked malformed readonly statement table transaction
`;
const GAP = '…';
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
const KNOWN = new Set(wordsOf(WORDS));
const GAPS = /…[^\p{L}\p{N}]*…/gu;
const CUT = /…\.{2,}/g;
/** Pictures and signs may say as much as words. */
const UNPRINTED = /[^\u0020-\u007E…’]+/gu;
/** A status, a count, a place in a list; longer ones may be an id or a telephone number. */
const NUMBER = /^\d{1,5}$/;

/**
 * What may be told of foreign words: those that a server or a library says itself. Everything else may be a
 * part of the prompt, repeated in whatever way, and becomes a gap, and so do the words of `prompt`.
 */
export function knownWords(text: string, prompt = ''): string {
  const own = new Set(wordsOf(prompt));
  const isTold = (word: string): boolean => (KNOWN.has(word) || NUMBER.test(word)) && !own.has(word);
  return withGaps(text, (word) => !isTold(word)).replaceAll(UNPRINTED, ' ');
}

/** The text with a gap for each word that is to be left out; gaps that follow one another are one. */
export function withGaps(text: string, isLeftOut: (word: string, index: number) => boolean): string {
  let index = 0;
  return text
    .replaceAll(WORD, (word) => (isLeftOut(plain(word), index++) ? GAP : word))
    .replaceAll(GAPS, GAP)
    .replaceAll(CUT, GAP);
}

/** The words of a text, in lower case. */
export function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map(plain);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll('’', "'");
}
