/** The largest texts Discord takes in one message, in UTF-16 units to be safe. */
export const V2_TEXT_LIMIT = 4000;
export const CLASSIC_TEXT_LIMIT = 2000;
