/** A picture that was to be shown again did not arrive. */
export const NOT_SHOWN_NOW = 'Discord didn’t accept the picture just now. It’s safe; try again in a minute.';
