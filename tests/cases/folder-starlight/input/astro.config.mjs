export default defineConfig({
  integrations: [
    starlight({
      title: 'Pots and pans',
      sidebar: [{ label: 'Pots', items: ['pots/iron', { slug: 'pots/clay', label: 'Of clay' }] }],
    }),
  ],
});
