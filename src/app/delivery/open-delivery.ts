import type { Delivery } from '../../ports/store/journal.ts';

/** A delivery that is not done, and what is known of the tries so far. */
export interface OpenDelivery {
  delivery: Delivery;
  /** An attempt on its rung may have landed without our hearing of it. */
  mayHaveLanded: boolean;
  /** The pictures of that attempt, when it was made by this process. */
  shown?: readonly number[];
  /** An earlier message told of its pictures in words, with what they cost; undefined until that is looked up. */
  isChargeTold?: boolean;
  /** Every way was refused, the channel for want of a permission that may come back. */
  waitsForAccess?: boolean;
}
