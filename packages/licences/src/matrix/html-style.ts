/**
 * The one style of the page, and nothing else may style it: the policy of the page names this hash. The test computes it anew.
 * Every pair of text and ground has a contrast of at least 7:1 (WCAG 2.2, 1.4.6; checked by the test).
 */
export const htmlStyle = `
:root{color-scheme:light;font:16px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff}
body{margin:0}
a{color:#0b4f8a}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid #0b4f8a;outline-offset:2px}
.skip{position:absolute;left:-100vw}
.skip:focus{position:static}
header,main,footer{max-width:none;padding:1rem 1.5rem}
h1{font-size:1.6rem;margin:.2rem 0 .6rem}
h2{font-size:1.25rem;margin:2rem 0 .4rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:0}
dt{font-weight:600}
dd{margin:0}
.wide{overflow-x:auto}
table{border-collapse:collapse;min-width:100%;font-size:.875rem}
caption{text-align:left;padding:.3rem 0;font-size:.95rem}
th,td{border:1px solid #8a8a8a;padding:.35rem .5rem;text-align:left;vertical-align:top;min-width:6rem;max-width:26rem;overflow-wrap:anywhere}
thead th{color:#fff;background:#23374d;position:sticky;top:0}
tbody th{font-weight:600}
tr:target{outline:3px solid #0b4f8a}
.stop{color:#6b0f0f;background:#f9d6d5;font-weight:700}
.ask{color:#4f3a00;background:#fce8b8;font-weight:700}
.duty{color:#12335e;background:#dce9f9}
.go{color:#0f4a1b;background:#d9f0dc}
.stop a,.ask a,.duty a,.go a{color:inherit}
@media print{
@page{size:A4 landscape;margin:12mm}
:root{font-size:11px}
.skip,nav{display:none}
.wide{overflow:visible}
a{color:inherit;text-decoration:none}
thead{display:table-header-group}
thead th{position:static;color:#000;background:#fff}
tr{break-inside:avoid}
}
`

/** SHA-256 of {@link htmlStyle}, as a content security policy writes it. */
export const htmlStyleHash = 'sha256-+zLWK5TEcBeMY/kJJTpKV4PQs19YJDAlyA1Jif5IDII='
