import type { Variant } from '../../core/picture/request.ts';
import type { Log } from '../../ports/log.ts';

/** Warns, once for each model, when Krea announces in an answer's headers that it will be switched off. */
export function createDeprecationNotice(log: Log): (variant: Variant, headers: Record<string, string>) => void {
  const told = new Set<Variant>();

  return (variant, headers) => {
    const { deprecation, sunset } = headers;
    if ((deprecation === undefined && sunset === undefined) || told.has(variant)) return;
    told.add(variant);
    // As an instant, or not at all: foreign words stay out of the log.
    const endsAt = new Date(sunset ?? NaN);
    log.warn(
      { variant, sunset: Number.isNaN(endsAt.getTime()) ? null : endsAt.toUTCString() },
      'Krea will retire this model',
    );
  };
}
