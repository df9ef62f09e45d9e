import type { MicroUsd } from '../money/money.ts';
import { rulesPartSchema } from './rules.ts';
import type { Grant, Rules } from './rules.ts';

/** A change of a server's rules as the audit keeps it: the parts that differ. */
export interface RulesLine {
  /** The version that it made. */
  version: number;
  before: unknown;
  after: unknown;
}

/** Of a server's rules what decides about its cap. */
type CapRules = Pick<Rules, 'cap' | 'grants'>;

/** A server's cap by its rules, as the audit accounts for them. */
export interface RulesRecord {
  /**
   * The cap that the rules of a version allowed at an instant; undefined where they set none, or that is not on record.
   */
  capAt(version: number, instant: number): MicroUsd | undefined;
  /** The newest version that the audit does not account for; null when it accounts for all that it can know of. */
  brokenAt: number | null;
}

/** Goes back from the rules in force, line by line: what they are now has to be what the audit made them. */
export function rulesRecord(current: { version: number; rules: CapRules }, lines: readonly RulesLine[]): RulesRecord {
  const byVersion = new Map(lines.map((line) => [line.version, line]));
  const oldest = Math.min(...byVersion.keys());
  const states = new Map<number, CapRules>([[current.version, current.rules]]);
  let state = current.rules;
  let brokenAt: number | null = null;
  for (let version = current.version; version >= oldest && brokenAt === null; version -= 1) {
    const line = byVersion.get(version);
    const before = line && undone(state, line);
    if (before === undefined || (version === 1 && !isEmpty(before))) brokenAt = version;
    else states.set(version - 1, (state = before));
  }
  return {
    brokenAt,
    capAt(version, instant) {
      const known = states.get(version);
      if (known?.cap === undefined) return undefined;
      return (
        known.cap +
        known.grants
          .filter((grant) => isOfServer(grant) && instant < grant.until)
          .reduce((sum, { amount }) => sum + amount, 0)
      );
    },
  };
}

/** The rules before the line; undefined when it did not make them what they are. */
function undone(state: CapRules, line: RulesLine): CapRules | undefined {
  const [before, after] = [rulesPartSchema.safeParse(line.before), rulesPartSchema.safeParse(line.after)];
  if (!before.success || !after.success) return undefined;
  const isCapChanged = before.data.cap !== after.data.cap;
  if (isCapChanged && after.data.cap !== state.cap) return undefined;
  const { grants } = after.data;
  if (grants !== undefined && JSON.stringify(grants) !== JSON.stringify(state.grants)) return undefined;
  return { cap: isCapChanged ? before.data.cap : state.cap, grants: before.data.grants ?? state.grants };
}

function isEmpty({ cap, grants }: CapRules): boolean {
  return cap === undefined && grants.length === 0;
}

function isOfServer({ userId }: Grant): boolean {
  return userId === undefined;
}
