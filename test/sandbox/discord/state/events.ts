import type { LoggedRequest } from '../rest/log.ts';
import type { Interaction, StoredMessage } from './entities.ts';

/** What happened on the gateway, for observers. */
export type GatewayEvent = {
  readonly what:
    | 'connected'
    | 'identified'
    | 'resumed'
    | 'refused'
    | 'dispatched'
    | 'buffered'
    | 'undelivered'
    | 'closed';
  readonly detail: string;
  readonly sessionId: string | null;
};

/** What `discord.on` can be asked for. */
type SandboxEvents = {
  messageCreate: StoredMessage;
  messageUpdate: StoredMessage;
  messageDelete: StoredMessage;
  interaction: Interaction;
  request: LoggedRequest;
  gateway: GatewayEvent;
};

type Listeners = { [Name in keyof SandboxEvents]: Set<(event: SandboxEvents[Name]) => void> };

/** A typed emitter of the sandbox's events. */
export type Emitter = {
  on<Name extends keyof SandboxEvents>(name: Name, listener: (event: SandboxEvents[Name]) => void): () => void;
  emit<Name extends keyof SandboxEvents>(name: Name, event: SandboxEvents[Name]): void;
};

/** Creates an emitter; `on` gives the function that ends the subscription. */
export function createEmitter(): Emitter {
  const listeners: Listeners = {
    messageCreate: new Set(),
    messageUpdate: new Set(),
    messageDelete: new Set(),
    interaction: new Set(),
    request: new Set(),
    gateway: new Set(),
  };
  return {
    on(name, listener) {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    },
    emit(name, event) {
      for (const listener of listeners[name]) listener(event);
    },
  };
}
