// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.geometry.Point2;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the truth of a phantom as JSON: the configuration and geometry once, then for every frame
 * the segments with centre line and edges in pixels and the lesions with their numbers, each with
 * its mask as COCO run lengths ({@code {"size": [height, width], "counts": "..."}}), which {@link
 * CocoRle#ofCompressed} and {@code pycocotools.mask.decode} read, and the mask of all vessels that
 * contrast has reached, those without a class too.
 */
public final class TruthJson {
  /** Four decimals say more than anyone measures. */
  private static final double DECIMALS = 1e4;

  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .registerTypeAdapter(
              Double.class,
              (JsonSerializer<Double>)
                  (v, type, context) ->
                      Double.isFinite(v)
                          ? new JsonPrimitive(Math.round(v * DECIMALS) / DECIMALS)
                          : JsonNull.INSTANCE)
          .create();

  private TruthJson() {}

  /** Writes the truth of all frames, whole or not at all; an existing file is replaced. */
  public static void write(Phantom phantom, Path file) {
    AtomicFiles.write(
        file,
        "truth of a phantom",
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          write(phantom, text);
          text.flush();
        });
  }

  private static void write(Phantom phantom, Writer out) throws IOException {
    out.write("{\"phantom\":");
    out.write(GSON.toJson(header(phantom)));
    out.write(",\n\"frames\":[\n");
    for (int i = 0; i < phantom.count(); i++) {
      out.write(i == 0 ? "" : ",\n");
      out.write(GSON.toJson(frame(phantom.truth(i))));
    }
    out.write("\n]}\n");
  }

  private static Map<String, Object> header(Phantom phantom) {
    PhantomConfig c = phantom.config();
    CArm arm = phantom.arm();
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("seed", c.seed());
    m.put("tree", c.tree());
    m.put("dominance", c.dominance());
    m.put("primaryAngle", c.primary());
    m.put("secondaryAngle", c.secondary());
    m.put("width", c.width());
    m.put("height", c.height());
    m.put("bits", c.bits());
    m.put("framesPerSecond", c.framesPerSecond());
    m.put("kermaMicroGray", c.kerma());
    m.put("distanceSourceToDetector", arm.sid());
    m.put("distanceSourceToIsocentre", arm.sod());
    m.put("imagerPixelSpacing", arm.pitch());
    m.put("effects", c.effects().stream().sorted().toList());
    m.put("notice", "synthetic; scores on it are not clinical performance");
    return m;
  }

  private static Map<String, Object> frame(FrameTruth f) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("index", f.index());
    m.put("seconds", f.seconds());
    m.put("cardiacPhase", f.phase());
    m.put("contraction", f.contraction());
    m.put("breathMm", f.breathMm());
    m.put("catheterMm", f.catheterMm());
    m.put("catheterPixels", f.catheterPixels());
    m.put("vessels", mask(f.vessels()));
    m.put("segments", f.segments().stream().map(TruthJson::segment).toList());
    m.put("lesions", f.lesions().stream().map(TruthJson::lesion).toList());
    return m;
  }

  private static Map<String, Object> segment(SegmentTruth s) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("cass", s.segment().id());
    m.put("lengthMm", s.lengthMm());
    m.put("foreshortening", s.foreshortening());
    m.put("overlap", s.overlap());
    m.put("filling", s.filling());
    m.put("mask", mask(s.mask()));
    m.put("centreLine", points(s.centreLine()));
    m.put("left", points(s.left()));
    m.put("right", points(s.right()));
    return m;
  }

  private static Map<String, Object> lesion(LesionTruth l) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("cass", l.spec().segment().id());
    m.put("kind", l.spec().kind());
    m.put("mask", mask(l.mask()));
    l.box().ifPresent(b -> m.put("box", box(b)));
    m.put("site", List.of(l.site().x(), l.site().y()));
    m.put("mmPerPixel", l.mmPerPixel());
    m.put("inSpace", lumen(l.inSpace()));
    m.put("projected", lumen(l.projected()));
    m.put("lengthMm", l.lengthMm());
    m.put("projectedLengthPixels", l.projectedLengthPixels());
    return m;
  }

  private static Map<String, Object> mask(Mask mask) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("size", List.of(mask.height(), mask.width()));
    m.put("counts", CocoRle.of(mask).compressed());
    return m;
  }

  private static List<Double> box(BoxPrompt b) {
    return List.of(b.x0(), b.y0(), b.x1(), b.y1());
  }

  private static Map<String, Object> lumen(LesionTruth.Lumen l) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("mldMm", l.mldMm());
    m.put("rvdMm", l.rvdMm());
    m.put("diameterStenosis", l.diameterStenosis());
    m.put("areaStenosis", l.areaStenosis());
    return m;
  }

  private static List<Double> points(List<Point2> points) {
    return points.stream().flatMap(p -> List.of(p.x(), p.y()).stream()).toList();
  }
}
