/** How an interaction was acknowledged: by "thinking…" for everybody or for one, or on the message that was pressed. */
export const ACKNOWLEDGEMENTS = ['public', 'private', 'press'] as const;
export type Acknowledgement = (typeof ACKNOWLEDGEMENTS)[number];

/** An interaction that was acknowledged and not answered yet. */
export interface PendingAnswer {
  interactionId: string;
  applicationId: string;
  /** What it takes to answer; worth nothing after 15 minutes, and removed with the answer. */
  token: string;
  acknowledgement: Acknowledgement;
}

/** The pending answers: after a crash nothing else tells of them. */
export interface PendingAnswers {
  note(pending: PendingAnswer): Promise<void>;
  forget(interactionId: string): Promise<void>;
  /** All of them, in the order of their interactions. */
  all(): Promise<PendingAnswer[]>;
}
