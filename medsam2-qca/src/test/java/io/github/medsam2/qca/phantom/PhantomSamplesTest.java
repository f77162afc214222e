// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleFolder;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomSamplesTest {
  private static final int FRAMES = 12;

  private static PhantomConfig small(long seed) {
    return PhantomConfig.of(seed, TreeSide.LEFT, -30, 28)
        .withMatrix(160)
        .withFrames(FRAMES, 4)
        .withLesions(LesionSpec.stenosis(CassSegment.MID_LAD, 0.5, 0.6, 12));
  }

  private static SampleObject object(Sample sample, String words) {
    return sample.objects().stream()
        .filter(o -> o.description().orElseThrow().render().equals(words))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPictureShowsSegmentsWithTheirNamesViewAndStenosis() {
    PhantomSamples samples = PhantomSamples.of(7, 2, PhantomSamplesTest::small);
    Sample s = samples.get(1);
    assertThat(s.id()).isEqualTo("phantom 8").isEqualTo(samples.id(1));
    assertThat(s.frames()).hasSize(1);
    assertThat(s.objects().size()).isGreaterThan(5);
    SampleObject lad = object(s, "CASS 13, RAO 30 CRANIAL 28");
    // The lesion is round: what a view shows is near what was asked for.
    assertThat(lad.stenosis().orElseThrow()).isCloseTo(60, within(4.0));
    assertThat(s.objects()).filteredOn(o -> o.stenosis().isPresent()).hasSize(1);
    // With all of it filled, the mask is the truth of a frame.
    Phantom phantom = new Phantom(small(8));
    List<Mask> truth =
        IntStream.range(0, FRAMES)
            .mapToObj(i -> phantom.truth(i).segment(CassSegment.MID_LAD).orElseThrow().mask())
            .toList();
    assertThat(truth).contains(lad.mask());
    assertThat(samples.get(1).objects()).isEqualTo(s.objects());
    assertThat(samples.get(1).image().pixels()).isEqualTo(s.image().pixels());
    assertThat(samples.get(0).image().pixels()).isNotEqualTo(s.image().pixels());
  }

  @Test
  void aClipMaySkipFrames() {
    PhantomSamples stills = PhantomSamples.of(7, 1, PhantomSamplesTest::small);
    Sample whole = stills.clips(FRAMES).get(0);
    Sample thin = stills.clips(4, 3).get(0);
    assertThat(thin.frames()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      int at = 3 * i;
      List<Image> near = whole.frames().subList(at, Math.min(FRAMES, at + 3));
      ByteBuffer pixels = thin.frames().get(i).pixels();
      assertThat(near).anyMatch(frame -> frame.pixels().equals(pixels));
    }
    assertThatThrownBy(() -> stills.clips(4, 4).get(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("13");
    assertThatThrownBy(() -> stills.clips(4, 0)).isInstanceOf(InvalidInputException.class);
  }

  /** The right artery is closed at its root: all that fills is the stump. */
  @Test
  void aTreeClosedAtItsRootIsSeenAsFarAsItFills() {
    PhantomConfig closed =
        PhantomConfig.of(5, TreeSide.RIGHT, 35, 0)
            .withMatrix(160)
            .withFrames(FRAMES, 4)
            .withLesions(LesionSpec.occlusion(CassSegment.PROXIMAL_RCA, 0.33));
    Sample s = PhantomSamples.of(5, 1, seed -> closed).get(0);
    assertThat(s.objects()).hasSize(1);
    assertThat(object(s, "CASS 1, LAO 35").stenosis()).hasValue(100);
  }

  @Test
  void aWholeCineBeginsBeforeTheContrast() {
    PhantomSamples samples = PhantomSamples.of(8, 1, PhantomSamplesTest::small).clips(FRAMES);
    Sample s = samples.get(0);
    assertThat(s.frames()).hasSize(FRAMES);
    assertThat(s.objects()).allMatch(o -> o.masks().get(0).isEmpty());
    SampleObject lad = object(s, "CASS 13, RAO 30 CRANIAL 28");
    Sample still = PhantomSamples.of(8, 1, PhantomSamplesTest::small).get(0);
    assertThat(lad.masks()).contains(object(still, "CASS 13, RAO 30 CRANIAL 28").mask());
    assertThat(samples.clips(3).get(0).frames()).hasSize(3);
    assertThatThrownBy(() -> samples.clips(FRAMES + 1).get(0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> samples.clips(0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aFolderOfThemReadsBack(@TempDir Path folder) {
    PhantomSamples samples = PhantomSamples.of(3, 1, PhantomSamplesTest::small).clips(2);
    SampleFolder.write(folder, samples);
    SampleSet read = SampleFolder.read(folder, CoronaryPrompt::parse);
    Sample a = samples.get(0);
    Sample b = read.get(0);
    assertThat(b.objects())
        .extracting(SampleObject::masks)
        .isEqualTo(a.objects().stream().map(SampleObject::masks).toList());
    assertThat(b.objects())
        .extracting(SampleObject::stenosis)
        .isEqualTo(a.objects().stream().map(SampleObject::stenosis).toList());
    assertThat(read.group(0)).isEqualTo(samples.group(0));
  }

  @Test
  void theTruthOnDiskHoldsTheMasks(@TempDir Path folder) throws IOException {
    Phantom phantom = new Phantom(small(8).withFrames(2, 1));
    Path file = folder.resolve("truth.json");
    TruthJson.write(phantom, file);
    JsonObject frame =
        JsonParser.parseString(Files.readString(file))
            .getAsJsonObject()
            .getAsJsonArray("frames")
            .get(1)
            .getAsJsonObject();
    FrameTruth truth = phantom.truth(1);
    assertThat(mask(frame.getAsJsonObject("vessels"))).isEqualTo(truth.vessels());
    for (int i = 0; i < truth.segments().size(); i++) {
      JsonObject segment = frame.getAsJsonArray("segments").get(i).getAsJsonObject();
      assertThat(mask(segment.getAsJsonObject("mask"))).isEqualTo(truth.segments().get(i).mask());
    }
    JsonObject lesion = frame.getAsJsonArray("lesions").get(0).getAsJsonObject();
    assertThat(mask(lesion.getAsJsonObject("mask"))).isEqualTo(truth.lesions().get(0).mask());
  }

  private static Mask mask(JsonObject json) {
    int height = json.getAsJsonArray("size").get(0).getAsInt();
    int width = json.getAsJsonArray("size").get(1).getAsInt();
    return CocoRle.ofCompressed(width, height, json.get("counts").getAsString()).toMask();
  }
}
