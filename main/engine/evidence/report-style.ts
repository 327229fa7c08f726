/** The report's whole look; it must stay without url() and @import. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1c2127;--quiet:#5f6b7c;--line:#d3d8de;--paper:#fff;--panel:#f6f7f9;--mark:#215db0;--rest:#abb3bf;--alert:#b83211}
@media (prefers-color-scheme:dark){:root{--ink:#f6f7f9;--quiet:#abb3bf;--line:#404854;--paper:#1c2127;--panel:#252a31;--mark:#8abbff;--rest:#5f6b7c;--alert:#ff9980}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:66rem;padding:2.5rem 1.5rem 5rem;font:15px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.8rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.3rem;margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.8rem 0 .4rem}
p{max-width:46rem;margin:.5rem 0}
.quiet{color:var(--quiet)}
.scroll{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;font-size:.87rem;min-width:100%}
th,td{padding:.32rem .7rem .32rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--quiet);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td .id{white-space:nowrap}
td ul{margin:0;padding-left:1rem}
code,.id{font:.85em/1.4 ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
.tag{display:inline-block;padding:0 .5rem;border:1px solid currentColor;border-radius:1rem;font-size:.8rem;font-weight:600;white-space:nowrap}
.strong{color:var(--alert)}.probable{color:var(--mark)}.lead{color:var(--quiet)}
.flagged{font-weight:700;color:var(--alert)}
figure{margin:.8rem 0}figcaption{color:var(--quiet);font-size:.85rem;margin-top:.3rem}
svg{display:block;max-width:100%;height:auto;font:12px system-ui,"Segoe UI",Arial,sans-serif}
svg text{fill:var(--ink)}svg .quiet{fill:var(--quiet)}svg .axis{stroke:var(--line)}svg .one{stroke:var(--quiet);stroke-dasharray:3 3}
svg .bar{fill:var(--mark)}svg .taken{fill:var(--alert)}svg .rest{fill:var(--rest)}svg .interval{stroke:var(--mark);stroke-width:2}svg .dot{fill:var(--mark)}
svg .hot.interval{stroke:var(--alert)}svg .hot.dot{fill:var(--alert)}
blockquote{margin:.8rem 0;padding:.7rem 1rem;background:var(--panel);border-left:3px solid var(--line)}
blockquote pre{margin:.3rem 0 .8rem;white-space:pre-wrap;overflow-wrap:anywhere;font:.85rem/1.45 ui-monospace,Menlo,Consolas,monospace;unicode-bidi:plaintext}
pre.shell{padding:.7rem 1rem;background:var(--panel);overflow-x:auto;font:.85rem/1.5 ui-monospace,Menlo,Consolas,monospace}
details>summary{cursor:pointer;color:var(--mark);margin:.4rem 0}
a{color:var(--mark)}
@media print{body{max-width:none;padding:0}h2{break-before:auto}tr,figure,blockquote{break-inside:avoid}}
`;
