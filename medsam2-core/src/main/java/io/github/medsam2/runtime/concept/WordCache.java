// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What phrases said, the last {@value #MOST} of them: at most 8 MiB. The text encoder has three
 * quarters of the weights behind the trunk, and the same phrase is asked of many images.
 * Thread-safe; what two threads miss at once is read twice.
 */
final class WordCache {
  private static final int MOST = 256;

  private final Map<List<Integer>, HostTensor> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Integer>, HostTensor> eldest) {
          return size() > MOST;
        }
      };

  /** The words of a sequence. */
  HostTensor get(int[] ids, Supplier<HostTensor> read) {
    List<Integer> key = Arrays.stream(ids).boxed().toList();
    HostTensor found = find(key);
    if (found == null) {
      found = read.get();
      put(key, found);
    }
    return found;
  }

  private synchronized @Nullable HostTensor find(List<Integer> key) {
    return known.get(key);
  }

  private synchronized void put(List<Integer> key, HostTensor words) {
    known.put(key, words);
  }
}
