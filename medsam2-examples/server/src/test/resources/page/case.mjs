// Goes through a whole case as a user would, in a real browser, and fails at the first thing that is
// not as it should be. Arguments: address, cine, folder for pictures, playwright-core, browser, token.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {mkdirSync, readFileSync, statSync} from 'node:fs';

const [address, cine, out, playwright, executablePath, token] = process.argv.slice(2);
const {chromium} = createRequire(pathToFileURL(playwright + '/package.json'))(playwright);
mkdirSync(out, {recursive: true});

const VESSEL = [78, 128, 132, 290]; // the segment on the frame below, in pixels
const FRAMES = 12;
const FRAME = 8;
let passed = 0;

function check(good, what) {
  if (!good) throw new Error('not so: ' + what);
  passed++;
}

const browser = await chromium.launch({executablePath, args: ['--no-sandbox', '--disable-gpu']});
const context = await browser.newContext({viewport: {width: 1440, height: 900}, reducedMotion: 'reduce', acceptDownloads: true});
const page = await context.newPage();
const complaints = [];
const elsewhere = [];
page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
page.on('pageerror', (e) => complaints.push(String(e)));
page.on('request', (r) => {
  const url = new URL(r.url());
  if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== new URL(address).origin) elsewhere.push(url.origin);
});

const shot = (name) => page.screenshot({path: out + '/' + name + '.png'});
const status = () => page.textContent('#status');
const said = (text) => page.waitForFunction((t) => document.getElementById('status').textContent.includes(t), text, {timeout: 120000});
const idle = () => page.waitForFunction(() => !document.getElementById('view').classList.contains('busy'), null, {timeout: 120000});
const frame = () => page.$eval('#cornerFrame', (e) => +/\d+/.exec(e.textContent)[0] - 1);
const goTo = (n) => page.$eval('#slider', (e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }, n);
const painted = (n) => page.waitForFunction((f) => document.getElementById('view').dataset.frame === String(f), n);

/** Where a pixel of the image is on the screen, while the image fits. */
async function place(x, y) {
  const box = await (await page.$('#view')).boundingBox();
  const s = Math.min(box.width, box.height) / 512;
  return [box.x + box.width / 2 + (x + 0.5 - 256) * s, box.y + box.height / 2 + (y + 0.5 - 256) * s];
}

async function drag(from, to, options) {
  await page.mouse.move(...from);
  await page.mouse.down(options);
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
  await page.mouse.move(...to);
  await page.mouse.up(options);
}

const drawBox = async ([x0, y0, x1, y1]) => drag(await place(x0, y0), await place(x1, y1));

/** Red, green, blue, alpha of the masks' canvas at a pixel of the image. */
async function mask(x, y) {
  const [sx, sy] = await place(x, y);
  return page.$eval('#mask', (c, [px, py]) => {
    const box = c.getBoundingClientRect();
    const r = c.width / box.width;
    return [...c.getContext('2d').getImageData((px - box.left) * r, (py - box.top) * r, 1, 1).data];
  }, [sx, sy]);
}

const inked = () => page.$eval('#mask', (c) => {
  const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
  let n = 0;
  for (let i = 3; i < d.length; i += 4) n += d[i] > 0;
  return n;
});

/** Every control has a name that is not empty. */
async function named(where) {
  const nameless = await page.$$eval('button, select, input, a[href], [role=menuitem], summary, [tabindex="0"], progress', (all) =>
    all.filter((e) => e.checkVisibility()).filter((e) => {
      const label = e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent;
      return !label?.trim();
    }).map((e) => e.outerHTML.slice(0, 120)));
  check(nameless.length === 0, 'every control has a name, ' + where + ': ' + nameless.join('; '));
}

async function fits(where) {
  const over = await page.evaluate(() => Math.max(...[document.documentElement, ...document.querySelectorAll('.side, .panel, .bar, .transport, .foot')]
    .filter((e) => e.clientWidth).map((e) => e.scrollWidth - e.clientWidth)));
  check(over <= 0, 'nothing is cut off at the side, ' + where + ': ' + over + ' pixels');
}

/** Text against what lies behind it, as WCAG counts. */
async function contrast(where) {
  const poor = await page.evaluate(() => {
    const parse = (c) => c.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
      .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = (e) => {
      for (let x = e; x; x = x.parentElement) {
        const c = parse(getComputedStyle(x).backgroundColor);
        if (c.length < 4 || c[3] === 1) return c;
      }
      return [16, 18, 20];
    };
    return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && !e.disabled && !e.closest('.view, .sr, canvas'))
      .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
      .map((e) => {
        const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((p, q) => q - p);
        return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 30)];
      }).filter(([ratio]) => ratio < 4.5);
  });
  check(poor.length === 0, 'contrast of 4.5, ' + where + ': ' + JSON.stringify(poor));
}

async function run() {
  // ---- open
  await page.goto(address + (token ? '/#token=' + token : '/'));
  await page.waitForFunction(() => document.body.dataset.ready === 'true');
  check(!page.url().includes('token'), 'the token leaves the address');
  await shot('01-welcome');
  await named('before an image is open');
  await contrast('before an image is open');
  await page.setInputFiles('#file', cine);
  await said('Open.');
  await goTo(FRAME);
  await painted(FRAME);
  await shot('02-open');

  // ---- cine
  const before = await frame();
  await page.keyboard.press('Space');
  await page.waitForFunction((f) => +/\d+/.exec(document.getElementById('cornerFrame').textContent)[0] - 1 !== f, before);
  await page.keyboard.press('Space');
  check((await page.textContent('#play')) === 'Play', 'space stops');
  await goTo(FRAME);
  await painted(FRAME);
  const [cx, cy] = await place(256, 256);
  await page.mouse.move(cx, cy);
  await page.mouse.wheel(0, 100);
  await painted(FRAME + 1);
  await page.mouse.wheel(0, -100);
  await painted(FRAME);

  // ---- window, zoom, pan
  const readout = await page.textContent('#readout');
  await drag([cx, cy], [cx + 120, cy + 40], {button: 'right'});
  await page.waitForFunction((t) => document.getElementById('readout').textContent.split('\n')[0] !== t, readout.split('\n')[0]);
  await page.click('#reset');
  await page.keyboard.down('Control');
  await page.mouse.move(cx, cy);
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await drag([cx, cy], [cx + 60, cy], {button: 'middle'});
  await page.click('#fit');

  // ---- box
  check((await inked()) === 0, 'no mask yet');
  await drawBox(VESSEL);
  await said('answered');
  await idle();
  await page.waitForTimeout(100);
  check((await inked()) > 500, 'a mask after the box');
  const centre = await page.evaluate(async (frame) => {
    const {state} = await import('./page/state.js');
    const runs = state.masks.get(`1 ${frame}`).runs;
    let [at, best] = [0, [0, 0]];
    runs.forEach((n, i) => {
      if (i % 2 && n > best[1]) best = [at, n];
      at += n;
    });
    const p = best[0] + Math.floor(best[1] / 2);
    return [p % 512, Math.floor(p / 512)];
  }, FRAME);
  const [r, g, b, a] = await mask(...centre);
  check(a > 60 && Math.abs(r - 0x56) < 12 && Math.abs(g - 0xb4) < 12 && Math.abs(b - 0xe9) < 12, 'the colour of object 1 in its mask: ' + [r, g, b, a]);
  check((await mask(450, 450))[3] === 0, 'nothing far from it');
  await shot('03-box');

  // ---- which segment
  await page.selectOption('#cass', '2');
  await page.waitForFunction(() => document.getElementById('objects').textContent.includes('mRCA'));

  // ---- follow, cancel within a frame, follow to the end
  await page.click('#both');
  await page.waitForFunction(() => document.getElementById('bar2').value > 0, null, {timeout: 60000});
  await shot('04-following');
  await page.keyboard.press('Escape');
  await said('Stopped after');
  const known = () => page.evaluate(async () => (await import('./page/state.js')).state.objects[0].scores.length);
  const stopped = await known();
  await page.waitForTimeout(600);
  check((await known()) === stopped && stopped < FRAMES, 'nothing comes after it was stopped: ' + stopped);
  await page.keyboard.press('t');
  await said('Followed through');
  check((await known()) === FRAMES, 'all frames were followed');
  await goTo(FRAME);
  await painted(FRAME);
  await shot('05-followed');
  await contrast('after following');
  await named('after following');

  // ---- correct, undo, redo
  const area = () => page.evaluate(async (frame) => {
    const {state} = await import('./page/state.js');
    return state.masks.get(`1 ${frame}`).runs.filter((_, i) => i % 2).reduce((s, n) => s + n, 0);
  }, FRAME);
  const first = await area();
  await page.keyboard.down('Shift');
  await page.mouse.click(...(await place(centre[0] + 22, centre[1])));
  await page.keyboard.up('Shift');
  await said('answered');
  await idle();
  const corrected = await area();
  check(corrected !== first, 'a click changes the mask');
  check((await page.textContent('#trackHint')).includes('follow again'), 'it says that others are older');
  await shot('06-corrected');
  await page.click('#view');
  await idle();
  await page.keyboard.press('Control+z');
  await idle();
  await page.keyboard.press('Control+z');
  await idle();
  check((await area()) === first, 'undo brings the mask back');
  await page.keyboard.press('Control+Shift+z');
  await idle();
  check((await area()) === corrected, 'redo takes it again');
  await page.keyboard.press('Control+z');
  await idle();

  // ---- QCA
  await page.keyboard.press('q');
  await said('Diameter stenosis');
  await page.waitForSelector('.plot canvas');
  const plot = await (await page.$('.plot .u-over')).boundingBox();
  await page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height / 2);
  await page.waitForFunction(() => document.getElementById('qcaHere').textContent.startsWith('Here'));
  await shot('07-qca');
  await contrast('with QCA');

  // ---- export
  for (const kind of ['seg', 'sr', 'nii', 'png', 'journal', 'csv', 'qca', 'gif']) {
    await page.click('#export');
    if (kind === 'seg') {
      await named('in the menu');
      await shot('08-export');
    }
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export-' + kind)]);
    const file = out + '/' + download.suggestedFilename();
    await download.saveAs(file);
    check(statSync(file).size > 50, 'a file of ' + kind);
  }
  check(readFileSync(out + '/segmentation.dcm').subarray(128, 132).toString() === 'DICM', 'a DICOM segmentation');
  check(readFileSync(out + '/journal.jsonl', 'utf8').includes('medsam2-journal'), 'a journal');

  // ---- help, about, reload
  await page.click('#view', {position: {x: 5, y: 5}, button: 'middle'});
  await page.keyboard.press('?');
  await shot('09-keys');
  await page.keyboard.press('Escape');
  await page.click('#about');
  await page.waitForFunction(() => document.getElementById('receipt').textContent.includes('imageSize'), null, {timeout: 60000});
  await shot('10-about');
  await page.keyboard.press('Escape');
  await page.reload();
  await page.waitForFunction(() => document.body.dataset.ready === 'true');
  check((await known()) === FRAMES, 'it goes on after a reload');

  // ---- smaller screens
  await goTo(FRAME);
  await page.setViewportSize({width: 1024, height: 700});
  await page.waitForTimeout(200);
  await fits('1024 x 700');
  await shot('11-small');
  await page.setViewportSize({width: 720, height: 450}); // 1440 x 900 at 200 %
  await page.waitForTimeout(200);
  await fits('200 %');
  await shot('12-zoom200');
  await page.screenshot({path: out + '/13-zoom200-whole.png', fullPage: true});
  await page.setViewportSize({width: 1440, height: 900});

  // ---- by keyboard alone
  await page.focus('#view');
  await page.keyboard.press('n');
  await idle();
  await page.keyboard.press('x');
  for (let i = 0; i < 12; i++) await page.keyboard.press('Shift+ArrowLeft');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('b');
  for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowLeft');
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowUp');
  await shot('14-keyboard');
  await page.keyboard.press('b');
  await said('answered');
  await idle();
  await page.keyboard.press('x');
  const second = await page.evaluate(async () => (await import('./page/state.js')).state.objects[1]?.scores.length);
  check(second === 1, 'an object by keyboard alone');
  await page.keyboard.press('Delete');
  await said('cleared');
  await page.keyboard.press('Control+z');
  await idle();
  await shot('15-two-objects');
  for (let i = 0, seen = new Set(); i < 60; i++) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);
    seen.add(now);
    if (i === 59) for (const id of ['undo', 'open', 'view', 'play', 'slider', 'add', 'both', 'measure']) check(seen.has(id), 'Tab comes to ' + id);
  }
  check((await page.$eval('#status', (e) => e.getAttribute('aria-live'))) === 'polite', 'what is said is heard');

  check(elsewhere.length === 0, 'no request to another place: ' + elsewhere);
  check(complaints.length === 0, 'no complaint of the browser: ' + complaints.join('; '));
}

try {
  await run();
  console.log('passed ' + passed);
} catch (e) {
  await shot('99-failed').catch(() => {});
  console.log('FAILED after ' + passed + ': ' + e.message + '\nstatus: ' + (await status().catch(() => '?')) + '\n' + complaints.join('\n'));
  process.exitCode = 1;
} finally {
  await browser.close();
}
