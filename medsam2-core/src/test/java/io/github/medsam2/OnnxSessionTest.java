// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.MemoryPolicy;
import io.github.medsam2.testing.Golden;
import org.junit.jupiter.api.Test;

/** The long ones are run on this engine alone: what a session decides does not depend on it. */
class OnnxSessionTest extends SessionGoldens {
  @Override
  String engine() {
    return "onnx";
  }

  @Test
  void twentySlicesAndACorrectionTheLegacyWay() {
    Golden golden = Golden.shared("sam21_tiny_512_video20_legacy");
    SessionOptions legacy = SessionOptions.defaults().policy(MemoryPolicy.LEGACY);
    try (VideoSession s = tiny().session(frames(golden.get("volume")), legacy)) {
      s.object("a").on(3).prompt(Prompts.of(new BoxPrompt(10, 12, 60, 50)));
      for (FrameResult f : s.propagate(Direction.FORWARD)) {
        assertOutput(golden, "pass1.frame" + f.index(), s, "a", f);
      }
      Segmentation click = s.object("a").on(10).point(70, 10);
      golden.assertClose("click10.video_logits", click.logits(), LOGITS, false);
      for (FrameResult f : s.propagate(Direction.FORWARD).range(10, 14)) {
        assertOutput(golden, "pass2.frame" + f.index(), s, "a", f);
      }
    }
  }

  @Test
  void threeObjectsWithALateOne() {
    Golden golden = Golden.shared("sam21_tiny_512_multi_object");
    SessionOptions original = SessionOptions.defaults().policy(MemoryPolicy.ORIGINAL);
    try (VideoSession s = tiny().session(frames(golden.get("volume")), original)) {
      s.object("obj1").on(1).box(10, 12, 60, 50);
      s.object("obj7").on(2).point(33, 27);
      assertPass(golden, "p1", s, s.propagate(Direction.FORWARD).range(2, 7));
      s.object("obj9").on(5).mask(mask());
      assertPass(golden, "p2", s, s.propagate(Direction.FORWARD).range(5, 7));
      assertPass(golden, "p3", s, s.propagate(Direction.BACKWARD).range(0, 2));
    }
  }

  private static void assertPass(Golden golden, String pass, VideoSession s, Propagation p) {
    int compared = 0;
    for (FrameResult f : p) {
      for (String name : f.objects().keySet()) {
        String key = pass + ".frame" + f.index() + "." + name;
        if (golden.has(key + ".low_res")) {
          assertOutput(golden, key, s, name, f);
          compared++;
        }
      }
    }
    assertThat(compared).as("outputs compared of " + pass).isPositive();
  }
}
