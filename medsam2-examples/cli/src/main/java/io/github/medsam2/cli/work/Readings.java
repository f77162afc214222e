// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.Segmentation;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.reading.SegmentReader;
import io.github.medsam2.qca.reading.SegmentReading;
import io.github.medsam2.reading.coronary.CoronaryReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells what a model with reading heads says of a mask; nothing of one without. */
public final class Readings {
  private final Console console;

  /** Tells it here. */
  public Readings(Console console) {
    this.console = console;
  }

  /** The reading of a mask, where the model reads. */
  public static Optional<SegmentReading> of(Segmentation segmentation) {
    return segmentation
        .reading(CoronaryReading.class)
        .map(reading -> new SegmentReader().read(segmentation));
  }

  /** Tells the segment and stenosis that are read, with what speaks against them. */
  public Optional<SegmentReading> tell(Segmentation segmentation) {
    Optional<SegmentReading> reading = of(segmentation);
    reading.ifPresent(
        r -> {
          console.say("the model reads: " + r.summary());
          Map<String, Object> said = new LinkedHashMap<>();
          said.put("segment", r.segment().map(CassSegment::id));
          said.put("best", r.best().map(CassSegment::id));
          said.put("stenosisPercent", r.stenosis().percent());
          said.put("abstentions", r.abstentions());
          console.put("reading", said);
        });
    return reading;
  }
}
