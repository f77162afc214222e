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
class LiveFramesTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private static Image frame(int grey) {
    return Image.gray8(2, 1, new byte[] {(byte) grey, 0});
  }

  @Test
  void onlyTheLatestAreRetained() {
    LiveFrames live = LiveFrames.of(2, 1, 3);
    assertThat(live.count()).isZero();
    assertThatThrownBy(() -> live.frame(0)).hasMessageContaining("has not come");
    for (int i = 0; i < 5; i++) {
      assertThat(live.push(frame(i))).isEqualTo(i);
    }
    assertThat(live.count()).isEqualTo(5);
    assertThat(live.first()).isEqualTo(2);
    for (int i = 2; i < 5; i++) {
      assertThat(live.frame(i).value(0, 0, 0)).isEqualTo(i);
    }
    assertThatThrownBy(() -> live.frame(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected 2 to 4")
        .hasMessageContaining("dropped");
    assertThatThrownBy(() -> live.frame(5)).hasMessageContaining("has not come");
    assertThatThrownBy(() -> live.frame(-1)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aBufferMayBeUsedAgain() {
    byte[] buffer = {7, 0};
    LiveFrames live = LiveFrames.of(2, 1, 2);
    live.push(Image.gray8(2, 1, buffer));
    buffer[0] = 9;
    assertThat(live.frame(0).value(0, 0, 0)).isEqualTo(7);
  }

  @Test
  void nothingFollowsTheEndAndNothingElseFits() {
    LiveFrames live = LiveFrames.of(2, 1, 2);
    assertThat(live.isLive()).isTrue();
    assertThatThrownBy(() -> live.push(Image.gray8(1, 2, new byte[2])))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2x1");
    assertThatThrownBy(() -> live.push(Image.gray16(2, 1, new short[2])))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> LiveFrames.of(2, 1, 1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> LiveFrames.of(0, 1, 2)).isInstanceOf(InvalidInputException.class);
    live.end();
    live.end();
    assertThat(live.isLive()).isFalse();
    assertThat(live.count()).isZero();
    assertThatThrownBy(() -> live.push(frame(0))).hasMessageContaining("end");
  }

  @Test
  void aFrameIsWaitedFor() throws Exception {
    LiveFrames live = LiveFrames.of(2, 1, 2);
    assertThat(live.await(0, Duration.ZERO)).isFalse();
    assertThat(live.await(0, Duration.ofMillis(1))).isFalse();
    CompletableFuture<Integer> pushed = CompletableFuture.supplyAsync(() -> live.push(frame(1)));
    assertThat(live.await(0, LONG)).isTrue();
    assertThat(pushed.get()).isZero();
    CompletableFuture<Void> ended = CompletableFuture.runAsync(live::end);
    assertThat(live.await(1, LONG)).isFalse();
    ended.get();
    assertThat(live.await(0, Duration.ZERO)).isTrue();
  }

  @Test
  void otherSourcesAreComplete() throws Exception {
    FrameSource source = FrameSource.of(List.of(frame(1), frame(2)));
    assertThat(source.isLive()).isFalse();
    assertThat(source.first()).isZero();
    assertThat(source.await(1, LONG)).isTrue();
    assertThat(source.await(2, LONG)).isFalse();
  }
}
