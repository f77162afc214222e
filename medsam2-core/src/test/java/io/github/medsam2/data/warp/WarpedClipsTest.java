// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarpedClipsTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 96;
  private static final int FRAMES = 12;

  private static Mask disc(double x, double y, double radius) {
    byte[] inside = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) (Math.hypot(i % WIDTH - x, i / WIDTH - y) <= radius ? 1 : 0);
    }
    return Mask.of(WIDTH, HEIGHT, inside);
  }

  /** Dark discs, as small as vessels are wide, on a ground that brightens to the right. */
  private static Sample still(double radius) {
    List<Mask> discs = List.of(disc(50, 45, radius), disc(75, 50, radius));
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      int x = i % WIDTH;
      boolean dark = in(discs, i);
      grey[i] = (byte) (140 + x / 4 - (dark ? 90 : 0));
    }
    List<SampleObject> objects = discs.stream().map(SampleObject::of).toList();
    return Sample.of("still", "patient", Image.gray8(WIDTH, HEIGHT, grey), objects);
  }

  private static boolean in(List<Mask> discs, int pixel) {
    return discs.stream().anyMatch(d -> d.contains(pixel % WIDTH, pixel / WIDTH));
  }

  private static double[] centre(Mask mask) {
    double[] sum = new double[2];
    mask.forEachRun(
        (y, from, to) -> {
          for (int x = from; x < to; x++) {
            sum[0] += x;
            sum[1] += y;
          }
        });
    return new double[] {sum[0] / mask.area(), sum[1] / mask.area()};
  }

  private static WarpedClips clips(long seed) {
    return new WarpedClips(SampleSet.of(List.of(still(2))), FRAMES, seed);
  }

  @Test
  void theSameSeedGivesTheSameClip() {
    Sample clip = clips(4).get(0);
    Sample again = clips(4).get(0);
    Sample other = clips(5).get(0);
    assertThat(clip.frames()).hasSize(FRAMES);
    assertThat(clip.image().width()).isEqualTo(WIDTH);
    assertThat(clip.image().height()).isEqualTo(HEIGHT);
    assertThat(clip.id()).isNotEqualTo("still");
    assertThat(clip.group()).isEqualTo("patient");
    assertThat(pixels(again)).isEqualTo(pixels(clip)).isNotEqualTo(pixels(other));
    assertThat(again.objects()).isEqualTo(clip.objects());
  }

  private static List<java.nio.ByteBuffer> pixels(Sample sample) {
    return sample.frames().stream().map(Image::pixels).toList();
  }

  @Test
  void withoutMotionFramesAreTheStillAndMasksStay() {
    Sample still = still(2);
    Layers layers = Layers.of(still);
    Image source = still.image();
    for (int i = 0; i < layers.vessels().length; i++) {
      float sum = layers.background()[i] + layers.vessels()[i];
      assertThat(sum).isCloseTo(source.value(i % WIDTH, i / WIDTH, 0), within(1e-3f));
    }
    Motion none = Motion.none(WIDTH, HEIGHT);
    Sample clip = rendered(layers, none, Bolus.FULL, still);
    for (int i = 0; i < still.objects().size(); i++) {
      Mask mask = still.objects().get(i).mask();
      assertThat(clip.objects().get(i).masks()).allMatch(mask::equals);
    }
  }

  private static Sample rendered(Layers layers, Motion motion, Bolus bolus, Sample still) {
    Sample clip =
        new Rendering(layers, motion, bolus, CounterRandom.of(1))
            .clip("clip", "patient", still.objects(), FRAMES);
    assertThat(clip).isNotNull();
    return clip;
  }

  /** Where a disc's pixels came from is the disc; and what is dark on the frame is in the mask. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void masksFollowTheImage(long seed) {
    Sample still = still(2);
    Layers layers = Layers.of(still);
    Motion motion = Motion.draw(WIDTH, HEIGHT, FRAMES, CounterRandom.of(seed));
    Sample clip = rendered(layers, motion, Bolus.FULL, still);
    double[] xy = new double[2];
    double most = 0;
    for (int t = 0; t < FRAMES; t++) {
      for (int i = 0; i < 2; i++) {
        double[] now = centre(clip.objects().get(i).masks().get(t));
        double[] then = centre(still.objects().get(i).mask());
        motion.vessel(t, (int) Math.round(now[0]), (int) Math.round(now[1]), xy);
        assertThat(Math.hypot(xy[0] - then[0], xy[1] - then[1])).isLessThan(1.5);
        most = Math.max(most, Math.hypot(now[0] - then[0], now[1] - then[1]));
        float middle =
            clip.frames().get(t).value((int) Math.round(now[0]), (int) Math.round(now[1]), 0);
        assertThat(middle).as("dark at frame %s", t).isLessThan(120);
      }
    }
    assertThat(most).isGreaterThan(1);
  }

  @Test
  void targetsAreEmptyBeforeTheContrastComesAndGrow() {
    Sample still = still(2);
    Layers layers = Layers.of(still);
    float[] delay = new float[WIDTH * HEIGHT];
    for (int i = 0; i < delay.length; i++) {
      delay[i] = i % WIDTH < 62 ? 0 : 2;
    }
    Bolus bolus = new Bolus(3, 4, 3, 4, delay);
    Sample clip = rendered(layers, Motion.none(WIDTH, HEIGHT), bolus, still);
    List<Boolean> near = seen(clip.objects().get(0));
    List<Boolean> far = seen(clip.objects().get(1));
    assertThat(near.indexOf(true)).isEqualTo(4);
    assertThat(far.indexOf(true)).isEqualTo(6);
    assertThat(near.subList(4, FRAMES)).containsOnly(true);
    assertThat(clip.frames().get(0).value(50, 45, 0)).isGreaterThan(130);
    assertThat(clip.frames().get(8).value(50, 45, 0)).isLessThan(90);
    assertThat(bolus.at(1000, 0)).isEqualTo(0.2);
  }

  private static List<Boolean> seen(SampleObject object) {
    return new ArrayList<>(object.masks().stream().map(m -> !m.isEmpty()).toList());
  }

  @Test
  void contrastComesLaterFartherAlongTheVessel() {
    Mask vessel = disc(30, 48, 6);
    byte[] line = new byte[WIDTH * HEIGHT];
    for (int x = 30; x < 100; x++) {
      line[48 * WIDTH + x] = 1;
    }
    float[] delay = Reach.of(vessel.union(Mask.of(WIDTH, HEIGHT, line)), 5);
    assertThat(delay[48 * WIDTH + 30]).isZero();
    assertThat(delay[48 * WIDTH + 60]).isBetween(1.5f, 3f);
    assertThat(delay[48 * WIDTH + 99]).isCloseTo(5, within(1e-4f));
    assertThat(delay[40 * WIDTH + 99]).isGreaterThan(4);
  }

  @Test
  void lengthsAreChecked() {
    SampleSet stills = SampleSet.of(List.of(still(2)));
    assertThatThrownBy(() -> new WarpedClips(stills, 1, 1))
        .isInstanceOf(InvalidInputException.class);
  }
}
