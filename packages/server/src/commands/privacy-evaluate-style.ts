/**
 * How the page of an evaluation looks: by day, by night, and on paper. Text has a contrast of at least 7:1 on its ground (WCAG 2.2,
 * 1.4.6; checked by the test).
 */
export const evaluationStyle = `
:root{color-scheme:light dark;--text:#1b1f24;--quiet:#4a5058;--ground:#ffffff;--raised:#f4f5f7;--line:#c9ced6;--link:#0b4f8a;
--found:#d5eed8;--found-line:#1b6e2a;--missed:#fbd9d7;--missed-line:#a40e0e;--beside:#fcebc0;--beside-line:#8a6100}
@media (prefers-color-scheme:dark){:root{--text:#e9ecf0;--quiet:#b9c0ca;--ground:#14181d;--raised:#1d232a;--line:#3a434e;--link:#9ccbf5;
--found:#14401f;--found-line:#63c276;--missed:#5c1717;--missed-line:#ff8f8a;--beside:#4d3a08;--beside-line:#e6b94a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1.25rem 4rem;font:16px/1.6 system-ui,sans-serif;color:var(--text);background:var(--ground)}
h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.25rem;margin:0 0 .75rem;overflow-wrap:anywhere}
h3{font-size:.85rem;font-weight:600;color:var(--quiet);margin:0 0 .25rem}
header p,.note,summary{color:var(--quiet);margin:.25rem 0}
.clear{font-weight:600}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{margin:.5rem 0;padding-left:1.1rem;overflow-wrap:anywhere}
.legend{position:sticky;top:0;z-index:1;margin:1rem 0;padding:.6rem 0;background:var(--ground);border-bottom:1px solid var(--line)}
.legend mark{margin-right:.75rem}
section{margin:2rem 0;padding-top:1.25rem}
section+section{border-top:2px solid var(--line)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:0 0 1rem;padding:0;list-style:none}
.figures li{padding:.75rem .9rem;border:1px solid var(--line);border-radius:.5rem;background:var(--raised);color:var(--quiet);font-size:.85rem;line-height:1.35}
.figures b{display:block;color:var(--text);font-size:1.35rem;line-height:1.3;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .7rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
thead th{color:var(--quiet);border-bottom-width:2px}
th:first-child{text-align:left}
th small{display:block;color:var(--quiet);font-weight:400}
tbody tr:last-child>*{font-weight:700;border-bottom:0}
meter{width:5rem;margin-left:.5rem;vertical-align:middle}
details{margin-top:1rem}
summary{cursor:pointer;padding:.3rem 0}
article{margin:.75rem 0;padding:.75rem .9rem;border:1px solid var(--line);border-radius:.5rem}
article p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
mark{color:inherit;padding:.05rem .25rem;border-radius:.25rem;border-bottom:2px solid;-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark small{font-size:.68em;font-weight:600;letter-spacing:.02em}
mark.found{background:var(--found);border-color:var(--found-line)}
mark.missed{background:var(--missed);border-bottom:4px double var(--missed-line)}
mark.beside{background:var(--beside);border-bottom-style:dashed;border-color:var(--beside-line)}
@media print{
@page{size:A4;margin:14mm}
:root{color-scheme:light;--text:#000000;--quiet:#333333;--ground:#ffffff;--raised:#ffffff;--line:#888888;
--found:#d5eed8;--found-line:#1b6e2a;--missed:#fbd9d7;--missed-line:#a40e0e;--beside:#fcebc0;--beside-line:#8a6100}
body{max-width:none;padding:0;font-size:10pt}
nav{display:none}
.legend{position:static}
mark,meter,.figures li{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.figures{grid-template-columns:repeat(3,1fr)}
article,tr,.figures li{break-inside:avoid}
h2,h3{break-after:avoid}
}
`
