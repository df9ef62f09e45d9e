/** Ends what a person tries to do where Discord's own client would not let them. */
export function clientRefuses(why: string): never {
  throw new Error(`Discord's client would refuse: ${why}`);
}
