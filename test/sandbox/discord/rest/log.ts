/** A file of a logged request. */
type LoggedFile = { readonly name: string; readonly size: number; readonly bytes: Buffer };

/** One request to the REST API; `status` is 0 while it is under way, and -1 when its answer was never given. */
export type LoggedRequest = {
  readonly method: string;
  /** The route's pattern, such as `/channels/:channel/messages`. */
  readonly route: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly LoggedFile[];
  readonly at: number;
  status: number;
  ms: number;
};
