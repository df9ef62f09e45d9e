/** How long the image API may take to answer a submit, in milliseconds: the client takes its time-out from here. */
export const SUBMIT_TIMEOUT_MS = 30_000;
/** From the note on record to the end of the time-out: a slow disk may hold the note up. */
export const LONGEST_SUBMIT_MS = SUBMIT_TIMEOUT_MS + 10_000;
/**
 * How long after a submit was cut off its job may still be made and appear in the list. What is searched for a shorter
 * time gives back money for a picture that is billed.
 */
export const APPEARANCE_MS = 45_000;
/** How long after a submit began a job that got lost may have been made. */
export const LOST_WITHIN_MS = SUBMIT_TIMEOUT_MS + APPEARANCE_MS;
