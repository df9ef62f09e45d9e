/** A colour in OKLab: mixing there looks even to the eye. */
export type Lab = { l: number; a: number; b: number };

/** A colour by lightness (0..1), colourfulness (0..0.3) and hue in degrees. */
export function lch(l: number, c: number, hue: number): Lab {
  const angle = (hue * Math.PI) / 180;
  return { l, a: c * Math.cos(angle), b: c * Math.sin(angle) };
}

export const chroma = (color: Lab): number => Math.hypot(color.a, color.b);

/** From one colour (0) to another (1). */
export function mix(from: Lab, to: Lab, t: number): Lab {
  return {
    l: from.l + (to.l - from.l) * t,
    a: from.a + (to.a - from.a) * t,
    b: from.b + (to.b - from.b) * t,
  };
}

/** The colour as CSS writes it; what the screen cannot show loses colourfulness, not lightness. */
export function css(color: Lab): string {
  let shown = { ...color, l: Math.min(1, Math.max(0, color.l)) };
  for (let step = 0; step < 24 && !toLinear(shown).every((part) => part > -0.001 && part < 1.001); step += 1) {
    shown = { l: shown.l, a: shown.a * 0.92, b: shown.b * 0.92 };
  }
  const parts = toLinear(shown).map((part) => Math.round(255 * encode(Math.min(1, Math.max(0, part)))));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Reads red, green and blue (0..255). */
export function fromRgb(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [decode(red / 255), decode(green / 255), decode(blue / 255)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}

/** Reads `#rrggbb`. */
export function fromHex(hex: string): Lab {
  const value = Number.parseInt(hex.slice(1), 16);
  return fromRgb((value >> 16) & 255, (value >> 8) & 255, value & 255);
}

function toLinear({ l, a, b }: Lab): [number, number, number] {
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const encode = (part: number): number => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055);
const decode = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
