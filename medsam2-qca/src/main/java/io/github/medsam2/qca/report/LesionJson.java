// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import com.google.gson.JsonObject;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.Doubt;
import io.github.medsam2.qca.measure.Length;
import io.github.medsam2.qca.measure.Lesion;
import io.github.medsam2.qca.stats.Interval;
import java.util.Optional;

/** Lesions as JSON objects. */
final class LesionJson {
  private LesionJson() {}

  static JsonObject of(Lesion l) {
    JsonObject o = new JsonObject();
    o.addProperty("site", l.site());
    o.addProperty("start", l.start());
    o.addProperty("end", l.end());
    o.addProperty("mldPixels", l.mld().pixels());
    o.addProperty("rvdPixels", l.rvd().pixels());
    o.addProperty("lengthPixels", l.length().pixels());
    l.proximalReference().ifPresent(d -> o.addProperty("proximalPixels", d.pixels()));
    l.distalReference().ifPresent(d -> o.addProperty("distalPixels", d.pixels()));
    o.addProperty("diameterStenosis", l.diameterStenosis());
    o.addProperty("areaStenosis", l.areaStenosis());
    o.addProperty("symmetry", l.symmetry());
    o.addProperty("occlusion", l.occlusion());
    JsonObject doubt = new JsonObject();
    put(doubt, "diameterStenosis", l.doubt().diameterStenosis());
    put(doubt, "mldPixels", l.doubt().mld());
    put(doubt, "rvdPixels", l.doubt().rvd());
    put(doubt, "lengthPixels", l.doubt().length());
    o.add("interval95", doubt);
    return o;
  }

  static void put(JsonObject o, String key, Interval i) {
    JsonObject ends = new JsonObject();
    ends.addProperty("low", i.low());
    ends.addProperty("high", i.high());
    o.add(key, ends);
  }

  static Lesion lesion(JsonFields o, int last, Calibration c) {
    JsonFields d = o.fields("interval95");
    Doubt doubt =
        new Doubt(
            interval(d, "diameterStenosis"),
            interval(d, "mldPixels"),
            interval(d, "rvdPixels"),
            interval(d, "lengthPixels"));
    d.end();
    Lesion lesion =
        new Lesion(
            o.whole("site", last),
            o.whole("start", last),
            o.whole("end", last),
            Length.of(o.number("mldPixels"), c),
            Length.of(o.number("rvdPixels"), c),
            o.number("diameterStenosis"),
            o.number("areaStenosis"),
            Length.of(o.number("lengthPixels"), c),
            o.number("symmetry"),
            length(o, "proximalPixels", c),
            length(o, "distalPixels", c),
            doubt,
            o.flag("occlusion"));
    o.end();
    return lesion;
  }

  private static Optional<Length> length(JsonFields o, String key, Calibration c) {
    return o.has(key) ? Optional.of(Length.of(o.number(key), c)) : Optional.empty();
  }

  private static Interval interval(JsonFields o, String key) {
    JsonFields ends = o.fields(key);
    Interval i = new Interval(ends.number("low"), ends.number("high"));
    ends.end();
    return i;
  }
}
