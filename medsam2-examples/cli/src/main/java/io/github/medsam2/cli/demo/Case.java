// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.demo;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentText;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.dicom.PhantomDicom;
import io.github.medsam2.qca.phantom.FrameTruth;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.LesionTruth;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import io.github.medsam2.qca.phantom.SegmentTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the main job works on.
 *
 * @param cine the DICOM file
 * @param frame on which the lesion is shown, from 1; none for the middle one
 * @param prompts where it is
 * @param words what it is and how it is seen
 * @param truth of a phantom
 */
public record Case(
    Path cine,
    Optional<Integer> frame,
    List<Prompt> prompts,
    Optional<CoronaryPrompt> words,
    Optional<Truth> truth) {
  private static final CassSegment SEGMENT = CassSegment.MID_RCA;
  private static final double SECONDS = 1.6;

  /** Copies the list. */
  public Case {
    prompts = List.copyOf(prompts);
  }

  /**
   * A phantom, written into a folder: a right coronary artery that fills, with a stenosis of 60 %
   * in the middle.
   */
  public static Case phantom(Path folder, int frames, int side, Console console) {
    Phantom phantom =
        new Phantom(
            PhantomConfig.of(1, TreeSide.RIGHT, 35, -5)
                .withMatrix(side)
                .withFrames(frames, frames / SECONDS)
                .withLesions(LesionSpec.stenosis(SEGMENT, 0.5, 0.6, 12)));
    Path cine = folder.resolve("phantom.dcm");
    Path file = folder.resolve("truth.json");
    PhantomDicom.write(phantom, cine, file);
    console.wrote(cine);
    console.wrote(file);
    List<Mask> masks = new ArrayList<>();
    List<LesionTruth> lesions = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      FrameTruth truth = phantom.truth(i);
      masks.add(
          truth
              .segment(SEGMENT)
              .map(SegmentTruth::mask)
              .map(lumen -> lumen.intersection(truth.vessels()))
              .orElse(Mask.empty(side, side)));
      lesions.add(truth.lesions().get(0));
    }
    int shown = masks.indexOf(Collections.max(masks, Comparator.comparingInt(Mask::area)));
    return new Case(
        cine,
        Optional.of(shown + 1),
        List.of(BoxPrompt.around(masks.get(shown))),
        Optional.of(SegmentText.parse("mid RCA, LAO 35 CAUDAL 5")),
        Optional.of(new Truth(masks, lesions.get(shown))));
  }
}
