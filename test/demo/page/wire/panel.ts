import type { SwitchName } from './switches.ts';

/** Amounts are micro-dollars, instants epoch milliseconds. */
export interface BudgetState {
  cap: number;
  spent: number;
  held: number;
  left: number;
  /** Null when the budget never starts afresh by itself. */
  endsAt: number | null;
}

export interface LedgerLine {
  id: string;
  generationId: string;
  index: number;
  kind: 'hold' | 'settle' | 'release';
  amount: number;
  who: string;
  at: number;
}

export interface JobLine {
  id: string;
  generationId: string;
  index: number;
  prompt: string;
  state: string;
  /** The status that Krea reports, when it is the sandbox. */
  kreaStatus: string | null;
  who: string;
}

export interface CallLine {
  id: number;
  at: number;
  from: 'bot' | 'discord';
  to: 'krea' | 'discord' | 'bot';
  what: string;
  outcome: string;
  isFailure: boolean;
}

/** Krea's bill beside all that the ledger has charged. */
export interface BillState {
  billed: { pictures: number; amount: number };
  charged: { pictures: number; amount: number };
  held: number;
  /** `catching-up`: Krea has billed what the bot has not looked at yet; it is still held. */
  verdict: 'agree' | 'catching-up' | 'differ';
}

/** What goes on behind the scenes; null where it cannot be told. */
export interface PanelState {
  bot: { state: 'starting' | 'running' | 'killed'; starts: number; pid: number | null };
  budget: BudgetState | null;
  budgetOf: string;
  ledger: LedgerLine[];
  bill: BillState | null;
  jobs: JobLine[];
  calls: CallLine[];
  /** Switches that are on, and how often those still strike that count. */
  switches: Partial<Record<SwitchName, number>>;
}
