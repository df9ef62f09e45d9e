/** Moderators have been asked about a refused request. */
export const MODERATORS_ASKED =
  'I have asked the moderators. Nothing is charged unless one of them approves; ' +
  'you are told within a day what they decide.';

/** Krea has been asked to stop what it is painting. */
export const KREA_ASKED_TO_STOP =
  'I have asked Krea to stop. If it stops in time nothing is charged; ' +
  'a picture that gets finished all the same is charged and shown.';
