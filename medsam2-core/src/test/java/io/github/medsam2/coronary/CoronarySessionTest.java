// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.coronary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.frontdoor.ModelUnderTest;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.reading.coronary.CoronaryReading;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionJournal;
import io.github.medsam2.testing.CoronaryModel;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Words and readings in a session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoronarySessionTest {
  private static final ViewAngle RAO = ViewAngle.of(-30, -25);
  private static final ViewAngle LAO = ViewAngle.of(45, 0);

  private final MedSam2 model =
      MedSam2.of(CoronaryModel.weights(CoronaryConfig.ALL), NanoModel.options("onnx"));

  @AfterAll
  void close() {
    model.close();
  }

  private VideoSession session() {
    return model.session(FrameSource.of(IntStream.range(0, 5).mapToObj(NanoModel::image).toList()));
  }

  private static Map<Integer, Segmentation> all(VideoSession session, String object) {
    Map<Integer, Segmentation> out = new TreeMap<>();
    for (FrameResult f : session.propagate(Direction.BOTH)) {
      Optional.ofNullable(f.objects().get(object)).ifPresent(s -> out.put(f.index(), s));
    }
    return out;
  }

  private static Optional<ViewAngle> view(Segmentation s) {
    return s.reading(CoronaryReading.class).orElseThrow().view();
  }

  @Test
  void everyTrackedFrameIsReadInTheViewSaidNearestToIt() {
    try (VideoSession cine = session()) {
      cine.object("a").on(1).box(20, 15, 60, 50);
      cine.object("a").on(1).describe(CoronaryPrompt.of(RAO));
      cine.object("a").on(4).box(20, 15, 60, 50);
      cine.object("a").on(4).describe(CoronaryPrompt.of(LAO));
      cine.object("b").on(1).box(20, 15, 60, 50);
      Map<Integer, Segmentation> a = all(cine, "a");
      assertThat(a.keySet()).containsExactly(0, 1, 2, 3, 4);
      assertThat(a.values().stream().map(s -> view(s).orElseThrow()))
          .containsExactly(RAO, RAO, RAO, LAO, LAO);
      FrameResult last =
          cine.propagate(Direction.FORWARD).stream().skip(3).findFirst().orElseThrow();
      assertThat(last.reading("a", CoronaryReading.class)).isPresent();
      assertThat(all(cine, "b").values()).allSatisfy(s -> assertThat(view(s)).isEmpty());
    }
  }

  /** A tracked mask does not depend on the view: only its reading does. */
  @Test
  void theViewReachesTheReadingOfATrackedFrame() {
    try (VideoSession known = session();
        VideoSession unknown = session()) {
      known.object("a").on(0).mask(square());
      known.object("a").on(0).describe(CoronaryPrompt.of(RAO));
      unknown.object("a").on(0).mask(square());
      Map<Integer, Segmentation> with = all(known, "a");
      Map<Integer, Segmentation> without = all(unknown, "a");
      assertSameMasks(with, without);
      for (int i = 0; i < with.size(); i++) {
        assertThat(logits(with).get(i)).isNotEqualTo(logits(without).get(i));
      }
    }
  }

  private static void assertSameMasks(
      Map<Integer, Segmentation> found, Map<Integer, Segmentation> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
    Iterator<Segmentation> all = expected.values().iterator();
    found.values().forEach(s -> ModelUnderTest.assertSame(s, all.next()));
  }

  /** The logits of the readings, frame by frame. */
  private static List<float[]> logits(Map<Integer, Segmentation> answers) {
    return answers.values().stream()
        .map(s -> s.reading(CoronaryReading.class).orElseThrow().cassLogits())
        .toList();
  }

  private static Mask square() {
    byte[] pixels = new byte[90 * 70];
    for (int i = 0; i < 20 * 20; i++) {
      pixels[(25 + i / 20) * 90 + 30 + i % 20] = 1;
    }
    return Mask.of(90, 70, pixels);
  }

  @Test
  void anEmptyMaskHasNoReading() {
    try (VideoSession cine = session()) {
      Segmentation s = cine.object("a").on(0).mask(Mask.of(90, 70, new byte[90 * 70]));
      assertThat(s.reading(CoronaryReading.class)).isEmpty();
    }
  }

  @Test
  void aTextAloneFindsAndABoxLeavesTheWords() {
    try (VideoSession cine = session();
        ImageEmbedding image = model.embed(NanoModel.image(0))) {
      cine.object("a").on(0).describe(CoronaryPrompt.parse("CASS 2, RAO 30 CAUDAL 25"));
      cine.object("a").on(0).clear();
      cine.object("b").on(0).prompt(Prompts.of(CoronaryPrompt.parse("CASS 2, RAO 30 CAUDAL 25")));
      cine.object("b").on(0).describe(CoronaryPrompt.parse("CASS 13"));
      assertThat(view(cine.object("b").on(0).box(20, 15, 60, 50))).contains(RAO);
    }
  }

  @Test
  void aViewAloneIsRefusedAndLeavesNothing() {
    try (VideoSession cine = session()) {
      assertThatThrownBy(() -> cine.object("a").on(0).describe(CoronaryPrompt.of(RAO)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("RAO 30 CAUDAL 25 alone");
      assertThat(cine.journal()).isEmpty();
      assertThat(cine.objects()).isEmpty();
    }
  }

  @Test
  void aJournalFileReplaysWords(@TempDir Path folder) {
    Path file = folder.resolve("journal.jsonl");
    try (VideoSession first = session();
        VideoSession second = session()) {
      first.object("a").on(1).describe(CoronaryPrompt.parse("CASS 2, LAO 45"));
      first.object("a").on(3).point(40, 30);
      first.object("a").on(3).describe(CoronaryPrompt.parse("RCA, RAO caudal"));
      Map<Integer, Segmentation> expected = all(first, "a");
      SessionJournal.write(file, first.journal());
      List<SessionEvent> events = SessionJournal.read(file);
      assertThat(events).isEqualTo(first.journal());
      second.replay(events);
      Map<Integer, Segmentation> found = all(second, "a");
      assertSameMasks(found, expected);
      assertThat(logits(found).toArray()).isEqualTo(logits(expected).toArray());
    }
  }
}
