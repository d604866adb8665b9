"""Style and script of the page of changes; both stand in the page itself, which loads nothing."""

from __future__ import annotations

STYLE = """
:root{--paper:#fff;--ink:#222;--soft:#555;--line:#ccc;--head:#f2f2f2;--link:#0b5cad;--mark:#fff;color-scheme:light dark}
body{background:var(--paper);color:var(--ink);max-width:72em;box-sizing:border-box}
a{color:var(--link)}.note,figcaption{color:var(--soft)}
h1{margin-bottom:.2em}.by{margin:.1em 0;color:var(--soft)}
.notes p{white-space:pre-line;max-width:45em}
img{image-rendering:auto;border:0;display:block;width:100%;height:auto}
.figures div,th,td{border-color:var(--line)}th,pre{background:var(--head)}pre{color:var(--ink)}
.figures{margin:1em 0}.chart svg{border:0}
td{vertical-align:top}td.words{text-align:left;min-width:7em;max-width:22em;overflow-wrap:anywhere}
.list{max-height:28em;overflow:auto;border:1px solid var(--line)}
.list table{margin:0;display:table;width:100%;border-collapse:separate;border-spacing:0}
.list th{position:sticky;top:0;z-index:1;white-space:nowrap}
.list th.words{text-align:left}.list td,.list th{border-width:0 0 1px}
.list tbody tr:hover{background:var(--head)}
th button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th[aria-sort=ascending] button::after{content:" \\25B2"}th[aria-sort=descending] button::after{content:" \\25BC"}
.dot{display:inline-block;width:.8em;height:.8em;border-radius:50%;margin-right:.45em;border:1px solid rgba(0,0,0,.3)}
.tools{display:flex;flex-wrap:wrap;gap:.6em 1.4em;align-items:center;margin:.6em 0}
.tools input[type=search]{font:inherit;padding:.35em .6em;min-width:16em;max-width:100%;box-sizing:border-box;
color:var(--ink);background:var(--paper);border:1px solid var(--soft);border-radius:.3em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16em),1fr));gap:1.1em;margin:1em 0}
.change{margin:0;content-visibility:auto;contain-intrinsic-size:16em 20em;scroll-margin-top:1em}
.change:target{outline:3px solid var(--link);outline-offset:4px}
.overview{margin:1em 0;max-width:60em}
.pair{display:flex;gap:4px;position:relative;background:#a0a0a0}
.side{position:relative;flex:1;min-width:0}
.side svg{position:absolute;left:0;top:0;width:100%;height:100%;overflow:hidden;fill:none;stroke-width:2}
.side a path{pointer-events:all;cursor:pointer}
.day{position:absolute;top:.4em;left:.4em;padding:.05em .5em;border-radius:.3em;background:rgba(0,0,0,.65);color:#fff;
font-size:.8em}
.north{position:absolute;top:.3em;right:.5em;color:#fff;text-shadow:0 0 3px #000,0 0 3px #000;font-size:.8em;line-height:1.1;
text-align:center;z-index:2;pointer-events:none}
.bar{position:absolute;bottom:.5em;left:.5em;border:2px solid #fff;border-top:0;height:.35em;box-shadow:0 1px 2px #000;
z-index:2;pointer-events:none;box-sizing:border-box}
.bar span{position:absolute;bottom:.3em;left:.2em;color:#fff;text-shadow:0 0 3px #000,0 0 3px #000;font-size:.75em;
white-space:nowrap}
.swipe{display:none;width:100%;margin:.3em 0 .1em;accent-color:var(--link)}
.live .swipe{display:block}.live .pair{display:block;touch-action:pan-y;cursor:ew-resize}
.live .side.a{position:absolute;left:0;top:0;right:0;bottom:0;z-index:1;
clip-path:inset(0 calc(100% - var(--cut,50%)) 0 0);pointer-events:none}
.live .side.b .day{left:auto;right:2.2em}
.live .pair::after{content:"";position:absolute;top:0;bottom:0;left:calc(var(--cut,50%) - 1px);width:2px;background:#fff;
box-shadow:0 0 3px #000;z-index:2;pointer-events:none}
.plain .side svg{display:none}
figcaption{font-size:.9em;margin-top:.3em;overflow-wrap:anywhere}figcaption b{color:var(--ink)}
.blank{padding:2.5em 1em;text-align:center;background:var(--head);color:var(--soft)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25em 1.2em}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
[hidden]{display:none!important}
@media(max-width:36em){body{margin:.6em auto}
dl{grid-template-columns:1fr}dt{margin-top:.4em}.list td,.list th{padding:.3em .4em}}
@media(prefers-color-scheme:dark){:root{--paper:#16181b;--ink:#e8e8e8;--soft:#a9adb3;--line:#4a4e54;--head:#25282c;
--link:#7db7ff}td.right{background:#1f4a3b}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#999;--head:#eee;--link:#000}
body{max-width:none;margin:0}.tools,.swipe,.live .swipe,.live .pair::after{display:none}.list{max-height:none;overflow:visible}
.list th{position:static}.live .pair{display:flex}.live .side.a{position:relative;clip-path:none}
.live .side.b .day{left:.4em;right:auto}
.gallery{display:block}.change{display:inline-block;width:48%;margin:0 1% 1em 0;content-visibility:visible;
break-inside:avoid;-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""

SCRIPT = """
(function(){
var root=document.documentElement,all=function(q,e){return [].slice.call((e||document).querySelectorAll(q))};
if(window.CSS&&CSS.supports&&CSS.supports('clip-path','inset(0 50% 0 0)'))root.classList.add('live');
function cut(input){input.closest('figure').style.setProperty('--cut',input.value+'%')}
document.addEventListener('input',function(e){if(e.target.classList.contains('swipe'))cut(e.target)});
function drag(e){var pair=e.target.closest&&e.target.closest('.pair');
if(!pair||!(e.buttons&1)||!root.classList.contains('live'))return;
var box=pair.getBoundingClientRect(),input=pair.parentNode.querySelector('.swipe');
input.value=Math.round(100*(e.clientX-box.left)/box.width);cut(input)}
document.addEventListener('pointerdown',drag);document.addEventListener('pointermove',drag);
document.addEventListener('dragstart',function(e){if(e.target.closest('.pair'))e.preventDefault()});
var table=document.getElementById('list'),search=document.getElementById('search'),told=document.getElementById('told');
var outlines=document.getElementById('outlines');
if(outlines)outlines.addEventListener('change',function(){root.classList.toggle('plain',!outlines.checked)});
if(!table)return;
var rows=all('tbody tr',table),gallery=document.getElementById('gallery');
var texts=rows.map(function(r){return r.textContent.toLowerCase()});
function card(r){return document.getElementById(r.getAttribute('data-for'))}
function find(){var words=search.value.toLowerCase().split(/\\s+/),shown=0;
rows.forEach(function(r,i){var good=words.every(function(w){return texts[i].indexOf(w)>=0}),c=card(r);
r.hidden=!good;if(c)c.hidden=!good;shown+=good});
told.textContent=told.getAttribute('data-text').replace('{shown}',shown).replace('{count}',rows.length)}
search.addEventListener('input',find);find();
all('th button',table).forEach(function(b){b.addEventListener('click',function(){
var th=b.parentNode,col=all('th',table).indexOf(th),up=th.getAttribute('aria-sort')!=='ascending';
all('th',table).forEach(function(t){t.removeAttribute('aria-sort')});th.setAttribute('aria-sort',up?'ascending':'descending');
function key(r){var c=r.cells[col],v=c.getAttribute('data-v');return v===null?c.textContent.toLowerCase():v===''?null:+v}
var order=rows.map(function(r,i){return{r:r,i:i,k:key(r)}});
order.sort(function(a,b){if(a.k===null||b.k===null)return(a.k===null)-(b.k===null)||a.i-b.i;
var d=typeof a.k==='number'?a.k-b.k:a.k<b.k?-1:a.k>b.k?1:0;return(up?d:-d)||a.i-b.i});
var body=document.createDocumentFragment(),cards=document.createDocumentFragment();
order.forEach(function(o){var c=card(o.r);body.appendChild(o.r);if(c)cards.appendChild(c)});
table.tBodies[0].appendChild(body);if(gallery)gallery.appendChild(cards)})});
})();
"""
