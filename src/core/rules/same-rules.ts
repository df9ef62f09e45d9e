import type { Rules } from './rules.ts';

/** Whether two sets of rules say the same, in whatever order their members, roles and limits were written. */
export function areSameRules(one: Rules, other: Rules): boolean {
  return sorted(one) === sorted(other);
}

function sorted(rules: Rules): string {
  return JSON.stringify(rules, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)));
  });
}
