import type { Ceilings } from '../core/money/budget.ts';
import type { PictureKey } from '../core/picture/generation.ts';
import type { DrawChart } from '../ports/chart.ts';
import type { Clock, NewSeed } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { ImageApi } from '../ports/image-api.ts';
import type { Log } from '../ports/log.ts';
import type { FetchMedia, Images } from '../ports/media.ts';
import type { Meter } from '../ports/meter.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { IsAgeRestricted, IsMentionable, OwnMember, PermissionsIn } from '../ports/server.ts';
import type { Approvals } from '../ports/store/approvals.ts';
import type { Budgets } from '../ports/store/budgets.ts';
import type { CardBox } from '../ports/store/card-box.ts';
import type { Cards } from '../ports/store/cards.ts';
import type { Decisions } from '../ports/store/decisions.ts';
import type { Journal } from '../ports/store/journal.ts';
import type { LedgerReader } from '../ports/store/ledger-reader.ts';
import type { Rulebook } from '../ports/store/rulebook.ts';
import type { Blobs, Cache } from '../ports/store/storage.ts';
import type { AllowedGuilds } from './budget/server-access.ts';

/** What the application needs from outside: one adapter per port, and the operator's settings. */
export interface World {
  journal: Journal;
  decisions: Decisions;
  budgets: Budgets;
  ledger: LedgerReader;
  drawChart: DrawChart;
  rulebook: Rulebook;
  cardBox: CardBox;
  approvals: Approvals;
  blobs: Blobs;
  cache: Cache;
  imageApi: ImageApi;
  fetchMedia: FetchMedia;
  images: Images;
  publisher: Publisher;
  cards: Cards;
  directory: Directory;
  permissionsIn: PermissionsIn;
  isAgeRestricted: IsAgeRestricted;
  isMentionable: IsMentionable;
  ownMember: OwnMember;
  clock: Clock;
  newSeed: NewSeed;
  log: Log;
  /** Counts nothing when left out. */
  meter?: Meter;
  ceilings: Ceilings;
  allowedGuilds: AllowedGuilds;
  maxInFlight: number;
  pollIntervalMs: number;
  /** After how many days pictures and references that nothing used are removed; for ever when it is left out. */
  keepPicturesDays?: number | null;
  webhookUrl: ((key: PictureKey) => string) | null;
}
