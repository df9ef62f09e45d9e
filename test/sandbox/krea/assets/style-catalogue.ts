/** A trained style: `models` tells what it can be used with, `colors` how it looks here. */
export type Style = {
  id: string;
  title: string | null;
  models: readonly string[];
  owner: 'krea' | 'user' | 'community';
  isPublic: boolean;
  prompt: string;
  likes: number;
  colors: readonly string[];
};

const K2 = ['k2', 'k2-large'];

/** Invented styles of several families; only those of the k2 family go with Krea 2. */
export const STYLES: readonly Style[] = [
  {
    id: 'p7ink4vale',
    title: 'Ink Valley',
    models: K2,
    owner: 'krea',
    isPublic: true,
    prompt: 'ink wash valley',
    likes: 812,
    colors: ['#14181f', '#39424e', '#8b9aa7', '#e9e4d8', '#b3372f'],
  },
  {
    id: 'q2risogrf',
    title: 'Riso Garden',
    models: K2,
    owner: 'krea',
    isPublic: true,
    prompt: 'risograph print',
    likes: 640,
    colors: ['#ff4c65', '#1f4fd8', '#ffd23f', '#f7f1e3', '#2b2d42'],
  },
  {
    id: 'w9dunefilm',
    title: 'Desert Film',
    models: ['k2'],
    owner: 'krea',
    isPublic: true,
    prompt: 'sun-bleached desert film still',
    likes: 455,
    colors: ['#f3d9b1', '#e0a15e', '#b5562f', '#5b2a24', '#6fa3a8'],
  },
  {
    id: 'm4neonrain',
    title: 'Neon Rain',
    models: K2,
    owner: 'community',
    isPublic: true,
    prompt: 'neon night in the rain',
    likes: 1290,
    colors: ['#0b0620', '#3b0f73', '#e01e8c', '#22d3ee', '#f9f871'],
  },
  {
    id: 'c1porcelain',
    title: 'Porcelain',
    models: ['k2-large'],
    owner: 'community',
    isPublic: true,
    prompt: 'blue and white porcelain',
    likes: 233,
    colors: ['#f8fafc', '#c7d7ea', '#6f97c9', '#234f96', '#0f2350'],
  },
  {
    id: 'x8mossbook',
    title: 'Moss Book',
    models: ['k2'],
    owner: 'user',
    isPublic: false,
    prompt: 'picture book in mossy greens',
    likes: 3,
    colors: ['#20301f', '#4b6b3a', '#93a85d', '#e5dfb5', '#c96f4a'],
  },
  {
    id: 'b3velvetpop',
    title: 'Velvet Pop',
    models: K2,
    owner: 'user',
    isPublic: false,
    prompt: 'velvet pop poster',
    likes: 0,
    colors: ['#3c1053', '#ad1457', '#ff7043', '#ffe0b2', '#26a69a'],
  },
  {
    id: 'r5glacier',
    title: null,
    models: ['k2'],
    owner: 'user',
    isPublic: false,
    prompt: 'glacier light',
    likes: 1,
    colors: ['#06283d', '#1363df', '#47b5ff', '#dff6ff', '#f2b5d4'],
  },
  {
    id: 'f6fluxpaper',
    title: 'Paper Cut',
    models: ['flux_dev'],
    owner: 'krea',
    isPublic: true,
    prompt: 'layered paper cut',
    likes: 77,
    colors: ['#ef476f', '#ffd166', '#06d6a0', '#118ab2', '#073b4c'],
  },
  {
    id: 'd2wanmotion',
    title: 'Slow Motion',
    models: ['wan22'],
    owner: 'community',
    isPublic: true,
    prompt: 'slow motion film',
    likes: 41,
    colors: ['#222222', '#555555', '#999999', '#cccccc', '#eeeeee'],
  },
  {
    id: 'h7qwenpixel',
    title: 'Pixel Shrine',
    models: ['qwen'],
    owner: 'community',
    isPublic: true,
    prompt: 'pixel art shrine',
    likes: 318,
    colors: ['#1a1c2c', '#b13e53', '#ffcd75', '#38b764', '#41a6f6'],
  },
  {
    id: 'k0zimgclay',
    title: 'Clay Friends',
    models: ['z-image'],
    owner: 'krea',
    isPublic: true,
    prompt: 'clay figures',
    likes: 150,
    colors: ['#f4a261', '#e76f51', '#2a9d8f', '#e9c46a', '#264653'],
  },
  {
    id: 't4gildedtea',
    title: 'Gilded Tea',
    models: K2,
    owner: 'community',
    isPublic: true,
    prompt: 'gold leaf on dark tea',
    likes: 529,
    colors: ['#1b120b', '#4a2c17', '#a8763e', '#f1c75b', '#fff4d6'],
  },
  {
    id: 'y1coralradio',
    title: 'Coral Radio',
    models: ['k2'],
    owner: 'krea',
    isPublic: true,
    prompt: 'retro coral and teal print',
    likes: 208,
    colors: ['#ff6b6b', '#ffa69e', '#faf3dd', '#5eb1bf', '#1b4965'],
  },
];
