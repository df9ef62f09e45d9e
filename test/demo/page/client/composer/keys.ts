import { highlight, highlighted, offers } from './offers.ts';

/** Picks what is highlighted; tells whether anything was. */
function pickHighlighted(): boolean {
  const offer = offers.value?.offers[highlighted.value];
  offer?.pick();
  return offer !== undefined;
}

/** Moves the highlight with the arrows and picks with Enter and Tab; tells whether the key is used up. */
export function handleOfferKey(event: KeyboardEvent): boolean {
  const list = offers.value?.offers ?? [];
  if (list.length === 0) return false;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by !== undefined) {
    event.preventDefault();
    highlight((highlighted.value + by + list.length + (highlighted.value < 0 && by < 0 ? 1 : 0)) % list.length);
    return true;
  }
  const isPick = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && highlighted.value >= 0;
  if (!isPick || !pickHighlighted()) return false;
  event.preventDefault();
  return true;
}
