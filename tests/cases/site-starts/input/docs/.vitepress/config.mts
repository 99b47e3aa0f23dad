import { defineConfig } from 'vitepress'

export default defineConfig({ title: 'Kettles', srcDir: './pages' })
