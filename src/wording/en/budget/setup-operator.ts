import type { SetupView } from '../../../app/budget/setup.ts';
import { fromNow } from '../../format/figures.ts';
import { listed, VARIANT_NAMES } from '../names.ts';

/** One thing that was looked at: right or wrong, and in which words. */
export interface Finding {
  isRight: boolean;
  words: string;
}

const TROUBLE_WORDS: Record<NonNullable<SetupView['trouble']>['reason'], string> = {
  'balance-empty': 'this bot’s prepaid balance is used up',
  'token-refused': 'this bot’s access key isn’t accepted',
  'not-permitted': 'this bot’s access key is missing a permission or plan',
};

/** This machine's clock, where it is off. */
export function clockFinding({ clockOffMs }: SetupView): Finding | undefined {
  if (clockOffMs === null) return undefined;
  const seconds = Math.round(Math.abs(clockOffMs) / 1000).toLocaleString('en-US');
  const words =
    `My clock is about ${seconds} s ${clockOffMs > 0 ? 'ahead' : 'behind'}. No pictures or money ` +
    `are lost, but times may look wrong. Only the bot’s operator can fix that.`;
  return { isRight: false, words };
}

/** What Krea refused lately for the operator's sake. */
export function troubleFinding({ trouble }: SetupView): Finding {
  if (trouble === null)
    return { isRight: true, words: 'Krea hasn’t refused any picture lately over balance or access.' };
  return {
    isRight: false,
    words:
      `Krea refused a picture ${fromNow(trouble.at)}: ${TROUBLE_WORDS[trouble.reason]}. ` +
      'Only the bot’s operator can fix that.',
  };
}

/** How large the database is, when that needs a look. */
export function recordsFinding({ records }: SetupView): Finding | undefined {
  if (records === null) return undefined;
  const [size, growth] = [records.bytes, records.bytesAMonth].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`);
  return {
    isRight: false,
    words:
      `This bot’s database is ${size}, ${growth} of it from the last 30 days, and every picture is kept ` +
      `forever. Only the bot’s operator can change that (\`KEEP_PICTURES_DAYS\`).`,
  };
}

/** Whether every model has a price. */
export function pricesFinding({ unpriced }: SetupView): Finding {
  if (unpriced.length === 0) return { isRight: true, words: 'I know the price of every model.' };
  return {
    isRight: false,
    words:
      `I don’t know the price of ${listed(unpriced.map((variant) => VARIANT_NAMES[variant]))}, so I ` +
      `refuse it. Only the bot’s operator can fix that.`,
  };
}
