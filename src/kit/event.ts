/** An event with listeners: each call reaches all that listen by then. */
export interface Event<Value> {
  tell(value: Value): void;
  listen(listener: (value: Value) => void): void;
}

/** Lets rooms that must not know each other be told of something; listeners are called at once, in their order. */
export function createEvent<Value>(): Event<Value> {
  const listeners: ((value: Value) => void)[] = [];

  return {
    tell(value) {
      for (const listener of listeners) listener(value);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
