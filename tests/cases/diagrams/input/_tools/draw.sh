# Draws a box with the first line of what it reads, in the colour it is given.
read -r line
cat <<SVG
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" width="240" height="60" viewBox="0 0 240 60">
  <rect x="2" y="2" width="236" height="56" rx="8" fill="none" stroke="$1" stroke-width="2"/>
  <text x="120" y="36" text-anchor="middle" font-family="sans-serif" font-size="14">$line</text>
</svg>
SVG
