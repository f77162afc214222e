// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.data.SampleSet;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is judged, and where that is written.
 *
 * @param data all there is
 * @param judged images with their segments
 * @param stenoses as many images with the stenoses marked on them
 * @param checkpoint the network; the one in this jar where there is none
 */
record EvaluateArguments(
    XcaData data, SampleSet judged, SampleSet stenoses, Path out, Optional<Path> checkpoint) {

  static EvaluateArguments of(String... arguments) {
    int count = arguments.length;
    if (count < 2 || count > 5 || count == 3) {
      throw new IllegalArgumentException("give: ARCADE-FOLDER OUT [FIRST LAST [CHECKPOINT]]");
    }
    XcaData data = new XcaData(Path.of(arguments[0]));
    int first = count > 3 ? Integer.parseInt(arguments[2]) : 0;
    int last = count > 3 ? Integer.parseInt(arguments[3]) : data.val().size();
    SampleSet judged = data.val().part(first, last);
    SampleSet marked = data.stenoses();
    SampleSet stenoses = marked.part(0, Math.min(last - first, marked.size()));
    Optional<Path> checkpoint = count > 4 ? Optional.of(Path.of(arguments[4])) : Optional.empty();
    return new EvaluateArguments(data, judged, stenoses, Path.of(arguments[1]), checkpoint);
  }

  MedSam2 model() {
    return checkpoint
        .map(file -> MedSam2.load(file, ModelOptions.defaults()))
        .orElseGet(() -> XcaNano.load(ModelOptions.defaults()));
  }
}
