// @ts-check
const site = 'https://pots.example';

/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'Pots & cups',
  tagline: `All that holds tea`,
  url: site,
  baseUrl: '/',
  i18n: { defaultLocale: 'de', locales: ['de', 'en'] },
  presets: [['classic', { docs: { routeBasePath: '/' } }]],
};

module.exports = config;
