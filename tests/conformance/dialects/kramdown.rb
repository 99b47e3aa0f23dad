# The ids that kramdown gives the headings of a page, as Jekyll asks for them: `ruby kramdown.rb
# page.md`, one a line.

require "kramdown"
require "kramdown-parser-gfm"

html = Kramdown::Document.new(File.read(ARGV[0], encoding: "UTF-8"), input: "GFM").to_html
puts html.scan(/<h2 id="([^"]*)"/).flatten
