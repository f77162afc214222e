// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of {@link ScriptArchive}, loaded. Gradients flow through them. Thread-safe; closed
 * by the manager it was loaded into.
 *
 * <p>Arguments must be checked before a call: a function that throws leaks a few bytes.
 */
final class TorchScript {
  private final PtSymbolBlock module;

  private TorchScript(PtSymbolBlock module) {
    this.module = module;
  }

  static TorchScript load(PtNDManager owner) {
    try (ByteArrayInputStream archive = new ByteArrayInputStream(ScriptArchive.bytes())) {
      return new TorchScript(JniUtils.loadModule(owner, archive, true, false));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Scaled dot product attention over {@code (N, heads, L, D)}. */
  PtNDArray attention(PtNDManager manager, PtNDArray q, PtNDArray k, PtNDArray v) {
    return call(manager, "attention", q, k, v);
  }

  /**
   * Convolution without bias, as a matrix product of patches.
   *
   * @param like of shape (stride, padding, groups, height and width of the result)
   */
  PtNDArray convolve(PtNDManager manager, PtNDArray x, PtNDArray weight, PtNDArray like) {
    return call(manager, "convolve", x, weight, like);
  }

  /**
   * The same of some rows of a map.
   *
   * @param like of shape (stride, padding left and right, groups, height and width of the result,
   *     padding above, padding below)
   */
  PtNDArray convolveBand(PtNDManager manager, PtNDArray x, PtNDArray weight, PtNDArray like) {
    return call(manager, "convolve_band", x, weight, like);
  }

  /** The same where every channel is convolved by itself, as a sum over the kernel's taps. */
  PtNDArray depthwise(PtNDManager manager, PtNDArray x, PtNDArray weight, PtNDArray like) {
    return call(manager, "depthwise", x, weight, like);
  }

  /** Transposed 2x2 convolution of stride 2 without bias, as a matrix product. */
  PtNDArray transpose2x2(PtNDManager manager, PtNDArray x, PtNDArray weight) {
    return call(manager, "transpose2x2", x, weight);
  }

  /**
   * Group norm.
   *
   * @param like as long as there are groups
   */
  PtNDArray groupNorm(
      PtNDManager manager,
      PtNDArray x,
      PtNDArray weight,
      PtNDArray bias,
      PtNDArray like,
      PtNDArray epsilon) {
    return call(manager, "group_norm", x, weight, bias, like, epsilon);
  }

  /** Bilinear resize of {@code x} to the height and width of the matrix {@code like}. */
  PtNDArray bilinear(PtNDManager manager, PtNDArray x, PtNDArray like) {
    return call(manager, "bilinear", x, like);
  }

  /** The same values in row-major order; another handle of {@code x} if it is so already. */
  PtNDArray contiguous(PtNDManager manager, PtNDArray x) {
    return call(manager, "contiguous", x);
  }

  private PtNDArray call(PtNDManager manager, String function, PtNDArray... arguments) {
    // DJL reads the function's name from an array's name, and gives the result to the manager of
    // the first array.
    PtNDArray name = (PtNDArray) manager.create(function);
    name.setName("module_method:" + function);
    NDList inputs = new NDList(name);
    List<PtNDArray> aliases = new ArrayList<>();
    try {
      for (PtNDArray argument : arguments) {
        inputs.add(unnamed(argument, aliases));
      }
      return (PtNDArray) IValueUtils.forward(module, inputs, true).get(0);
    } finally {
      aliases.forEach(PtNDArray::close);
    }
  }

  /** DJL would read a weight's name as the path of a structure. */
  private static PtNDArray unnamed(PtNDArray argument, List<PtNDArray> aliases) {
    if (argument.getName() == null) {
      return argument;
    }
    PtNDArray alias = JniUtils.reshape(argument, argument.getShape().getShape());
    aliases.add(alias);
    return alias;
  }
}
