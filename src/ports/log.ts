/** The part of pino that the application uses: data in fields, a static message. Never prompts, tokens or links. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
