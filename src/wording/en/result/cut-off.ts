import type { Acknowledgement } from '../../../ports/store/pending-answers.ts';

/** Says that a restart ended a request before it began. */
export function describeCutOff(acknowledgement: Acknowledgement): string {
  if (acknowledgement === 'press')
    return 'I restarted while working on this. Check whether it went through; if not, press again.';
  return 'I restarted before I could record your request. Nothing was charged. Please send it again.';
}
