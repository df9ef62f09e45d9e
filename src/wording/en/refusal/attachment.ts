import type { AttachmentProblem } from '../../../core/picture/refusal.ts';

/** What is wrong with an attached image and what would do instead. `name` is already safe to show. */
export function describeAttachment(name: string, problem: AttachmentProblem): string {
  switch (problem) {
    case 'empty':
      return `**${name}** is empty. Attach a PNG, JPEG, WebP or HEIC image.`;
    case 'not-an-image':
      return `**${name}** isn’t an image I can read. Attach a PNG, JPEG, WebP or HEIC image.`;
    case 'gif':
      return `**${name}** is a GIF, which can’t be a style reference. Attach a still image: PNG, JPEG, WebP or HEIC.`;
    case 'svg':
      return `**${name}** is an SVG drawing, which can’t be a style reference. Attach it as a PNG or JPEG.`;
    case 'damaged':
      return `**${name}** is damaged and can’t be opened. Save it again, or attach another image.`;
    case 'too-large':
      return `**${name}** is too large. Attach a smaller file.`;
    case 'too-many-pixels':
      return `**${name}** has too many pixels. Scale it down and attach it again.`;
    case 'progressive':
      return (
        `**${name}** has too many pixels for a progressive or interlaced file. Save it as a baseline JPEG ` +
        `or scale it down, and attach it again.`
      );
    case 'unreachable':
      return `**${name}** couldn’t be fetched from Discord. Attach it again.`;
  }
}
