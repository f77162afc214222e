// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** One line of a mask, measured: edges, diameters, reference, lesions and doubts. */
final class VesselMeasurement {
  /** Square-root-like display curves show about this share of the true attenuation. */
  private static final double DISPLAY_EXPONENT = 0.6;

  private static final double USUAL_BLUR_PIXELS = 0.6;
  private static final double USUAL_MM_PER_PIXEL = 0.25;

  /** Further lesions of less are not told, percent. */
  private static final double LEAST = 12;

  private static final double LEAST_HEALTHY_MM = 1;

  /** Diameters vary at least by this from place to place, pixels. */
  private static final double LEAST_NOISE_PIXELS = 0.3;

  /** The same where the blur is not known, as on pictures of unknown origin. */
  private static final double UNKNOWN_NOISE_PIXELS = 0.6;

  /** By how much a reference may exceed the lesser neighbourhood of a lesion. */
  private static final double BENEFIT = 1.2;

  /** Noise of edges as a share of the width up to which the usual smoothing is enough. */
  private static final double QUIET = 0.015;

  /** A finer smoothing, as a share of the usual one, and when it is believed. */
  private static final double FINER = 0.5;

  private static final double SURELY_OFF = 3;

  /** Below this width a finer smoothing follows the pixels, pixels. */
  private static final double CLEAR_PIXELS = 7;

  private static final double LEAST_OFF_PIXELS = 0.05;
  private static final double NORMAL = 1.48;

  /** How sharply chance falls where a depth comes near to that of noise. */
  private static final double POWER = 4;

  /** Variation beyond this is disease, not noise, as a share. */
  private static final double MOST_SPREAD = 0.12;

  /** Background that edges need beside them, pixels. */
  private static final double BORDER_PIXELS = 4;

  private static final double TAPERS = 1.06;
  private static final double END_MM = 1.5;
  private static final double END_DIAMETERS = 0.6;
  private static final double EMPTY_MM = 1.5;

  /** Samples next to an end that say nothing of the vessel. */
  private static final int END_SAMPLES = 2;

  /** About 1.4 mm at the usual scale: below, a pixel is a sixth of the vessel. */
  private static final double SMALL_PIXELS = 6;

  /** Ends that stay thinner than this are too near the pixel to be measured. */
  private static final double LEAST_PIXELS = 3.5;

  private static final double AROUND_MM = 4;

  /** From here on a vessel begins narrow, and by how much worse it may be there than it shows. */
  private static final double STARTS_NARROW = 0.18;

  private static final double WORSE = 0.1;

  /** A mask within the edges by this much is narrow, and thinner than this it may miss a vessel. */
  private static final double NARROW_MASK_PIXELS = 1;

  private static final double THIN_MASK_PIXELS = 2.5;

  /** A stretch without contrast of which the border hides more than this is no occlusion. */
  private static final double MOST_CUT = 0.3;

  /** Samples beside an occlusion that tell how wide the vessel is there, and their share. */
  private static final int NEAR = 80;

  private static final double HIGH_SHARE = 0.75;

  /** Of a lumen that the blur hides, the diameter may be off by this; a share of it is a doubt. */
  private static final double UNSURE_PIXELS = 0.8;

  private static final double UNSURE_SHARE = 0.1;

  /** What is not seen of a vessel this far from a lesion does not change its reference. */
  private static final double BESIDE_END_MM = 5;

  /** Thinner than this, and than this share of the vessel, an end without contrast is a tip. */
  private static final double TIP_MM = 1.7;

  private static final double TIP_SHARE = 0.75;
  private static final double THIN_MM = 1.1;
  private static final double LONG_END_MM = 8;

  private final QcaOptions options;
  private final Calibration calibration;
  private final Contours contours;
  private final BlurModel blur;
  private final double[] apparent;
  private final double[] d;
  private final double[] s;
  private final Filling filling;
  private final boolean[] usable;
  private final double perMm;
  private final int first;
  private final int last;
  private final boolean hiddenEnd;
  private final int width;
  private final int height;
  private final VesselLine line;
  private final double noise;
  private final Flow flow;
  private final List<LesionFinder.Found> found;

  /**
   * @param directed whether the line is known to run from proximal to distal
   */
  VesselMeasurement(
      QcaOptions options,
      LogImage log,
      Mask mask,
      Calibration calibration,
      VesselLine line,
      boolean directed) {
    this.options = options;
    this.calibration = calibration;
    this.line = line;
    this.width = mask.width();
    this.height = mask.height();
    this.perMm = 1 / calibration.mmPerPixel().orElse(USUAL_MM_PER_PIXEL);
    Contours rough = Contours.inMask(log, mask, line.junctions(), line.curve());
    this.blur = blur(options, rough);
    boolean inImage = options.edges() == QcaOptions.EdgeSource.IMAGE;
    this.contours =
        inImage
            ? Contours.inImage(log, mask, line.junctions(), rough, options.tolerancePixels(), blur)
            : rough;
    double[] widths = contours.widths();
    double usual = options.smoothingPixels();
    double reach = reach(widths, usual);
    this.apparent = smoothed(widths, reach / Contours.AXIS_STEP);
    this.d = diameters();
    Curve2 axis = contours.axis();
    this.s = new double[axis.size()];
    Arrays.setAll(s, axis::arc);
    double[] maskWidths = new double[s.length];
    Arrays.setAll(maskWidths, i -> contours.mask().left[i] + contours.mask().right[i]);
    this.filling = new Filling(contours, maskWidths, (int) (EMPTY_MM * perMm / Contours.AXIS_STEP));
    int from = 0;
    int to = s.length - 1;
    while (from < to && hidden(from)) {
      from++;
    }
    while (to > from && hidden(to)) {
      to--;
    }
    this.hiddenEnd = to - from >= s.length / 5 && (from > 0 || to < s.length - 1);
    double[] around = Smooth.median(d, (int) (AROUND_MM * perMm / Contours.AXIS_STEP));
    while (from < to && around[from] < LEAST_PIXELS) {
      from++;
    }
    while (to > from && around[to] < LEAST_PIXELS) {
      to--;
    }
    boolean enough = to - from >= s.length / 5;
    int low = enough ? from : 0;
    int high = enough ? to : s.length - 1;
    double end = Math.max(END_MM * perMm, END_DIAMETERS * median(d));
    int margin = (int) Math.min((high - low + 1) / 8.0, end / Contours.AXIS_STEP);
    int begin = low + margin;
    this.last = high - margin;
    this.usable = new boolean[s.length];
    sound(begin, last);
    double taper = taper(begin);
    this.flow = directed ? Flow.STATED : taper > TAPERS ? Flow.BY_CALIBRE : Flow.UNKNOWN;
    this.first = flow == Flow.UNKNOWN ? begin : ostium(low, begin);
    sound(first, begin);
    this.noise = noise(widths);
    if (!occluded()) {
      passes();
    }
    boolean flows = flow != Flow.UNKNOWN;
    this.found = new LesionFinder(contours.axis(), d, usable, first, last, perMm, flows).found();
  }

  private void sound(int from, int to) {
    for (int i = from; i <= to; i++) {
      usable[i] = !hidden(i) && !contours.mask().open[i];
    }
  }

  /**
   * Where a vessel begins. Ends are left out, as masks end anyhow; but of a vessel that is narrow
   * where it begins, the narrowest place may lie there.
   */
  private int ostium(int low, int begin) {
    if (!startsNarrow(begin)) {
      return begin;
    }
    int narrowest = begin;
    for (int i = begin; i >= low + END_SAMPLES && !hidden(i); i--) {
      narrowest = d[i] < d[narrowest] ? i : narrowest;
    }
    return narrowest;
  }

  /**
   * Where nothing is occluded, a stretch without contrast between filled ones is a severe lesion.
   */
  private void passes() {
    for (int i = first; i <= last; i++) {
      boolean faint = filling.empty(i) && !filling.shut(i) && !cut(i);
      usable[i] |= faint && !contours.mask().open[i];
    }
  }

  private double[] diameters() {
    if (options.edges() == QcaOptions.EdgeSource.MASK) {
      return apparent;
    }
    boolean correct = options.blurSigmaPixels().isPresent();
    double[] byEdges = correct ? Arrays.stream(apparent).map(blur::corrected).toArray() : apparent;
    return new Densitometry(contours, blur, apparent, byEdges).diameters();
  }

  double opacification() {
    return contours.contrast();
  }

  Flow flow() {
    return flow;
  }

  /** Smoothing grows with the noise of the edges, up to double: poor images tell less detail. */
  private static double reach(double[] widths, double usual) {
    double[] smooth = Smooth.parabolas(widths, usual / Contours.AXIS_STEP);
    double[] off = new double[widths.length];
    Arrays.setAll(off, i -> Math.abs(widths[i] - smooth[i]));
    double noise = median(off) / Math.max(1, median(widths));
    return usual * Math.max(1, Math.min(2, noise / QUIET));
  }

  /**
   * Diameters smoothed as far as the noise asks; where half of that reach says something else by
   * more than its own noise explains, as in a short throat, half of it counts.
   */
  private static double[] smoothed(double[] widths, double reach) {
    double[] usual = Smooth.parabolas(widths, reach);
    double[] fine = Smooth.parabolas(widths, FINER * reach);
    double[] off = new double[usual.length];
    Arrays.setAll(off, i -> Math.abs(fine[i] - usual[i]));
    double unsure = Math.max(LEAST_OFF_PIXELS, NORMAL * median(off));
    double[] out = usual.clone();
    double[] around = Smooth.median(widths, (int) (8 * reach));
    for (int i = 0; i < out.length; i++) {
      double t = around[i] < CLEAR_PIXELS ? 0 : Math.pow(off[i] / (SURELY_OFF * unsure), 4);
      out[i] = usual[i] + t / (1 + t) * (fine[i] - usual[i]);
    }
    return out;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private boolean hidden(int i) {
    return filling.shut(i) || filling.empty(i) || cut(i);
  }

  /** The share of a stretch that the border of the image hides: no contrast is expected there. */
  private double cutShare(int from, int to) {
    return IntStream.range(from, to).filter(this::cut).count() / (double) (to - from);
  }

  /** Whether the border of the image cuts the vessel at a sample. */
  private boolean cut(int i) {
    Point2 p = contours.axis().point(i);
    // What the border hides looks narrow: the mask may say how wide it is.
    MaskEdges mask = contours.mask();
    double wide = Math.max(contours.width(i), mask.left[i] + mask.right[i]);
    double room = wide / 2 + BORDER_PIXELS;
    double x = Math.min(p.x(), width - 1 - p.x());
    double y = Math.min(p.y(), height - 1 - p.y());
    return Math.min(x, y) < room;
  }

  private static BlurModel blur(QcaOptions options, Contours rough) {
    double[] sorted = rough.widths();
    Arrays.sort(sorted);
    double typical = Math.max(1, sorted[sorted.length / 2]);
    double perPixel = rough.contrast() / DISPLAY_EXPONENT / typical;
    double sigma = options.blurSigmaPixels().orElse(USUAL_BLUR_PIXELS);
    return new BlurModel(sigma, Contours.ACROSS, Math.max(0.005, Math.min(0.3, perPixel)));
  }

  /** Standard deviation of smoothed diameters as a share, from what smoothing took away. */
  private double noise(double[] widths) {
    double[] off = new double[Math.max(1, last - first + 1)];
    double[] size = new double[off.length];
    for (int i = first; i <= last; i++) {
      off[i - first] = Math.abs(widths[i] - apparent[i]);
      size[i - first] = d[i];
    }
    Arrays.sort(off);
    Arrays.sort(size);
    return 1.48 * off[off.length / 2] / Math.max(1, size[size.length / 2]);
  }

  /** The lesions, most severe first. */
  List<Lesion> lesions(Set<QualityFlag> flags) {
    List<Lesion> lesions = new ArrayList<>();
    occlusion(flags).ifPresent(lesions::add);
    double spread = spread();
    for (LesionFinder.Found f : found) {
      lesions.add(lesion(f, spread, flags));
    }
    lesions.sort(Comparator.comparingDouble(l -> -l.diameterStenosis()));
    List<Lesion> told = new ArrayList<>(lesions.subList(0, 1));
    lesions.stream().skip(1).filter(l -> l.diameterStenosis() >= LEAST).forEach(told::add);
    return told;
  }

  /** How much the lumen varies outside lesions, as a share of the reference. */
  private double spread() {
    double[] off = new double[s.length];
    int n = 0;
    for (int i = first; i <= last; i++) {
      int at = i;
      LesionFinder.Found near = found.get(0);
      boolean inside = false;
      for (LesionFinder.Found f : found) {
        near = Math.abs(f.site() - at) < Math.abs(near.site() - at) ? f : near;
        inside |= i >= f.start() && i <= f.end();
      }
      if (usable[i] && !inside) {
        off[n++] = Math.abs(d[i] / Math.max(1e-6, near.reference().at(s[i])) - 1);
      }
    }
    Arrays.sort(off, 0, n);
    return n < 10 ? noise : Math.max(noise * 0.6, 1.48 * off[n / 2]);
  }

  private double leastNoise() {
    return options.blurSigmaPixels().isPresent() ? LEAST_NOISE_PIXELS : UNKNOWN_NOISE_PIXELS;
  }

  private Lesion lesion(LesionFinder.Found f, double spread, Set<QualityFlag> flags) {
    double rvd = Math.max(1e-6, f.reference().at(s[f.site()]));
    double depth = Math.max(0, 1 - d[f.site()] / rvd);
    double sure = Math.min(depth, BENEFIT * f.recovery());
    double real = chance(sure, Math.max(spread, leastNoise() / rvd));
    double mld = rvd * (1 - depth * real);
    double length = s[f.end()] - s[f.start()];
    int side = f.site();
    Optional<Length> before = reference(f, first, side, f.start());
    Optional<Length> after = reference(f, side, last + 1, f.end());
    return new Lesion(
        f.site(),
        f.start(),
        f.end(),
        Length.of(mld, calibration),
        Length.of(rvd, calibration),
        Stenosis.diameterPercent(mld, rvd),
        Stenosis.areaPercent(mld, rvd),
        Length.of(length, calibration),
        symmetry(f.start(), f.end(), f.site(), rvd),
        before,
        after,
        new Doubts(flags).around(mld, rvd, length, spread),
        false);
  }

  /**
   * How likely a depth is more than the deepest of the dips that noise makes along such a vessel:
   * the least of many noisy diameters is always too small.
   */
  private double chance(double depth, double spread) {
    double cells = Math.max(3, (s[last] - s[first]) / (3 * options.smoothingPixels() + 1));
    double z = depth / Math.max(0.01, Math.min(MOST_SPREAD, spread));
    double t = Math.pow(z / Math.sqrt(2 * Math.log(cells)), POWER);
    return t / (1 + t);
  }

  private Optional<Length> reference(LesionFinder.Found f, int from, int to, int at) {
    int healthy = f.reference().healthy(s, d, usable, from, to);
    boolean seen = healthy >= LEAST_HEALTHY_MM * perMm / Contours.AXIS_STEP;
    return seen ? Optional.of(Length.of(f.reference().at(s[at]), calibration)) : Optional.empty();
  }

  private Optional<Lesion> occlusion(Set<QualityFlag> flags) {
    int from = filling.from();
    int to = filling.to();
    if (to <= from || cutShare(from, to) > MOST_CUT) {
      return Optional.empty();
    }
    double[] near = new double[NEAR];
    int n = 0;
    for (int i = from - 4; i >= 0 && n < near.length; i--) {
      near[n++] = d[i];
    }
    for (int i = to + 4; i < d.length && n < near.length; i++) {
      near[n++] = d[i];
    }
    if (n < 8) {
      return Optional.empty();
    }
    Arrays.sort(near, 0, n);
    // The stump before an occlusion tapers: what is wider beside it is the vessel.
    double rvd = near[(int) (HIGH_SHARE * (n - 1))];
    if (tip(from, to, rvd)) {
      return Optional.empty();
    }
    int site = Math.min(s.length - 1, from + 2);
    int end = Math.min(s.length - 1, to);
    double length = s[end] - s[from];
    return Optional.of(
        new Lesion(
            site,
            from,
            end,
            Length.of(0, calibration),
            Length.of(rvd, calibration),
            100,
            100,
            Length.of(length, calibration),
            1,
            Optional.of(Length.of(rvd, calibration)),
            Optional.empty(),
            new Doubts(flags).around(0, rvd, length, noise),
            true));
  }

  /**
   * Contrast fades in the thin end of a vessel without an occlusion, and where the proximal end has
   * none the mask begins before the vessel: what fills the rest comes from there.
   */
  private boolean tip(int from, int to, double rvd) {
    if (from == 0) {
      return flow != Flow.UNKNOWN || to - from < LONG_END_MM * perMm / Contours.AXIS_STEP;
    }
    double wide = 0;
    for (int i = from; i < to; i++) {
      wide += (contours.mask().left[i] + contours.mask().right[i]) / (to - from);
    }
    double[] sorted = Arrays.copyOfRange(d, first, last + 1);
    Arrays.sort(sorted);
    double usual = sorted[(int) (0.9 * (sorted.length - 1))];
    boolean thin = rvd < TIP_MM * perMm && rvd < TIP_SHARE * usual;
    // A mask that is drawn wide lets a tip look like a vessel.
    double vessel = wide + 2 * contours.maskOff();
    boolean tapers = thin && vessel < TIP_MM * perMm;
    return wide < THIN_MM * perMm || to >= s.length - 1 && tapers;
  }

  private boolean occluded() {
    return occlusion(Set.of()).isPresent();
  }

  /** Compares both sides with the axis the healthy vessel would have across the lesion. */
  private double symmetry(int start, int end, int site, double rvd) {
    if (end - start < 4) {
      return 1;
    }
    // Plaque pulls the axis aside before the diameter says so: take the directions further out.
    int wider = (end - start) / 5;
    int from = Math.max(0, start - wider);
    int to = Math.min(s.length - 1, end + wider);
    Point2 healthy = contours.axis().bridge(from, to, (s[site] - s[from]) / (s[to] - s[from]));
    Point2 normal = contours.axis().tangent(site).normal();
    double middle = (contours.left(site) + contours.right(site)) / 2;
    Point2 lumen = contours.axis().point(site).plus(middle, normal);
    double shift = lumen.minus(healthy).dot(normal);
    double left = Math.max(0, (rvd - d[site]) / 2 + shift);
    double right = Math.max(0, (rvd - d[site]) / 2 - shift);
    return Math.max(left, right) == 0 ? 1 : Math.min(left, right) / Math.max(left, right);
  }

  DiameterFunction function(List<Lesion> lesions) {
    int n = d.length;
    double[] left = new double[n];
    double[] right = new double[n];
    double[] r = new double[n];
    LesionFinder.Found main = found.get(0);
    for (LesionFinder.Found f : found) {
      main = lesions.get(0).site() == f.site() ? f : main;
    }
    for (int i = 0; i < n; i++) {
      double middle = (contours.left(i) + contours.right(i)) / 2;
      left[i] = middle - d[i] / 2;
      right[i] = middle + d[i] / 2;
      r[i] = Math.max(1e-6, main.reference().at(s[i]));
    }
    return new DiameterFunction(
        list(s),
        list(d),
        list(r),
        contours.axis().points(),
        Qca.offset(contours.axis(), left),
        Qca.offset(contours.axis(), right));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Wider at the first end, at the last, or neither: robust slope of the lumen. */
  private double taper(int begin) {
    double[] a = part(begin, begin + (last - begin) / 3);
    double[] b = part(last - (last - begin) / 3, last);
    return a.length < 6 || b.length < 6
        ? 1
        : a[(int) (0.7 * a.length)] / Math.max(1e-6, b[(int) (0.7 * b.length)]);
  }

  private double[] part(int from, int to) {
    double[] part = new double[to - from + 1];
    int n = 0;
    for (int i = from; i <= to; i++) {
      if (usable[i]) {
        part[n++] = d[i];
      }
    }
    double[] out = Arrays.copyOf(part, n);
    Arrays.sort(out);
    return out;
  }

  /** What speaks against this line, whatever the lesion. */
  Set<QualityFlag> general() {
    Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    set(flags, QualityFlag.BLUR_UNKNOWN, options.blurSigmaPixels().isEmpty());
    set(flags, QualityFlag.LOW_OPACIFICATION, contours.contrast() < 0.08);
    set(flags, QualityFlag.OCCLUSION_SUSPECTED, occluded());
    set(flags, QualityFlag.MASK_OFF_EDGES, Math.abs(contours.maskOff()) > 2);
    set(flags, QualityFlag.MASK_ENDS_THIN, endsThin());
    set(flags, QualityFlag.MASK_RAGGED, contours.mask().roughness > 1);
    set(flags, QualityFlag.EDGE_NOT_FOUND, filling.gap());
    set(flags, QualityFlag.LINE_FOLDED, folded());
    return flags;
  }

  /** What speaks against the main lesion. */
  Set<QualityFlag> at(Lesion l) {
    Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    boolean blurred = apparent[l.site()] < blur.limit();
    set(
        flags,
        QualityFlag.NEAR_RESOLUTION_LIMIT,
        blurred && l.rvd().pixels() < UNSURE_PIXELS / UNSURE_SHARE);
    set(flags, QualityFlag.END_NOT_SHOWN, hiddenEnd && !occluded() && nearEnd(l, this::hidden));
    set(flags, QualityFlag.MASK_AT_BORDER, nearEnd(l, this::cut) || cutBeside(l));
    set(flags, QualityFlag.SMALL_VESSEL, l.rvd().pixels() < SMALL_PIXELS);
    set(flags, QualityFlag.EDGE_NOT_FOUND, (lost(l) || filling.empty(l.site())) && !l.occlusion());
    set(flags, QualityFlag.OVERLAP_SUSPECTED, crossed(l));
    set(
        flags,
        QualityFlag.SHORT_REFERENCE,
        !l.occlusion() && (l.proximalReference().isEmpty() || l.distalReference().isEmpty()));
    boolean narrow = flow != Flow.UNKNOWN && startsNarrow(first);
    boolean worseThere = narrow && narrowness(first) > l.diameterStenosis() / 100 - WORSE;
    boolean atEnd = l.start() <= first || l.end() >= last || worseThere;
    set(flags, QualityFlag.LESION_AT_END, atEnd && !l.occlusion());
    return flags;
  }

  /** Whether a lesion is so near to an end of the line where something holds that it may go on. */
  private boolean nearEnd(Lesion l, IntPredicate there) {
    int reach = (int) (BESIDE_END_MM * perMm / Contours.AXIS_STEP);
    return there.test(0) && l.start() - first < reach
        || there.test(s.length - 1) && last - l.end() < reach;
  }

  /** Whether the vessel is clearly narrower at its proximal end than behind it. */
  private boolean startsNarrow(int begin) {
    return narrowness(begin) > STARTS_NARROW;
  }

  /** By how much, as a share; 0 where too little is seen. */
  private double narrowness(int begin) {
    int reach = (int) (8 * perMm / Contours.AXIS_STEP);
    double[] behind = part(begin, Math.min(last, begin + reach));
    return behind.length > 10 ? 1 - d[begin] / behind[(int) (0.8 * behind.length)] : 0;
  }

  /** Whether the border of the image hides an edge within a lesion or right beside it. */
  private boolean cutBeside(Lesion l) {
    int beside = (int) (END_MM * perMm / Contours.AXIS_STEP);
    int to = Math.min(s.length - 1, l.end() + beside);
    return IntStream.rangeClosed(Math.max(0, l.start() - beside), to).anyMatch(this::cut);
  }

  /** Whether a mask that is too narrow as a whole ends where hardly anything is left of it. */
  private boolean endsThin() {
    MaskEdges mask = contours.mask();
    int end = s.length - 1;
    double thinnest = Math.min(mask.left[0] + mask.right[0], mask.left[end] + mask.right[end]);
    return contours.maskOff() > NARROW_MASK_PIXELS && thinnest < THIN_MASK_PIXELS;
  }

  private boolean lost(Lesion l) {
    int reach = Math.max(6, (l.end() - l.start()) / 2);
    int n = 0;
    int lost = 0;
    for (int i = Math.max(first, l.site() - reach); i <= Math.min(last, l.site() + reach); i++) {
      n++;
      lost += contours.found(i) ? 0 : 1;
    }
    return lost > 0.35 * n;
  }

  private boolean crossed(Lesion l) {
    int dark = 0;
    int n = 0;
    for (int i = Math.max(first, l.start() - 12); i <= Math.min(last, l.end() + 12); i++) {
      n++;
      dark += contours.depth(i) > 1.6 * contours.contrast() ? 1 : 0;
    }
    return dark > 0.15 * n;
  }

  private boolean folded() {
    Curve2 axis = contours.axis();
    int step = 12;
    for (int i = step; i < axis.size() - step; i += 2) {
      Point2 a = axis.point(i).minus(axis.point(i - step)).unit();
      Point2 b = axis.point(i + step).minus(axis.point(i)).unit();
      if (a.dot(b) < -0.2) {
        return true;
      }
    }
    for (int i = 0; i < axis.size(); i += 8) {
      for (int j = i + (int) (5 * d[i] / Contours.AXIS_STEP) + 20; j < axis.size(); j += 8) {
        if (axis.point(i).distance(axis.point(j)) < 1.2 * Math.max(4, d[i])) {
          return true;
        }
      }
    }
    return false;
  }

  VesselLine line() {
    return line;
  }

  private static void set(Set<QualityFlag> flags, QualityFlag flag, boolean on) {
    if (on) {
      flags.add(flag);
    }
  }
}
