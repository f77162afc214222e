// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.data.SampleFolder;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.data.warp.WarpedClips;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentText;
import io.github.medsam2.qca.phantom.PhantomSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What xca-nano learns from and is judged by.
 *
 * @param arcade the folder of the task {@code syntax}, beside that of the task {@code stenosis}
 */
record XcaData(Path arcade) {
  private static final int JUDGED = 30;
  private static final int PHANTOMS = 200;
  private static final long FIRST_PHANTOM = 30_000;
  private static final int MARKED = 400;
  private static final int CINES = 40;
  private static final int CINE_FRAMES = 8;
  private static final long FIRST_CINE = 40_000;
  private static final int WHOLE_CINES = 30;

  /** Eight frames so far apart see the contrast come and go. */
  private static final int APART = 7;

  private static final long MOTION = 7;

  /** All images to learn from, with CASS segments and arteries in place of SYNTAX ids. */
  SampleSet train() {
    return segments("train");
  }

  /** The same, with the stenoses of the images that stand in the other task, too. */
  SampleSet trainWithStenoses() {
    return SegmentsAndMarks.of(train(), marks("train")).all();
  }

  /** All images to judge by. */
  SampleSet val() {
    return segments("val");
  }

  /**
   * Images of the other task to judge by, with the stenoses that are marked on them; without those
   * that something is learnt from.
   */
  SampleSet stenoses() {
    return Pictures.without(marks("val"), train(), marks("train"));
  }

  /**
   * The same to learn from, beside pieces of vessels elsewhere, kept as phantoms are; without those
   * that anything is judged by.
   */
  SampleSet markedStenoses(Path run) {
    Path folder = run.resolve("stenoses");
    if (isMade(folder)) {
      return read(folder);
    }
    try (MedSam2 model = XcaNano.load(ModelOptions.defaults().engine("onnx").threads(1))) {
      SampleSet marks = Pictures.without(marks("train"), val(), marks("val"));
      return kept(folder, MarkedStenoses.of(model, marks.part(0, MARKED)));
    }
  }

  /** All of the other task to learn from, among them pictures that segments are judged by. */
  SampleSet marks() {
    return marks("train");
  }

  private SampleSet marks(String part) {
    return Arcade.stenoses(arcade.resolveSibling("stenosis").resolve(part))
        .named("stenosis/" + part + "/");
  }

  /** Those that choose among the states of a run. */
  SampleSet judged() {
    return val().part(0, Math.min(JUDGED, val().size()));
  }

  private SampleSet segments(String part) {
    return Arcade.segments(arcade.resolve(part)).named(part + "/").mapped(XcaData::inCass);
  }

  private static SampleObject inCass(SampleObject object) {
    return object
        .description()
        .map(CoronaryPrompt.class::cast)
        .map(said -> object.described(withArtery(SegmentText.toCass(said))))
        .orElse(object);
  }

  private static CoronaryPrompt withArtery(CoronaryPrompt said) {
    Optional<Artery> artery =
        said.segment().map(s -> Artery.valueOf(CassSegment.ofCass(s.id()).vessel().name()));
    return new CoronaryPrompt(said.segment(), said.view(), artery, said.text());
  }

  /** Phantoms with views and stenoses, made once for a run and kept in its folder. */
  static SampleSet phantoms(Path run) {
    return kept(run.resolve("phantoms"), PhantomSamples.of(FIRST_PHANTOM, PHANTOMS));
  }

  /**
   * Cines of other phantoms, kept alike: around the frame that is filled most, and whole ones of
   * fewer frames, in which objects are not always seen.
   */
  static SampleSet phantomClips(Path run) {
    PhantomSamples near = PhantomSamples.of(FIRST_CINE, CINES).clips(CINE_FRAMES);
    PhantomSamples whole =
        PhantomSamples.of(FIRST_CINE + CINES, WHOLE_CINES).clips(CINE_FRAMES, APART);
    return kept(run.resolve("cines"), near).and(kept(run.resolve("whole-cines"), whole));
  }

  /** The first images to learn from, made to move, kept alike. */
  SampleSet moved(Path run, int stills, int frames) {
    return kept(run.resolve("moved"), new WarpedClips(train().part(0, stills), frames, MOTION));
  }

  private static SampleSet kept(Path folder, SampleSet made) {
    if (!isMade(folder)) {
      SampleFolder.write(folder, made);
    }
    return read(folder);
  }

  private static boolean isMade(Path folder) {
    return Files.exists(folder.resolve(SampleFolder.NAME));
  }

  private static SampleSet read(Path folder) {
    return SampleFolder.read(folder, SegmentText::parse);
  }
}
