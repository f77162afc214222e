// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * What a file of weights says about itself: its tensors by key, the texts beside them, and the
 * names of what stood among the tensors and is none; all in the order of the file.
 *
 * @param tensors where they lie
 * @param metadata texts
 * @param leftOut the keys of other values that were passed over
 * @param tables the shapes of complex tensors, which were passed over too
 */
public record Contents(
    Map<String, TensorPlace> tensors,
    Map<String, String> metadata,
    List<String> leftOut,
    Map<String, Shape> tables) {}
