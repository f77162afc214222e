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
 * @param checkpoint the network; the one in this jar where there is none
 */
record EvaluateArguments(SampleSet judged, Path out, Optional<Path> checkpoint) {

  static EvaluateArguments of(String... arguments) {
    int count = arguments.length;
    if (count < 2 || count > 5 || count == 3) {
      throw new IllegalArgumentException("give: ARCADE-FOLDER OUT [FIRST LAST [CHECKPOINT]]");
    }
    SampleSet val = new XcaData(Path.of(arguments[0])).val();
    SampleSet judged =
        count > 3 ? val.part(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])) : val;
    Optional<Path> checkpoint = count > 4 ? Optional.of(Path.of(arguments[4])) : Optional.empty();
    return new EvaluateArguments(judged, Path.of(arguments[1]), checkpoint);
  }

  MedSam2 model() {
    return checkpoint
        .map(file -> MedSam2.load(file, ModelOptions.defaults()))
        .orElseGet(() -> XcaNano.load(ModelOptions.defaults()));
  }
}
