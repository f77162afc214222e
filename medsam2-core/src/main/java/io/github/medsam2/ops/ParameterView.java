// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.ops;

/**
 * What a network sees under a key, made of what is stored: the seam for low-rank adapters, which
 * let it see {@code W + s B A}. Written against {@link Ops}, so it is the same for every engine.
 *
 * <p>Implementations are immutable, thread-safe, and pure functions of what they are given.
 */
public interface ParameterView {

  /** Every key as it is stored. */
  ParameterView STORED =
      new ParameterView() {
        @Override
        public <T> T value(Ops<T> stored, String key) {
          return stored.param(key);
        }
      };

  /**
   * The value of a key. Called once per step and key, however often the network asks for it.
   *
   * @param stored operations whose {@link Ops#param} gives what is stored under a key, this one or
   *     any other
   * @param key what the network asks for
   */
  <T> T value(Ops<T> stored, String key);
}
