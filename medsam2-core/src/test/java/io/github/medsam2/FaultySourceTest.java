// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.FrameSources;
import io.github.medsam2.image.Image;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that do not keep their word are told so, frame by frame, and may do better next time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class FaultySourceTest {
  private static final int WIDTH = NanoSessions.WIDTH;
  private static final int HEIGHT = NanoSessions.HEIGHT;
  private static final Image GOOD = NanoSessions.images(1).get(0);
  private final MedSam2 model = NanoSessions.model("onnx");

  @AfterAll
  void close() {
    model.close();
  }

  private static Image bad(String kind) {
    return switch (kind) {
      case "smaller" -> Image.gray8(WIDTH / 2, HEIGHT / 2, new byte[WIDTH * HEIGHT / 4]);
      case "turned" -> Image.gray8(HEIGHT, WIDTH, new byte[WIDTH * HEIGHT]);
      case "deeper" -> Image.gray16(WIDTH, HEIGHT, new short[WIDTH * HEIGHT]);
      case "null" -> FrameSources.missing();
      case "failure" -> throw new IllegalStateException("the disk is gone");
      default -> throw new StackOverflowError("a source's own");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "smaller, 20x16",
    "turned, 32x40",
    "deeper, UINT16",
    "null, null",
    "failure, IllegalState"
  })
  void aWrongFrameIsNamed(String kind, String found) {
    for (boolean prefetch : new boolean[] {true, false}) {
      AtomicBoolean mended = new AtomicBoolean();
      try (VideoSession s = model.session(source(kind, mended), options(prefetch))) {
        s.object("a").on(0).box(5, 5, 20, 20);
        assertThatThrownBy(() -> s.propagate(Direction.FORWARD).run())
            .isInstanceOf(MedSam2Exception.class)
            .hasMessageContaining("frame 2:")
            .hasMessageContaining(found);
        assertThatThrownBy(() -> s.object("a").on(2).point(9, 9))
            .hasMessageContaining("frame 2:")
            .hasMessageContaining(found);
        assertThat(s.journal()).hasSize(2);
        mended.set(true);
        assertThat(s.propagate(Direction.FORWARD).stream()).hasSize(4);
      }
    }
  }

  private static FrameSource source(String kind, AtomicBoolean mended) {
    return FrameSources.of(4, WIDTH, HEIGHT, i -> i == 2 && !mended.get() ? bad(kind) : GOOD);
  }

  private static SessionOptions options(boolean prefetch) {
    return SessionOptions.defaults().prefetch(prefetch);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void errorsPassAndFailuresStayTheCause(boolean prefetch) {
    AtomicBoolean mended = new AtomicBoolean();
    try (VideoSession s = model.session(source("error", mended), options(prefetch));
        VideoSession other = model.session(source("failure", mended), options(prefetch))) {
      s.object("a").on(0).box(5, 5, 20, 20);
      assertThatThrownBy(() -> s.propagate(Direction.FORWARD).run())
          .isInstanceOf(StackOverflowError.class)
          .hasMessage("a source's own");
      mended.set(true);
      assertThat(s.propagate(Direction.FORWARD).stream()).hasSize(4);
      mended.set(false);
      assertThatThrownBy(() -> other.object("a").on(2).box(5, 5, 20, 20))
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("the disk is gone");
      assertThat(other.objects()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,40,32", "-1,40,32", "4,0,32", "4,40,-1"})
  void aSourceOfNothingIsRefusedAtOnce(int count, int width, int height) {
    FrameSource source = FrameSources.of(count, width, height, i -> GOOD);
    assertThatThrownBy(() -> model.session(source).frameCount())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("source of frames");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 9})
  void aRecordingIsAsLongAsItWasWhenItWasOpened(int later) {
    AtomicBoolean opened = new AtomicBoolean();
    FrameSource source =
        new FrameSource() {
          @Override
          public int count() {
            return opened.get() ? later : 4;
          }

          @Override
          public int width() {
            return opened.get() ? 7 : WIDTH;
          }

          @Override
          public int height() {
            return HEIGHT;
          }

          @Override
          public Image frame(int index) {
            return GOOD;
          }
        };
    try (VideoSession s = model.session(source)) {
      opened.set(true);
      s.object("a").on(0).box(5, 5, 20, 20);
      assertThat(s.propagate(Direction.FORWARD).stream())
          .hasSize(4)
          .allMatch(f -> f.mask("a").width() == WIDTH);
      assertThat(s.frameCount()).isEqualTo(4);
    }
  }
}
