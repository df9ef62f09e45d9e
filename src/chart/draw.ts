import { fileURLToPath } from 'node:url';

import { Resvg } from '@resvg/resvg-js';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

import type { ChartData } from './chart-data.ts';
import { CHART_WIDTH, chartHeight, chartOption } from './chart-option.ts';
import { COLORS, FONT_FAMILY } from './chart-style.ts';

/** Sharp also on screens with dense pixels. */
const PIXELS_PER_UNIT = 1.5;
const CORNER = 18;

// Whole names: the check for unused packages knows only these.
const fontFiles = [
  import.meta.resolve('@expo-google-fonts/lato/400Regular/Lato_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/lato/700Bold/Lato_700Bold.ttf'),
].map((address) => fileURLToPath(address));

/** Draws the chart as a PNG. Takes a few hundred milliseconds and much memory: run it in a process of its own. */
export function draw(data: ChartData): Uint8Array {
  use([BarChart, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer]);
  const height = chartHeight(data);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height });
  chart.setOption(chartOption(data));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return new Resvg(onCard(svg, height), {
    fitTo: { mode: 'width', value: CHART_WIDTH * PIXELS_PER_UNIT },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT_FAMILY },
  })
    .render()
    .asPng();
}

/** Puts a card with round corners behind the drawing; around the corners Discord's own background shows. */
function onCard(svg: string, height: number): string {
  const end = svg.indexOf('>') + 1;
  const card = `<rect width="${CHART_WIDTH}" height="${height}" rx="${CORNER}" fill="${COLORS.card}"/>`;
  return `${svg.slice(0, end)}${card}${svg.slice(end)}`;
}
