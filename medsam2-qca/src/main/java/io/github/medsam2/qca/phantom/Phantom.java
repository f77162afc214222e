// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.phantom.heart.Tube;

/**
 * A synthetic coronary angiogram with exact truth. Frames and truth are worked out when asked for;
 * the same configuration gives the same bytes on every machine. Immutable and thread-safe. Scores
 * on phantoms are not clinical performance.
 */
public final class Phantom implements FrameSource {
  private final PhantomConfig config;
  private final Scene scene;
  private final Renderer renderer;

  /** The phantom of a configuration. */
  public Phantom(PhantomConfig config) {
    this.config = config;
    this.scene = new Scene(config);
    this.renderer = new Renderer(scene);
  }

  /** What it was made from. */
  public PhantomConfig config() {
    return config;
  }

  /** The geometry of the view. */
  public CArm arm() {
    return scene.view.arm();
  }

  @Override
  public int count() {
    return config.frames();
  }

  @Override
  public int width() {
    return config.width();
  }

  @Override
  public int height() {
    return config.height();
  }

  @Override
  public Image frame(int index) {
    check(index);
    return renderer.frame(index);
  }

  /** What is true of a frame, in the middle of its exposure. */
  public FrameTruth truth(int index) {
    check(index);
    return new TruthMaker(scene, scene.time(index)).frame(index);
  }

  /** Share of the heart cycle since the R wave at a frame, 0 to 1, as an ECG would tell. */
  public double phase(int index) {
    check(index);
    return scene.motion.phase(scene.time(index));
  }

  /**
   * How far contrast has filled the segments at a frame: the mean share of the plateau at their
   * ends, or where the last of the flow stops before an occlusion, 0 to 1.
   */
  double filling(int index) {
    double seconds = scene.time(index);
    return scene.tree.segments().values().stream()
        .mapToDouble(v -> filling(v, seconds))
        .average()
        .orElse(0);
  }

  private double filling(Tube segment, double seconds) {
    int end = segment.size() - 1;
    while (end > 0 && segment.flow(end) == 0) {
      end--;
    }
    return segment.flow(end) * scene.bolus.filling(segment.arcFromOstium(end), seconds);
  }

  private void check(int index) {
    if (index < 0 || index >= config.frames()) {
      throw new InvalidInputException(
          "phantom frame",
          "0 to " + (config.frames() - 1),
          index + "",
          "ask for a frame of the cine");
    }
  }
}
