// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is written is read: any size, sparse frames, overlapping segments, every form. */
class SegRoundTripTest {

  @Provide
  Arbitrary<SegForm> forms() {
    Stream<SegForm> types =
        Stream.of(
            SegForm.binary(), SegForm.fractional(), SegForm.labelmap(8), SegForm.labelmap(16));
    return Arbitraries.of(
        types
            .flatMap(f -> Arrays.stream(SegForm.Compression.values()).map(f::compressed))
            .toList());
  }

  @Property(tries = 200)
  void masksComeBack(
      @ForAll("forms") SegForm form,
      @ForAll @IntRange(min = 1, max = 21) int width,
      @ForAll @IntRange(min = 1, max = 13) int height,
      @ForAll @IntRange(min = 1, max = 7) int frames,
      @ForAll @IntRange(min = 1, max = 3) int segments,
      @ForAll long seed) {
    Random random = new Random(seed);
    DataSet source = SegFixtures.cine(width, height, frames);
    SegWriter writer = SegWriter.of(source, form, SegFixtures.THREE.subList(0, segments));
    Map<List<Integer>, Mask> expected = new HashMap<>();
    boolean overlap = false;
    // Backwards, so that the order of calls is not that of the file.
    for (int f = frames - 1; f >= 0; f--) {
      Mask taken = Mask.empty(width, height);
      for (int s = 1; s <= segments; s++) {
        Mask mask = SegFixtures.random(width, height, random.nextLong());
        mask = random.nextInt(3) == 0 ? Mask.empty(width, height) : mask;
        if (form.type() == SegmentationType.LABELMAP) {
          mask = mask.minus(taken);
        }
        overlap |= !mask.intersection(taken).isEmpty();
        taken = taken.union(mask);
        expected.put(List.of(s, f), mask);
        writer.mask(s, f, mask);
      }
    }
    DataSet object = writer.build();
    SegReader reader = SegFixtures.read(form, object);
    assertThat(reader.type()).isEqualTo(form.type());
    assertThat(reader.findings()).isEmpty();
    assertThat(object.text(Tag.SEGMENTS_OVERLAP)).contains(overlap ? "YES" : "NO");
    expected.forEach(
        (k, m) -> assertThat(reader.mask(k.get(0), k.get(1))).as("%s", k).isEqualTo(m));
    assertThat(reader.segments().values())
        .containsExactlyElementsOf(SegFixtures.THREE.subList(0, segments));
    long stored = Math.max(1, expected.values().stream().filter(m -> !m.isEmpty()).count());
    if (form.type() != SegmentationType.LABELMAP) {
      assertThat(reader.frames()).hasSize((int) stored);
    }
  }

  @Property(tries = 60)
  void probabilitiesComeBackWithinHalfAStep(
      @ForAll @IntRange(min = 1, max = 19) int width,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] p = new float[width * height];
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
    }
    DataSet source = SegFixtures.cine(width, height, 3);
    SegForm form = SegForm.fractional().compressed(SegForm.Compression.RUN_LENGTH);
    DataSet object =
        SegWriter.of(source, form, List.of(SegFixtures.VESSEL))
            .probabilities(1, 0, FloatBuffer.allocate(p.length))
            .probabilities(1, 2, FloatBuffer.wrap(p))
            .build();
    SegReader reader = SegFixtures.read(form, object);
    float[] back = reader.probabilities(1, 2);
    for (int i = 0; i < p.length; i++) {
      assertThat(back[i]).isCloseTo(p[i], within(0.5f / 255 + 1e-6f));
    }
    assertThat(reader.probabilities(1, 0)).containsOnly(0);
    assertThatThrownBy(() -> reader.probabilities(1, 1)).isInstanceOf(InvalidInputException.class);
  }
}
