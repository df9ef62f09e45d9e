import type { Assets } from '../assets/assets.ts';
import type { Clock } from '../clock.ts';
import type { Billing } from '../jobs/billing.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Life } from '../jobs/life.ts';
import type { Webhooks } from '../jobs/webhooks.ts';
import type { Painter } from '../painter/index.ts';
import type { KreaOptions, KreaSettings, Plan, Variant } from '../types.ts';
import type { KreaRequest } from './request.ts';

/** A generation that was accepted, as it was sent. */
type Submit = {
  jobId: string;
  variant: Variant;
  body: KreaRequest;
  webhookUrl: string | undefined;
  at: number;
};
/** A request to a result or upload that carried the API token. */
type Leak = { path: string; at: number };

/** What the routes work with. */
export type Context = {
  token: string;
  base(): string;
  clock: Clock;
  options: KreaOptions;
  settings: KreaSettings;
  jobs: Jobs;
  life: Life;
  billing: Billing;
  assets: Assets;
  webhooks: Webhooks;
  painter: Painter;
  /** The plan for the submit that is being answered. */
  takePlan(): Plan;
  submits: Submit[];
  leaks: Leak[];
};
