// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.measure.QcaResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reports as JSON, UTF-8, one object:
 *
 * <pre>
 * {"format":"medsam2-qca","version":1,
 *  "notice":"Research use only. ..",
 *  "segment":"13",                          CASS id; absent when not known
 *  "view":{"primary":-30.0,"secondary":-25.0,"approximate":false},
 *                                           degrees, LAO and cranial positive; absent when not known
 *  "options":{"edges":"IMAGE",              or MASK
 *             "blurSigmaPixels":0.64,       absent when not known
 *             "smoothingPixels":4.0,"tolerancePixels":2.5},
 *  "chosen":24,                             frame to report, one of those below
 *  "measurements":[                         of the chosen frame; derived, not read back
 *    {"quantity":"MINIMAL_LUMEN_DIAMETER","value":1.35,"unit":"mm","method":"distance of the edges",
 *     "scaleUncertainty":0.088,             standard, in the unit; absent when not known
 *     "interval95":{"low":1.1,"high":1.6}}, ..],  of edges and reference; absent when not known
 *  "frames":[
 *    {"frame":24,                           from 0
 *     "calibration":{"source":"ISOCENTRE","imagerPixelSpacing":0.308,"magnification":1.37,
 *                    "mmPerPixel":0.224,"relativeUncertainty":0.065},
 *     "width":512,"height":512,             of the frame
 *     "flags":["BLUR_UNKNOWN"],
 *     "opacification":0.31,
 *     "flow":"BY_CALIBRE",                  how the proximal end is known: STATED, or UNKNOWN
 *     "betterView":{..},                    as "view"; absent unless this one is poor
 *     "lesions":[{                          at least one, the most severe first
 *       "site":120,"start":88,"end":166,    samples, from 0
 *       "mldPixels":6.0,"rvdPixels":14.1,"lengthPixels":55.2,
 *       "proximalPixels":14.6,"distalPixels":13.7,   absent without healthy vessel on that side
 *       "diameterStenosis":57.3,"areaStenosis":81.8, percent
 *       "symmetry":0.7,"occlusion":false,
 *       "interval95":{"diameterStenosis":{"low":51.0,"high":63.0},"mldPixels":{..},
 *                     "rvdPixels":{..},"lengthPixels":{..}}}, ..],
 *     "samples":{"arc":[0.0,0.5,..],"diameter":[..],"reference":[..],  pixels, D(s) and R(s)
 *                "centreLine":[x,y,x,y,..],"left":[..],"right":[..]}}]} pixels, x right, y down
 * </pre>
 *
 * <p>Sources of calibration and their own fields: {@code NONE}; {@code ISOCENTRE} with {@code
 * imagerPixelSpacing} (mm), {@code magnification} and, where the depth is known, {@code offPlaneMm}
 * and {@code sourceToIsocentre} (mm); {@code CATHETER} with {@code french}, {@code widthPixels},
 * {@code filled}; {@code MANUAL}. All but {@code NONE} carry {@code mmPerPixel} and {@code
 * relativeUncertainty} (a share). Whole numbers are pixel centres. Numbers are written so that
 * reading gives the same doubles. Keys may come in any order; none may be missing or unknown.
 */
public final class QcaJson {
  static final String FORMAT = "medsam2-qca";
  static final int VERSION = 2;

  /** Parsed, a byte of JSON takes up to about 40 of the heap. */
  private static final int SHARE_OF_HEAP = 64;

  private static final int MOST_FRAMES = 100_000;

  /** Without this, numbers that are not finite would be written as words. */
  private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private QcaJson() {}

  /**
   * The report as text.
   *
   * @throws InvalidInputException if a number is not finite: JSON has none such
   */
  public static String text(QcaReport report) {
    JsonObject o = new JsonObject();
    o.addProperty("format", FORMAT);
    o.addProperty("version", VERSION);
    o.addProperty("notice", QcaReport.NOTICE);
    report.segment().ifPresent(k -> o.addProperty("segment", k.id()));
    report.view().ifPresent(v -> o.add("view", OptionsJson.of(v)));
    o.add("options", OptionsJson.of(report.options()));
    o.addProperty("chosen", report.chosen());
    JsonArray measurements = new JsonArray();
    report.measurements().forEach(m -> measurements.add(ResultJson.of(m)));
    o.add("measurements", measurements);
    JsonArray frames = new JsonArray();
    report.frames().forEach((i, r) -> frames.add(ResultJson.of(i, r)));
    o.add("frames", frames);
    try {
      return GSON.toJson(o);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "QCA report", "finite numbers", "another value", "leave out what was not measured");
    }
  }

  /** Writes a report, whole or not at all; an existing file is replaced. */
  public static void write(Path file, QcaReport report) {
    byte[] text = text(report).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "QCA report", out -> out.write(text));
  }

  /**
   * Reads a report.
   *
   * @throws FormatException if the file is damaged, of another version, or larger than 1/64 of the
   *     heap this JVM may grow to
   */
  public static QcaReport read(Path file) {
    int most = (int) Math.min(1 << 28, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new MedSam2Exception(
          "QCA report", "a readable file", e.getClass().getSimpleName(), "check path and rights");
    }
    if (bytes.length > most) {
      throw new FormatException(
          "QCA report",
          "at most " + most + " bytes",
          "more",
          "check that it is a report, or give the JVM more heap");
    }
    return parse(bytes);
  }

  private static QcaReport parse(byte[] bytes) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IOException e) {
      throw new FormatException("QCA report", "UTF-8 text", "other bytes", "check the file", e);
    }
  }

  /**
   * Reads the text of a report.
   *
   * @throws FormatException naming the field that is missing, unknown or out of range
   */
  public static QcaReport parse(String text) {
    try {
      return report(new JsonFields("report", root(text)));
    } catch (MedSam2Exception | JsonParseException | IOException e) {
      // Messages of the parser quote the text, which may be anything.
      boolean ours = e instanceof MedSam2Exception;
      throw new FormatException(
          "QCA report",
          "one JSON object of a report",
          ours ? "a fault (" + e.getMessage() + ")" : "other text",
          "check the file",
          e);
    }
  }

  private static JsonObject root(String text) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    JsonElement element = JsonParser.parseReader(reader);
    if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
      throw new JsonParseException("no single object");
    }
    return element.getAsJsonObject();
  }

  private static QcaReport report(JsonFields o) {
    if (!o.text("format").equals(FORMAT) || o.whole("version") != VERSION) {
      throw JsonFields.wrong("format and version", FORMAT + " " + VERSION);
    }
    o.text("notice");
    o.array("measurements", 0, 100);
    TreeMap<Integer, QcaResult> frames = new TreeMap<>();
    for (JsonElement e : o.array("frames", 0, MOST_FRAMES)) {
      JsonFields frame = JsonFields.of("frames", e);
      if (frames.put(frame.whole("frame", Integer.MAX_VALUE), ResultJson.result(frame)) != null) {
        throw JsonFields.wrong("frame", "every frame once");
      }
    }
    Optional<CassSegment> segment =
        o.has("segment") ? Optional.of(CassSegment.ofCass(o.text("segment"))) : Optional.empty();
    Optional<ViewAngle> view =
        o.has("view") ? Optional.of(OptionsJson.view(o.fields("view"))) : Optional.empty();
    QcaReport report =
        new QcaReport(
            segment,
            view,
            OptionsJson.options(o.fields("options")),
            frames,
            o.whole("chosen", Integer.MAX_VALUE));
    o.end();
    return report;
  }
}
