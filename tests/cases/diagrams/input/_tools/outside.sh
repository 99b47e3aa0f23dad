cat <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40">
  <script>alert(1)</script>
  <foreignObject width="120" height="40"><p xmlns="http://www.w3.org/1999/xhtml">A label</p></foreignObject>
  <rect width="120" height="40" fill="#dddddd"/>
</svg>
SVG
