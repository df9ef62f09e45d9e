/** A piece of a line of Discord's markdown. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'jump'; channelId: string; messageId: string }
  | { kind: 'mention'; of: 'user' | 'channel' | 'role' | 'everyone' | 'command'; id: string; text: string }
  | { kind: 'time'; seconds: number; style: string };

/** A block: one or more whole lines. */
export type Block =
  | { kind: 'paragraph' | 'small'; lines: Inline[][] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; isOrdered: boolean; start: number; items: Inline[][] }
  | { kind: 'code-block'; text: string; language: string };
