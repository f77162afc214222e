// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Auroc;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.NoVesselException;
import io.github.medsam2.qca.measure.Qca;
import io.github.medsam2.qca.measure.QcaOptions;
import io.github.medsam2.qca.reading.SegmentReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the stenosis that is read tells segments with a marked stenosis from the others of the
 * same images, in pictures that stand in both tasks of ARCADE. A segment without a mark is not
 * proven healthy.
 *
 * @param head AUROC of the percent that the reading head says
 * @param qca AUROC of the percent that QCA measures in the model's mask; 0 where it refuses
 * @param marked segments of which a mark covers at least a tenth
 * @param others that no mark meets
 */
record MarkedSegments(double head, double qca, int marked, int others) {

  static MarkedSegments of(MedSam2 model, SampleSet segments, SampleSet marks) {
    SegmentReader reader = new SegmentReader();
    SampleSet both = SegmentsAndMarks.of(segments, marks).both();
    List<Double> read = new ArrayList<>();
    List<Double> measured = new ArrayList<>();
    List<Boolean> marked = new ArrayList<>();
    for (int i = 0; i < both.size(); i++) {
      Sample sample = both.get(i);
      try (ImageEmbedding image = model.embed(sample.image())) {
        for (SampleObject o : sample.objects()) {
          if (o.stenosis().isPresent()) {
            BoxPrompt box = BoxPrompt.around(o.mask());
            Segmentation found = model.prompt(image).and(box).predict();
            read.add(reader.read(found).stenosis().percent());
            measured.add(stenosis(sample, found.mask()));
            marked.add(o.stenosis().getAsDouble() == MarkedStenoses.MARKED);
          }
        }
      }
    }
    int positive = (int) marked.stream().filter(m -> m).count();
    return new MarkedSegments(
        Auroc.of(read, marked), Auroc.of(measured, marked), positive, marked.size() - positive);
  }

  private static double stenosis(Sample sample, Mask mask) {
    try {
      return new Qca(QcaOptions.standard())
          .measure(sample.image(), mask, new Calibration.None())
          .diameterStenosis();
    } catch (NoVesselException none) {
      return 0;
    }
  }
}
