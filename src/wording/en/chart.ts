import { VARIANT_NAMES } from './names.ts';

/** What stands in the chart of spending. */
export const chart = {
  title: 'Spent against the budget',
  byMember: 'By member',
  byModel: 'By model',
  nothingSpent: 'Nothing is spent yet',
  spentOnDay: 'spent on that day',
  spentInHour: 'spent in that hour',
  spentBefore: 'spent before in this period',
  budget: (amount: string): string => `budget ${amount}`,
  member: (number: number): string => `member ${number}`,
  allOthers: 'all others',
  models: VARIANT_NAMES,
};
