/** A picture that was to be shown again did not arrive. */
export const NOT_SHOWN_NOW =
  'Discord did not take the picture just now. It is safe, and showing it costs nothing: try again in a minute.';
