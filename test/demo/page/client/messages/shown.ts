/** A picture of a message, wherever it stands in it. */
export interface Shown {
  url: string;
  width?: number | null | undefined;
  height?: number | null | undefined;
  alt: string | null;
  isSpoiler: boolean;
}
