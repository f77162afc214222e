// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BufferPoolTest {

  @Test
  void aBufferGivenBackIsUsedAgain() {
    BufferPool pool = new BufferPool(1 << 20);
    ByteBuffer first = pool.take(1000);
    first.position(7).limit(9);
    pool.giveBack(first);
    ByteBuffer second = pool.take(1001);
    assertThat(second).isSameAs(first);
    assertThat(second.remaining()).isGreaterThanOrEqualTo(1001);
    assertThat(pool.take(1000)).isNotSameAs(first);
  }

  /** The longest unused goes first, so sizes that are no longer wanted do not fill the pool. */
  @Test
  void keepsNoMoreThanItsLimit() {
    BufferPool pool = new BufferPool(3 * 1024);
    ByteBuffer oldest = pool.take(1024);
    ByteBuffer middle = pool.take(1024);
    ByteBuffer large = pool.take(2048);
    pool.giveBack(oldest);
    pool.giveBack(middle);
    pool.giveBack(large);
    assertThat(pool.take(2048)).isSameAs(large);
    assertThat(pool.take(1024)).isSameAs(middle);
    assertThat(pool.take(1024)).isNotSameAs(oldest);
  }

  @Property(tries = 200)
  void atMostAFifthIsUnused(@ForAll @IntRange(min = 257) int bytes) {
    int size = BufferPool.roundUp(bytes);
    assertThat(size).isGreaterThanOrEqualTo(bytes);
    assertThat((long) (size - bytes) * 5).isLessThanOrEqualTo(size);
    assertThat(BufferPool.roundUp(size)).isEqualTo(size);
  }
}
