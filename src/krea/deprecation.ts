import type { Log } from '../app/ports/log.ts';
import type { Variant } from '../core/request.ts';

const DATE = /^[\w ,:+.-]{1,40}$/;

/** Warns, once for each model, when Krea announces in an answer's headers that it will be switched off. */
export function createDeprecationNotice(log: Log): (variant: Variant, headers: Record<string, string>) => void {
  const told = new Set<Variant>();

  return (variant, headers) => {
    const { deprecation, sunset } = headers;
    if ((deprecation === undefined && sunset === undefined) || told.has(variant)) return;
    told.add(variant);
    const endsAt = sunset !== undefined && DATE.test(sunset) ? sunset : null;
    log.warn({ variant, sunset: endsAt }, 'Krea will retire this model');
  };
}
