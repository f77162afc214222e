// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionJournal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A journal written on one engine and asked again on the other. */
class EngineReplayTest {
  private static final float LOGITS = 5e-4f;
  private static final int FRAMES = 6;

  @ParameterizedTest
  @CsvSource({"onnx,torch", "torch,onnx"})
  void masksAreTheSame(String here, String there, @TempDir Path folder) {
    Path file = folder.resolve("session.jsonl");
    try (MedSam2 model = NanoSessions.model(here);
        MedSam2 other = NanoSessions.model(there);
        VideoSession s = model.session(NanoSessions.frames(FRAMES));
        VideoSession replayed = other.session(NanoSessions.frames(FRAMES))) {
      work(s);
      SessionJournal.write(file, s.journal());
      List<SessionEvent> loaded = SessionJournal.read(file);
      assertThat(loaded).isEqualTo(s.journal());
      replayed.replay(loaded);
      assertThat(replayed.objects()).containsExactly("box", "points", "mask");
      for (String object : s.objects()) {
        NanoSessions.assertClose(
            NanoSessions.remembered(replayed, object, FRAMES),
            NanoSessions.remembered(s, object, FRAMES),
            LOGITS);
        Map<Integer, float[]> masks = NanoSessions.logits(s.propagate(Direction.BOTH), object);
        assertThat(masks).hasSize(FRAMES);
        NanoSessions.assertClose(
            NanoSessions.logits(replayed.propagate(Direction.BOTH), object), masks, LOGITS);
      }
    }
  }

  /** Prompts of every kind, late objects, both directions, a correction, and changes of mind. */
  private static void work(VideoSession s) {
    Mask rectangle = NanoSessions.rectangle(8, 6, 24, 20);
    s.object("box").on(2).box(5, 5, 20, 20);
    s.object("box").on(2).point(12, 12);
    s.object("gone").on(0).point(3, 3);
    s.propagate(Direction.BOTH).run();
    s.object("points")
        .on(1)
        .prompt(Prompts.of(PointPrompt.positive(30, 10), PointPrompt.negative(5, 25)));
    s.object("gone").remove();
    s.object("box").on(4).notPoint(30, 25);
    s.undo();
    s.object("box")
        .on(4)
        .prompt(Prompts.of(new BoxPrompt(6, 4, 22, 21), PointPrompt.negative(30, 25)));
    s.propagate(Direction.FORWARD).run();
    s.object("mask").on(3).mask(rectangle);
    s.propagate(Direction.BACKWARD).range(0, 3).run();
    s.undo();
    s.undo();
    s.redo();
    s.redo();
    s.object("box").on(5).point(10, 10);
    s.object("box").on(5).clear();
  }
}
