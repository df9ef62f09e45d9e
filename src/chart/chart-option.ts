import type { EChartsOption } from 'echarts';

import type { ChartData } from './chart-data.ts';
import { capLine, countAxis, moneyAxis, rowAxis, rowBars } from './chart-parts.ts';
import { COLORS, FONT_FAMILY, FONT_SIZE } from './chart-style.ts';

export const CHART_WIDTH = 1000;

const MARGIN = 36;
const BARS_TOP = 118;
const BARS_HEIGHT = 300;
const ROWS_TOP = 530;
const ROW_HEIGHT = 38;
/** Where nothing is listed below the bars. */
const HEIGHT_WITHOUT_ROWS = 472;

/** How high the picture is: as high as its longest list needs. */
export function chartHeight({ members, variants }: ChartData): number {
  const rows = Math.max(members.length, variants.length);
  return rows === 0 ? HEIGHT_WITHOUT_ROWS : ROWS_TOP + rows * ROW_HEIGHT + MARGIN;
}

/** The drawing in echarts' terms: a bar for each day up to the cap, and below it members and models. */
export function chartOption(data: ChartData): EChartsOption {
  const { bars, cap, members, variants, words } = data;
  const most = Math.max(cap, ...bars.map(({ before, spent }) => (before ?? 0) + (spent ?? 0)));
  const isEmpty = bars.every(({ before, spent }) => (before ?? 0) + (spent ?? 0) === 0);
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: FONT_FAMILY, fontSize: FONT_SIZE, color: COLORS.text },
    title: [
      title(words.title, MARGIN, 28),
      ...(members.length === 0 ? [] : [title(words.byMember, MARGIN, ROWS_TOP - 56)]),
      ...(variants.length === 0 ? [] : [title(words.byModel, CHART_WIDTH / 2 + MARGIN, ROWS_TOP - 56)]),
      ...(isEmpty ? [note(words.nothingSpent, '55%', BARS_TOP + BARS_HEIGHT / 2 - 14)] : []),
    ],
    legend: {
      left: MARGIN - 4,
      top: 70,
      itemGap: 28,
      selectedMode: false,
      textStyle: { fontFamily: FONT_FAMILY, fontSize: FONT_SIZE, color: COLORS.text },
      data: [words.now, words.before],
    },
    grid: [
      { left: 130, right: MARGIN, top: BARS_TOP, height: BARS_HEIGHT },
      { left: 160, right: CHART_WIDTH / 2 + 116, top: ROWS_TOP, height: members.length * ROW_HEIGHT },
      { left: CHART_WIDTH / 2 + 196, right: 150, top: ROWS_TOP, height: variants.length * ROW_HEIGHT },
    ],
    xAxis: [
      countAxis(bars.map(({ label }) => label)),
      ...[1, 2].map((gridIndex) => ({ type: 'value' as const, gridIndex, show: false, min: 0 })),
    ],
    yAxis: [moneyAxis(most), rowAxis(members, 1), rowAxis(variants, 2)],
    series: [
      {
        name: words.before,
        type: 'bar',
        stack: 'spent',
        barCategoryGap: '22%',
        itemStyle: { color: COLORS.before },
        data: bars.map(({ before }) => before ?? '-'),
      },
      {
        name: words.now,
        type: 'bar',
        stack: 'spent',
        itemStyle: { color: COLORS.now },
        data: bars.map(({ spent }) => spent ?? '-'),
        markLine: capLine(cap, words.cap),
      },
      rowBars(members, 1),
      rowBars(variants, 2),
    ],
  };
}

function title(text: string, left: number, top: number) {
  return {
    text,
    left,
    top,
    padding: 0,
    textStyle: { fontFamily: FONT_FAMILY, fontSize: FONT_SIZE + 6, fontWeight: 'bold' as const, color: COLORS.text },
  };
}

function note(text: string, left: string, top: number) {
  return {
    text,
    left,
    top,
    textAlign: 'center' as const,
    padding: 8,
    backgroundColor: COLORS.card,
    textStyle: { fontFamily: FONT_FAMILY, fontSize: FONT_SIZE, fontWeight: 'normal' as const, color: COLORS.faint },
  };
}
