// How the element looks: one constructable sheet, so that a strict policy needs no exception. Colours, spaces and type are custom
// properties that a page may set; each has a light and a dark value that keep their contrast.

/** What pages may set, with its value by day and by night. @type {Record<string, [string, string]>} */
const COLOURS = {
  accent: ["#1b6b4a", "#86d6ae"],
  "on-accent": ["#ffffff", "#0d241a"],
  ink: ["#1d2521", "#e8ece9"],
  muted: ["#54605a", "#aab6b0"],
  background: ["#ffffff", "#141917"],
  surface: ["#f5f6f2", "#1d2421"],
  border: ["#d5dad5", "#3a4540"],
  control: ["#6f7b75", "#8a9690"],
  good: ["#17663f", "#7fd3a6"],
  "good-surface": ["#e6f3ec", "#143024"],
  open: ["#7a4a00", "#f0c06a"],
  "open-surface": ["#fdf1dc", "#33260d"],
  bad: ["#9b2c1f", "#f2a296"],
  "bad-surface": ["#fbeae7", "#3a1b17"],
  focus: ["#0b57d0", "#a8c7fa"],
};

const values = (/** @type {0 | 1} */ at) => Object.entries(COLOURS).map(([name, of]) => `--_${name}:var(--terreau-${at ? "dark-" : ""}${name},${of[at]});`).join("");

const CSS = `
:host{display:block;${values(0)}--_font:var(--terreau-font,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif);--_heading-font:var(--terreau-heading-font,var(--_font));--_radius:var(--terreau-radius,10px);--_space:var(--terreau-space,1rem);color-scheme:light;container-type:inline-size;text-align:start}
:host([hidden]){display:none}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){${values(1)}color-scheme:dark}}
:host([theme=dark]){${values(1)}color-scheme:dark}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
.hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.frame{background:var(--_background);color:var(--_ink);font:400 1rem/1.55 var(--_font);padding:clamp(1rem,4cqi,2.5rem) max(clamp(1rem,4cqi,2.5rem),50cqi - 38rem);border:1px solid var(--_border);border-radius:calc(var(--_radius)*1.4);overflow-wrap:break-word}
h2,h3,h4,h5,h6{font-family:var(--_heading-font);line-height:1.25;margin:0;text-wrap:pretty;font-weight:650}
h2{font-size:clamp(1.5rem,1.15rem + 2.2cqi,2rem);letter-spacing:-.012em}
h3{font-size:1.375rem}h4{font-size:1.175rem}h5{font-size:1.0625rem}h6{font-size:1rem;margin-block-start:1.25rem}
p,ul,ol,dl,figure{margin:.5rem 0}
ul,ol{padding-inline-start:1.25rem}
li+li{margin-block-start:.25rem}
.lead{font-size:1.125rem;max-width:62ch}
.small,.help,.kind,.eyebrow{color:var(--_muted);font-size:.9375rem}
.help{margin:.25rem 0 .625rem}
a{color:var(--_accent);text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--_focus);outline-offset:2px;border-radius:4px}
h2,h3,h5{scroll-margin-top:6rem}
h2:focus,h3:focus,h5:focus{outline:none}
h2:focus-visible,h3:focus-visible,h5:focus-visible{outline:3px solid var(--_focus);outline-offset:4px}
button,input,select{font:inherit;color:inherit}
button{cursor:pointer;min-height:2.75rem;padding:.5rem 1.125rem;border-radius:var(--_radius);border:1px solid transparent;font-weight:600;text-align:start}
.primary{background:var(--_accent);color:var(--_on-accent);border-color:var(--_accent)}
.primary:hover{filter:brightness(.92)}
.secondary{background:transparent;border-color:var(--_control)}
.secondary:hover,.quiet:hover{background:var(--_surface)}
.danger{background:transparent;color:var(--_bad);border-color:currentColor}
.quiet{background:transparent;color:var(--_accent);text-decoration:underline;text-underline-offset:.15em;padding:.25rem .375rem;min-height:2rem;font-weight:500;margin-inline-start:-.375rem}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin-block:1.25rem 0}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem;padding:0;margin:0}
nav li{margin:0}
nav button{background:none;border:0;border-block-end:3px solid transparent;border-radius:0;color:var(--_muted);padding:.5rem .75rem}
nav button:hover{color:var(--_ink)}
nav button[aria-current]{color:var(--_ink);border-color:var(--_accent)}
.frame>nav{margin:-.5rem -.75rem 1.5rem;border-block-end:1px solid var(--_border)}
.sections{margin:1.75rem 0 1.5rem;border-block-end:1px solid var(--_border)}
@container (max-width:30rem){.sections ul{display:grid}.sections button{border-block-end:0;border-inline-start:3px solid transparent;width:100%;min-height:2.5rem}.frame>nav button{padding:.5rem;font-size:.9375rem}.frame>nav ul{gap:0}}
.message,.callout{background:var(--_surface);border-inline-start:4px solid var(--_accent);border-radius:var(--_radius);padding:.875rem 1.125rem;margin-block:1rem}
.callout{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;justify-content:space-between;align-items:center}
.callout p{margin:0}
.message.bad{border-color:var(--_bad);background:var(--_bad-surface)}
.message p{margin:0}
.promises{background:var(--_surface);border-radius:var(--_radius);padding:.75rem 1.25rem}
.promises ul{list-style:none;padding:0}
.promises li{padding-inline-start:1.75rem;position:relative;margin-block:.625rem}
.promises li::before{content:"";position:absolute;inset:.35em auto auto 0;width:.75rem;height:.4rem;border:solid var(--_accent);border-width:0 0 2.5px 2.5px;rotate:-45deg}
.asking,.start{display:grid;gap:2rem;align-items:start}
@container (min-width:56rem){.asking,.start{grid-template-columns:minmax(0,46rem) minmax(15rem,1fr);column-gap:3rem}}
.asking form{max-width:46rem}.asking form:has(.records){max-width:none}
.progress{margin-block-end:1.5rem}
.progress p{margin:0 0 .375rem;color:var(--_muted);font-size:.9375rem}
progress{appearance:none;width:100%;height:.375rem;border:0;border-radius:1rem;background:var(--_border);overflow:hidden;display:block}
progress::-webkit-progress-bar{background:var(--_border)}
progress::-webkit-progress-value{background:var(--_accent);border-radius:1rem;transition:inline-size .3s}
progress::-moz-progress-bar{background:var(--_accent);border-radius:1rem}
.eyebrow{margin:0 0 .25rem;font-weight:600}
.topic{margin-block-end:.5rem}
.field{border:0;padding:0;margin:0 0 1.75rem;min-width:0}
.topic+.field{margin-block-start:1rem}
.field:has(+.why){margin-block-end:.75rem}
.field legend{padding:0}
h2.question{font-size:clamp(1.375rem,1.1rem + 1.6cqi,1.75rem)}
h3.question{font-size:1.125rem}
.options{display:grid;gap:.5rem;margin-block:.75rem}
.option{position:relative;display:grid;grid-template-columns:auto 1fr;gap:.75rem;align-items:center;padding:.625rem .875rem;border:1px solid var(--_border);border-radius:var(--_radius);background:var(--_background);min-height:2.75rem}
.option:hover{border-color:var(--_control)}
.option:has(input:checked){border-color:var(--_accent);box-shadow:inset 0 0 0 1px var(--_accent);background:var(--_surface)}
.option:has(input:focus-visible){outline:3px solid var(--_focus);outline-offset:2px}
.option input:focus-visible{outline:none}
.option label::after{content:"";position:absolute;inset:0}
.option label::first-letter,dt::first-letter,.rows dd>div::first-letter,.kind::first-letter,.sentence::first-letter{text-transform:uppercase}
.option input{position:relative;z-index:1;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--_accent)}
@container (min-width:36rem){.options.wide{grid-template-columns:1fr 1fr}}
.specials{border-block-start:1px solid var(--_border);padding-block-start:.75rem}
div:has(>.specials)+.specials{border:0;padding:0;margin-block-start:-.25rem}
.specials .option{border-style:dashed}
:not(fieldset)>.specials{justify-content:start}
.toolbox .option{border:0;padding-inline:0;background:none;box-shadow:none}
input[type=text],input[type=search],select{background:var(--_background);border:1px solid var(--_control);border-radius:calc(var(--_radius)*.7);padding:.5rem .75rem;min-height:2.75rem;max-width:100%}
input[type=search],.entry input[type=text]:not(.number):not([size]){width:100%;max-width:28rem}
input.number{width:11rem;text-align:end;font-variant-numeric:tabular-nums}
[aria-invalid]{border-color:var(--_bad)!important;border-width:2px}
.error{color:var(--_bad);font-weight:600;margin:.5rem 0}
.error:empty{display:none}
.entry label,.entry .label{display:block;font-weight:500;margin-block-end:.25rem}
.with-unit{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.unit{color:var(--_muted)}
.heard{display:block;color:var(--_muted);font-size:.9375rem;min-height:1.5em}
.range,.date{display:flex;flex-wrap:wrap;gap:.75rem 1rem;margin-block:.5rem}
.date input{width:5rem}
.toggle{margin:.25rem 0}
.search{margin-block:.5rem}.search label{display:block;font-weight:500;margin-block-end:.25rem}
.record{border:1px solid var(--_border);border-radius:var(--_radius);padding:.75rem 1rem 1rem;margin:0 0 .75rem;min-width:0}
.record legend{font-weight:600;padding-inline:.375rem}
.cells,.months{display:grid;gap:.75rem 1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr))}
.months{grid-template-columns:repeat(auto-fill,minmax(min(100%,9rem),1fr))}
.months input.number,.cells input.number,.cells select{width:100%}
.cells .with-unit,.months .with-unit{flex-wrap:nowrap}
.cells .date{flex-wrap:nowrap;gap:.375rem}.cells .date input{width:3.75rem}.cells .date label{font-weight:400;font-size:.875rem}
.so-far{background:var(--_surface);border-radius:var(--_radius);padding:1.125rem 1.25rem}
.so-far h3{font-size:1rem}
.so-far ol{list-style:none;padding:0;min-height:9rem}
.so-far li{padding-block:.625rem;border-block-end:1px solid var(--_border);display:grid;gap:.25rem;margin:0}
.verdict{display:inline-flex;gap:.375rem;align-items:center;font-weight:600;font-size:.9375rem;color:var(--_muted)}
.verdict.eligible,.verdict.conditional{color:var(--_good)}
.verdict.undetermined{color:var(--_open)}
.verdict.ineligible{color:var(--_bad)}
.icon{flex:none;width:1.2rem;height:1.2rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.icon.eligible .shape,.icon.yes .shape{fill:currentColor}
.icon.eligible .mark,.icon.yes .mark{stroke:var(--_background)}
.cards{display:grid;gap:1rem;margin-block:1rem}
.card{border:1px solid var(--_border);border-radius:var(--_radius);padding:1.125rem clamp(1rem,3cqi,1.5rem);min-width:0}
.card header{display:grid;grid-template-columns:minmax(0,1fr);gap:.25rem}
@container (min-width:36rem){.card header{grid-template-columns:minmax(0,1fr) auto;column-gap:1.5rem}.card header .kind{grid-column:1/-1}.card header .verdict{background:var(--_surface);padding:.25rem .75rem .25rem .5rem;border-radius:2rem;align-self:start}.verdict.eligible,.verdict.conditional{--_s:var(--_good-surface)}.verdict.undetermined{--_s:var(--_open-surface)}.verdict.ineligible{--_s:var(--_bad-surface)}.card header .verdict:not(.closed){background:var(--_s)}.card header .icon.eligible .mark{stroke:var(--_good-surface)}}
.kind{margin:0}
.section .card>h4,.paper .card>h4,.card h5{font-size:1.1875rem;margin:0}.card details>h5{font-size:1rem;margin-block-start:1.25rem}
.entry label::first-letter,.entry .label::first-letter{text-transform:uppercase}
.summary{max-width:64ch}
.facts,.figures,.rows{margin-block:.75rem 0}
.facts>div{display:grid;gap:0 1rem;padding-block:.3125rem}
@container (min-width:36rem){.facts>div{grid-template-columns:8.5rem 1fr}}
@container (min-width:52rem){.card>.facts{display:grid;grid-template-columns:3fr 2fr;column-gap:2.5rem}.card>.facts>div{grid-template-columns:8rem 1fr}.card.source>.facts{display:block}}
dt{color:var(--_muted);font-size:.9375rem}
dd{margin:0}
dd ul{margin:0;list-style:none;padding:0}
.figures{display:flex;flex-wrap:wrap;gap:1px;background:var(--_border);border:1px solid var(--_border);border-radius:var(--_radius);overflow:hidden}
.figures>div{flex:1 1 11rem;background:var(--_background);padding:.75rem 1rem}
.figures dd{font-weight:650;font-size:1.0625rem}
.rows>div{display:grid;align-items:baseline;gap:0 1.5rem;padding-block:.625rem;border-block-end:1px solid var(--_border)}
@container (min-width:36rem){.rows>div{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}
.rows dd>div{flex:1 1 12rem;min-width:0}
.rows dd,.between{display:flex;justify-content:space-between;gap:1rem;align-items:baseline;flex-wrap:wrap}
.rows h3,.answers h3{margin-block-start:1.5rem}
.section h4,.paper h4{margin-block:1.75rem .5rem}
.section>section>h3{margin-block-end:.75rem}
.sum{font-size:1.125rem;white-space:nowrap;font-variant-numeric:tabular-nums}
.sources,.helpers,.timeline{list-style:none;padding:0;display:grid;gap:.75rem}
.sources li,.helpers li,.timeline li{margin:0}
.count{display:inline-block;background:var(--_surface);color:var(--_muted);border-radius:1rem;padding:0 .625rem;font:600 .875rem/1.7 var(--_font)}
.filters{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;margin-block:.5rem 1rem}
.filters .entry{flex:1 1 14rem;min-width:0}.filters select{width:100%}
summary{cursor:pointer;padding-block:.5rem;min-height:2.5rem;font-weight:600;color:var(--_accent);list-style:none;display:flex;gap:.5rem;align-items:center}
summary::-webkit-details-marker{display:none}
summary::before{content:"";width:.5rem;height:.5rem;border:solid currentColor;border-width:0 2px 2px 0;rotate:-45deg;flex:none;margin-inline:.125rem .25rem;transition:rotate .15s}
details[open]>summary::before{rotate:45deg}
summary h3,summary h4{margin:0!important;color:var(--_ink)}
details.group,details.topic{border-block-start:1px solid var(--_border);padding-block:.5rem}
.more{margin-block-start:.5rem;border-block-start:1px solid var(--_border)}
.more[open]{margin-block-end:-.25rem}
.all{margin-block-start:.25rem}
.why ul{list-style:none;padding:0}
.criteria{list-style:none;padding:0;margin-block:.5rem}
.criteria>li{display:grid;grid-template-columns:minmax(0,1fr);gap:.125rem .75rem;padding-block:.375rem;margin:0}
@container (min-width:36rem){.criteria>li{grid-template-columns:7.5rem minmax(0,1fr)}.criteria>li>*{grid-column:2}.criteria>li>.truth{grid-column:1}}
.criteria .criteria{border-inline-start:2px solid var(--_border);padding-inline-start:.875rem}
.criteria .small ul{list-style:none;padding:0;margin:0}
.criteria .small p{margin:0}
.so-far summary{font-size:.875rem;font-weight:500;min-height:1.75rem;padding-block:.125rem;color:var(--_muted)}
code{font-size:.875rem;overflow-wrap:anywhere}
.truth{display:inline-flex;gap:.375rem;align-items:flex-start;font-size:.875rem;font-weight:600;white-space:nowrap;line-height:1.7}
.yes>.truth{color:var(--_good)}.no>.truth{color:var(--_bad)}.unknown>.truth{color:var(--_open)}
.change{border-inline-start:3px solid var(--_border);padding-inline-start:1rem;margin-block:1rem}
.scroll{overflow-x:auto;max-width:100%;border:1px solid var(--_border);border-radius:var(--_radius);margin-block:.75rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{padding:.5rem .75rem;text-align:start;vertical-align:top;border-block-end:1px solid var(--_border)}
tr:last-child>*{border-block-end:0}
tbody th{font-weight:500}
thead th{background:var(--_surface);font-weight:600;font-size:.875rem}
.facts:empty{display:none}
.sheet thead th:not(:first-child){text-align:end}
td.number{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
tr.heading th{background:var(--_surface);font-weight:650}
tr.total>*{font-weight:650}
.sheet tbody th{position:sticky;inset-inline-start:0;background:var(--_background);min-width:9rem}
.sheet tr.heading th{background:var(--_surface)}
.chart{margin-block:.75rem}
.plot{width:100%;min-height:17.5rem}
.plot svg{display:block;width:100%;height:auto}
.plot text{font:400 12px var(--_font);fill:var(--_muted)}
.plot .mark{font-weight:650;fill:var(--_bad)}
.plot .grid{stroke:var(--_border)}.plot .zero{stroke:var(--_ink)}
.plot .band{fill:var(--_accent);opacity:.16}
.plot .line{fill:none;stroke:var(--_accent);stroke-width:2.5;stroke-linejoin:round}
.plot .trough{fill:var(--_background);stroke:var(--_bad);stroke-width:2.5}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;color:var(--_muted);font-size:.9375rem}
.key::before{content:"";display:inline-block;width:1.25rem;margin-inline-end:.5rem;vertical-align:middle}
.key.line::before{border-block-start:3px solid var(--_accent)}
.key.band::before{height:.75rem;background:var(--_accent);opacity:.25}
.timeline>li{display:grid;gap:.125rem 1.5rem;padding-block:.75rem;border-block-end:1px solid var(--_border)}
@container (min-width:36rem){.timeline>li{grid-template-columns:11rem minmax(0,1fr)}}
.timeline ul{list-style:none;padding:0;margin:.25rem 0 0}
.when{color:var(--_muted)}
.flags{display:flex;flex-wrap:wrap;gap:.375rem}
.flag{background:var(--_surface);border-radius:1rem;padding:.0625rem .625rem;font-size:.875rem;font-weight:600}
.flag.late{background:var(--_bad-surface);color:var(--_bad)}.flag.decisive{background:var(--_open-surface);color:var(--_open)}
.done{color:var(--_muted)}
.fingerprint{overflow-wrap:anywhere}
.tools{margin-block-start:2.5rem;border-block-start:1px solid var(--_border);padding-block-start:.5rem}
.tools .row{margin-block-start:.5rem}
.shared .entry input{max-width:none!important}
dialog{border:1px solid var(--_border);border-radius:calc(var(--_radius)*1.4);padding:1.5rem;max-width:min(30rem,calc(100vw - 2rem));background:var(--_background);color:var(--_ink)}
dialog h2{font-size:1.375rem}
dialog::backdrop{background:rgb(0 0 0/.5)}
@container (max-width:35.9rem){.stack thead{display:none}.stack tr{display:block;padding-block:.5rem;border-block-end:1px solid var(--_border)}.stack td,.stack th{display:block;border:0;padding-block:.125rem}}
@media (prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important;scroll-behavior:auto!important}}
@media (forced-colors:active){.option:has(input:checked){outline:2px solid Highlight}.icon{forced-color-adjust:none;stroke:CanvasText}.icon .shape{fill:none!important}.icon .mark{stroke:CanvasText!important}nav button{border-color:Canvas}nav button[aria-current]{border-color:Highlight}progress::-webkit-progress-value{background:Highlight}.plot .line{stroke:CanvasText}.plot text{fill:CanvasText}.plot .band{fill:GrayText}summary::before{border-color:CanvasText}}
@media print{.rule{display:none}:host{${values(0)}color-scheme:light}.frame{border:0;padding:0;font-size:10pt}dt,dd,.small,.kind,.help,.lead,.verdict,.truth,.flag,.sum,table,thead th{font-size:9.5pt!important}h2{font-size:18pt}h3{font-size:14pt}h4,.card h5,.card>h4{font-size:11.5pt}h6{font-size:10pt;margin-block-start:.6em}summary{min-height:0;padding-block:.2em}.card{padding:.75em 1em}.icon{width:1em;height:1em}.frame>nav,.tools,.sections,button,.filters,.wishes{display:none!important}.card,.timeline>li,.change,figure{break-inside:avoid}.card{border-color:#999}h3,h4,h5,h6{break-after:avoid}.paper>section{margin-block-start:1.5rem}.paper>section+section>h3{break-before:page}.scroll{overflow:visible;border:0}details::details-content{content-visibility:visible;block-size:auto}.sheet table,.sheet thead th,.dense table,.dense thead th{font-size:7pt!important}.sheet th,.sheet td,.dense th,.dense td{padding:1pt 2pt}.dense th,.dense td{overflow-wrap:anywhere;hyphens:auto}.sheet tr{break-inside:avoid}.sheet tbody th{position:static;min-width:0}a[href]{color:inherit}}
`;

/** @type {CSSStyleSheet[] | undefined} */
let made;

/** The sheet, made once for all elements of the page. */
export function sheets() {
  if (!made) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    made = [sheet];
  }
  return made;
}
