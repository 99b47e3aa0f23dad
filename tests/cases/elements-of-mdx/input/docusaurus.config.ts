import type { Config } from '@docusaurus/types';

const title = 'Elements of a kettle';

export default async function config(): Promise<Config> {
  return { title, presets: [['classic', { docs: { routeBasePath: 'guide' } }]] } satisfies Config;
}
