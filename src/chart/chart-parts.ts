import { formatUsd } from '../core/money/money.ts';
import type { MicroUsd } from '../core/money/money.ts';
import type { ChartData } from './chart-data.ts';
import { COLORS, FONT_FAMILY, FONT_SIZE } from './chart-style.ts';

/** Steps at which an amount reads well, in micro-dollars times a power of ten. */
const STEPS = [1, 2, 5] as const;
const STEPS_ON_AXIS = 5;
const SMALLEST_STEP: MicroUsd = 10_000;
const NO_CENTS_FROM: MicroUsd = 1_000_000_000;

/** The axis of days or hours. */
export function countAxis(labels: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...labels],
    axisLine: { lineStyle: { color: COLORS.faint } },
    axisTick: { show: false },
    axisLabel: { fontFamily: FONT_FAMILY, fontSize: 18, color: COLORS.faint, interval: 0 },
  };
}

/** The axis of dollars, up to a little above the largest amount, in steps that people count by. */
export function moneyAxis(most: MicroUsd) {
  const step = stepFor(most);
  // Room above the line of the budget for what it is called.
  const max = step * Math.ceil((most * 1.12) / step);
  return {
    type: 'value' as const,
    min: 0,
    max: Math.max(max, step),
    interval: step,
    splitLine: { lineStyle: { color: COLORS.grid } },
    axisLabel: {
      fontFamily: FONT_FAMILY,
      fontSize: 20,
      color: COLORS.faint,
      formatter: (value: number) => wholeUsd(Math.round(value)),
    },
  };
}

/** Steps of a thousand dollars and more have no cents. */
function wholeUsd(amount: MicroUsd): string {
  return amount >= NO_CENTS_FROM ? formatUsd(amount).replace(/\.00$/, '') : formatUsd(amount);
}

function stepFor(most: MicroUsd): MicroUsd {
  const wanted = most / STEPS_ON_AXIS;
  for (let unit = SMALLEST_STEP; ; unit *= 10) {
    const step = STEPS.map((factor) => factor * unit).find((candidate) => candidate >= wanted);
    if (step !== undefined) return step;
  }
}

/** The line of the budget; on a bed of the card's colour, or it would be lost on bright bars. */
export function capLine(cap: MicroUsd, name: string) {
  const label = {
    position: 'insideStartTop' as const,
    formatter: name,
    color: COLORS.cap,
    backgroundColor: COLORS.card,
    padding: [2, 8],
    borderRadius: 4,
    fontFamily: FONT_FAMILY,
    fontSize: FONT_SIZE,
    fontWeight: 'bold' as const,
  };
  return {
    symbol: 'none',
    silent: true,
    data: [
      { yAxis: cap, lineStyle: { color: COLORS.card, width: 9, type: 'solid' as const }, label: { show: false } },
      { yAxis: cap, lineStyle: { color: COLORS.cap, width: 3, type: 'dashed' as const }, label },
    ],
  };
}

/** The names of lying bars, from the top. */
export function rowAxis(rows: ChartData['members'], gridIndex: number) {
  return {
    type: 'category' as const,
    gridIndex,
    inverse: true,
    data: rows.map(({ name }) => name),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { fontFamily: FONT_FAMILY, fontSize: FONT_SIZE, color: COLORS.text, interval: 0 },
  };
}

/** Lying bars with their amounts at the end. */
export function rowBars(rows: ChartData['members'], gridIndex: number) {
  return {
    type: 'bar' as const,
    xAxisIndex: gridIndex,
    yAxisIndex: gridIndex,
    barWidth: 20,
    itemStyle: { color: COLORS.now, borderRadius: 3 },
    label: {
      show: true,
      position: 'right' as const,
      fontFamily: FONT_FAMILY,
      fontSize: FONT_SIZE,
      color: COLORS.text,
      formatter: ({ dataIndex }: { dataIndex: number }) => formatUsd(rows[dataIndex]?.spent ?? 0),
    },
    data: rows.map(({ spent }) => spent),
  };
}
