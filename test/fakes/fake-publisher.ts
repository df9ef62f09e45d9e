import type { Clock } from '../../src/ports/clock.ts';
import type { Landed, ProgressMessage, Publisher, PublishOutcome, ResultMessage } from '../../src/ports/publisher.ts';
import type { Rung } from '../../src/ports/store/journal.ts';

/** How a planned attempt goes: one of the outcomes; `landed-unclear` is done, but its answer is lost. */
type Planned = PublishOutcome | { kind: 'landed-unclear' };

/** A message that stands in Discord. */
export interface Standing {
  rung: Rung;
  generationId: string;
  nonce: string | null;
  indexes: number[];
}

export interface FakePublisher extends Publisher {
  /** Plans the next attempts on a rung, in order; those without a plan are published, unless the rung is closed. */
  plan(rung: Rung, ...attempts: Planned[]): void;
  /** Every attempt on a rung fails like that from now on. */
  close(rung: Rung, outcome?: PublishOutcome): void;
  /** From now on a rung takes what comes. */
  open(rung: Rung): void;
  /** While blind, nothing can be looked up. */
  blind(isBlind: boolean): void;
  /** While hidden, nobody lets us look into the channel. */
  hide(isHidden: boolean): void;
  /** While mute, nobody can be told where a result went. */
  mute(isMute: boolean): void;
  /** Makes progress edits take that long. */
  slowProgress(milliseconds: number): void;
  readonly standing: readonly Standing[];
  /** The bytes of each attempt's pictures, oldest first. */
  readonly attempts: readonly { rung: Rung; bytes: number[] }[];
  readonly progress: readonly { at: number; phase: ProgressMessage['phase'] }[];
  /** Of whom the requesters were told that they came late and are kept. */
  readonly keptNotes: readonly { generationId: string; indexes: number[] }[];
  readonly pointers: readonly { generationId: string; to: Rung | 'kept' }[];
}

/**
 * Discord as far as results are concerned, in memory: one reply a generation, and a repeated nonce is no second
 * message.
 */
export function createFakePublisher(clock: Clock): FakePublisher {
  const plans: Record<Rung, Planned[]> = { reply: [], channel: [], direct: [] };
  const closed = new Map<Rung, PublishOutcome>();
  const standing: Standing[] = [];
  const attempts: { rung: Rung; bytes: number[] }[] = [];
  const progress: { at: number; phase: ProgressMessage['phase'] }[] = [];
  const keptNotes: { generationId: string; indexes: number[] }[] = [];
  const pointers: { generationId: string; to: Rung | 'kept' }[] = [];
  let [isBlind, isHidden, isMute, progressMs] = [false, false, false, 0];

  function land(rung: Rung, { generation, pictures }: ResultMessage, nonce: string | null): PublishOutcome {
    const same = standing.find(
      (one) => one.rung === rung && one.generationId === generation.id && (rung === 'reply' || one.nonce === nonce),
    );
    const indexes = pictures.map(({ index }) => index);
    if (same === undefined) standing.push({ rung, generationId: generation.id, nonce, indexes });
    else if (rung === 'reply') same.indexes = indexes;
    return { kind: 'published', channelId: `${rung}-channel`, messageId: `${rung}-${generation.id}` };
  }

  async function attempt(rung: Rung, message: ResultMessage, nonce: string | null): Promise<PublishOutcome> {
    attempts.push({ rung, bytes: message.pictures.map(({ bytes }) => bytes.length) });
    const planned = plans[rung].shift() ?? closed.get(rung) ?? { kind: 'published', channelId: '', messageId: '' };
    if (planned.kind === 'published') return land(rung, message, nonce);
    if (planned.kind !== 'landed-unclear') return planned;
    land(rung, message, nonce);
    return { kind: 'unclear' };
  }

  function landed(rung: Rung, generationId: string): Landed {
    if (isBlind) return { kind: 'unknown' };
    if (isHidden && rung === 'channel') return { kind: 'hidden' };
    const found = standing.find((one) => one.rung === rung && one.generationId === generationId);
    if (found === undefined) return { kind: 'no' };
    return {
      kind: 'yes',
      channelId: `${rung}-channel`,
      messageId: `${rung}-${generationId}`,
      shown: [...found.indexes],
    };
  }

  return {
    editReply: async (_reply, message) => attempt('reply', message, null),
    postToChannel: async (message, nonce) => attempt('channel', message, nonce),
    sendDirect: async (message, nonce) => attempt('direct', message, nonce),
    landedInReply: async ({ id }) => landed('reply', id),
    landedIn: async (where, { id }) => landed(where, id),
    async showProgress(_reply, { phase }) {
      progress.push({ at: clock.now(), phase });
      await clock.sleep(progressMs);
    },
    async pointTo({ id }, target) {
      if (isMute) return 'later';
      pointers.push({ generationId: id, to: target === 'kept' ? 'kept' : target.rung });
      return 'told';
    },
    async tellKept({ id, pictures }) {
      if (isMute) return 'later';
      keptNotes.push({ generationId: id, indexes: pictures.map(({ index }) => index) });
      return 'told';
    },
    plan: (rung, ...planned) => void plans[rung].push(...planned),
    close: (rung, outcome = { kind: 'closed', detail: 'closed by the test' }) => void closed.set(rung, outcome),
    open: (rung) => void closed.delete(rung),
    blind: (blind) => void (isBlind = blind),
    hide: (hidden) => void (isHidden = hidden),
    mute: (mute) => void (isMute = mute),
    slowProgress: (milliseconds) => void (progressMs = milliseconds),
    standing,
    attempts,
    progress,
    keptNotes,
    pointers,
  };
}
