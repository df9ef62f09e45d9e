import type { Acknowledgement } from '../../../ports/store/pending-answers.ts';

/** Says that a restart ended a request before it began. */
export function describeCutOff(acknowledgement: Acknowledgement): string {
  if (acknowledgement === 'press')
    return 'I was restarted while I worked on this. Look whether it was done; if not, press again.';
  return 'I was restarted before I had noted your request. Nothing was charged. Please send it again.';
}
