// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MappedFramesTest {
  private static Image frame(int grey) {
    return Image.gray8(2, 1, new byte[] {(byte) grey, 0});
  }

  @Test
  void everyFrameIsChangedByItsIndex() {
    FrameSource frames = FrameSource.of(List.of(frame(1), frame(2)));
    FrameSource changed =
        frames
            .map(f -> frame((int) f.value(0, 0, 0) + 10))
            .mapIndexed((f, i) -> frame((int) f.value(0, 0, 0) + 100 * i));
    assertThat(changed.frame(0).value(0, 0, 0)).isEqualTo(11);
    assertThat(changed.frame(1).value(0, 0, 0)).isEqualTo(112);
    assertThat(changed.count()).isEqualTo(2);
    assertThat(changed.isLive()).isFalse();
    assertThat(changed).hasToString("2 frames of 2x1, changed, changed");
  }

  @Test
  void whatIsLiveStaysLive() throws Exception {
    LiveFrames live = LiveFrames.of(2, 1, 2);
    FrameSource changed = live.map(f -> f);
    assertThat(changed.isLive()).isTrue();
    assertThat(changed.await(0, Duration.ofMillis(1))).isFalse();
    for (int i = 0; i < 5; i++) {
      live.push(frame(i));
    }
    assertThat(changed.count()).isEqualTo(5);
    assertThat(changed.first()).isEqualTo(3);
    assertThatThrownBy(() -> changed.frame(1)).hasMessageContaining("dropped");
    CompletableFuture<Void> ended = CompletableFuture.runAsync(live::end);
    assertThat(changed.await(5, Duration.ofSeconds(50))).isFalse();
    ended.get();
    assertThat(changed.isLive()).isFalse();
  }

  @Test
  void aChangeKeepsTheSizeAndGivesAnImage() {
    FrameSource frames = FrameSource.of(List.of(frame(1)));
    assertThatThrownBy(() -> frames.map(f -> Image.gray8(1, 1, new byte[1])).frame(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("frame 0")
        .hasMessageContaining("2x1")
        .hasMessageContaining("1x1");
    FrameSource.Change none = (f, i) -> FrameSources.missing();
    assertThatThrownBy(() -> frames.mapIndexed(none).frame(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("null");
  }
}
