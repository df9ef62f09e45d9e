/** Moderators have been asked about a refused request. */
export const MODERATORS_ASKED =
  'I’ve asked the moderators. Nothing is charged unless one of them approves. ' +
  'You’ll hear their decision within a day.';

/** Krea has been asked to stop what it is painting. */
export const KREA_ASKED_TO_STOP =
  'I’ve asked Krea to stop. If it stops in time, nothing is charged; ' +
  'a picture that still gets finished is charged and shown.';
