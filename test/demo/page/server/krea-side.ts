import { startKrea } from '../../../sandbox/krea/index.ts';
import type { KreaSandbox, Variant } from '../../../sandbox/krea/index.ts';

/** How long the local Krea paints, in milliseconds; the real one takes some ten times as long. */
const PAINTING_MS: Readonly<Record<Variant, number>> = { 'medium-turbo': 1_500, medium: 3_000, large: 4_500 };
const SLOW_FACTOR = 8;

/** The Krea that paints: the local one, or the real one when a token for it is given. */
export interface KreaSide {
  sandbox: KreaSandbox | null;
  settings: Record<string, string>;
  /** Lets the local one paint slowly. */
  pace: { isSlow: boolean };
  stop(): Promise<void>;
}

/** Opens the Krea that the token stands for; `paintingMs` fixes how long the local one takes. */
export async function openKrea(
  token: string | undefined,
  cdnHost: string,
  options: { paintingMs?: number | undefined; pictureSize?: number | undefined },
): Promise<KreaSide> {
  const pace = { isSlow: false };
  if (token !== undefined) {
    return {
      sandbox: null,
      settings: {
        KREA_API_TOKEN: token,
        KREA_API_URL: 'https://api.krea.ai',
        TRUSTED_MEDIA_HOSTS: `${cdnHost},*.krea.ai`,
      },
      pace,
      stop: async () => undefined,
    };
  }
  const sandbox = await startKrea({
    durationMs: (_, variant) => (options.paintingMs ?? PAINTING_MS[variant]) * (pace.isSlow ? SLOW_FACTOR : 1),
    ...(options.pictureSize === undefined ? {} : { pictureSize: options.pictureSize }),
  });
  return {
    sandbox,
    settings: {
      KREA_API_TOKEN: sandbox.token,
      KREA_API_URL: sandbox.url,
      TRUSTED_MEDIA_HOSTS: `${cdnHost},${sandbox.mediaHost}`,
      KREA_POLL_INTERVAL_MS: '200',
    },
    pace,
    stop: () => sandbox.stop(),
  };
}
