// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of training that DJL does not bind, over lists of arrays. Gradients come from
 * PyTorch's functional form, which tells a gradient of zeros from none; {@code backward} does not.
 * Not thread-safe; closed by the manager it was loaded into.
 */
final class TrainingScript {
  /** Columns of the table of {@code adamw}. */
  static final int COLUMNS = 8;

  /** An array of integers stands for a gradient that is not there. */
  private static final String SOURCE =
      """
      class Ops(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def gradients(self: __torch__.Ops, of: List[Tensor], seeds: List[Tensor], by: List[Tensor], keep: Tensor) -> List[Tensor]:
          outputs = annotate(List[Tensor], [])
          weights = annotate(List[Optional[Tensor]], [])
          for i in range(torch.len(seeds)):
            if ops.prim.requires_grad(of[i]):
              _0 = torch.append(outputs, of[i])
              _1 = torch.append(weights, seeds[i])
          found = annotate(List[Optional[Tensor]], [])
          if torch.eq(torch.len(outputs), 0):
            for k in range(torch.len(by)):
              _2 = torch.append(found, None)
          else:
            found = torch.grad(outputs, by, weights, torch.gt(torch.numel(keep), 0), False, True)
          out = annotate(List[Tensor], [])
          for j in range(torch.len(found)):
            g = found[j]
            if torch.__is__(g, None):
              h = torch.zeros([0], dtype=4)
            else:
              h = unchecked_cast(Tensor, g)
            _3 = torch.append(out, h)
          return out
        def recorded(self: __torch__.Ops, of: List[Tensor]) -> List[Tensor]:
          out = annotate(List[Tensor], [])
          for i in range(torch.len(of)):
            if ops.prim.requires_grad(of[i]):
              flag = torch.zeros([1], dtype=4)
            else:
              flag = torch.zeros([0], dtype=4)
            _0 = torch.append(out, flag)
          return out
        def norms(self: __torch__.Ops, grads: List[Tensor]) -> Tensor:
          out = annotate(List[Tensor], [])
          for i in range(torch.len(grads)):
            _0 = torch.append(out, torch.linalg_vector_norm(grads[i], 2, None, False, dtype=7))
          return torch.stack(out)
        def overwrite(self: __torch__.Ops, targets: List[Tensor], sources: List[Tensor]) -> List[Tensor]:
          for i in range(torch.len(targets)):
            _0 = torch.copy_(targets[i], sources[i])
          return annotate(List[Tensor], [])
        def adamw(self: __torch__.Ops, values: List[Tensor], grads: List[Tensor], first: List[Tensor], second: List[Tensor], table: Tensor) -> Tensor:
          for i in range(torch.len(values)):
            row = torch.select(table, 0, i)
            w = values[i]
            m = first[i]
            v = second[i]
            g = torch.mul(grads[i], float(torch.select(row, 0, 0)))
            _0 = torch.mul_(w, float(torch.select(row, 0, 1)))
            _1 = torch.lerp_(m, g, float(torch.select(row, 0, 2)))
            _2 = torch.mul_(v, float(torch.select(row, 0, 3)))
            _3 = torch.addcmul_(v, g, g, value=float(torch.select(row, 0, 4)))
            d = torch.div(torch.sqrt(v), float(torch.select(row, 0, 5)))
            _4 = torch.add_(d, float(torch.select(row, 0, 6)))
            _5 = torch.addcdiv_(w, m, d, value=float(torch.select(row, 0, 7)))
          return table
      """;

  private final PtNDManager manager;
  private final PtSymbolBlock module;

  private TrainingScript(PtNDManager manager, PtSymbolBlock module) {
    this.manager = manager;
    this.module = module;
  }

  static TrainingScript load(PtNDManager owner) {
    try (ByteArrayInputStream archive = new ByteArrayInputStream(ScriptArchive.bytes(SOURCE))) {
      return new TrainingScript(owner, JniUtils.loadModule(owner, archive, true, false));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /**
   * The gradients of a weighted sum of arrays.
   *
   * @param of at least one array
   * @param seeds the weights, of the shapes of {@code of}
   * @param by at least one array with gradient
   * @param keep whether what lies between is still needed afterwards; else it is freed on the way
   * @return for each of {@code by} a new array, or null where nothing leads there
   */
  List<@Nullable PtNDArray> gradients(
      Collection<? extends NDArray> of,
      Collection<? extends NDArray> seeds,
      Collection<? extends NDArray> by,
      boolean keep) {
    List<@Nullable PtNDArray> out = new ArrayList<>();
    for (NDArray found : found(of, seeds, by, keep)) {
      if (found.getDataType() == DataType.INT64) {
        found.close();
        out.add(null);
      } else {
        out.add((PtNDArray) found);
      }
    }
    return out;
  }

  private NDList found(
      Collection<? extends NDArray> of,
      Collection<? extends NDArray> seeds,
      Collection<? extends NDArray> by,
      boolean keep) {
    List<NDArray> apart = new ArrayList<>();
    List<NDArray> made = new ArrayList<>();
    for (NDArray array : of) {
      // An array cannot stand in two lists: what a block hands through is both result and boundary.
      boolean twice = by.stream().anyMatch(other -> other == array);
      NDArray one = twice ? array.reshape(array.getShape()) : array;
      apart.add(one);
      if (twice) {
        made.add(one);
      }
    }
    try (NDArray flag = manager.create(new Shape(keep ? 1 : 0))) {
      return call("gradients", List.of(apart, seeds, by), flag);
    } finally {
      made.forEach(NDArray::close);
    }
  }

  /** Whether gradients flow back from each array; the binding tells it of leaves alone. */
  List<Boolean> recorded(List<? extends NDArray> of) {
    try (NDList flags = call("recorded", List.of(of))) {
      return flags.stream().map(flag -> flag.size() > 0).toList();
    }
  }

  /** The norm of each array. */
  double[] norms(List<PtNDArray> grads) {
    try (NDArray norms = call("norms", List.of(grads)).get(0)) {
      return norms.toDoubleArray();
    }
  }

  /** Copies arrays into others of their shapes. */
  void overwrite(List<PtNDArray> targets, List<PtNDArray> sources) {
    call("overwrite", List.of(targets, sources));
  }

  /** Writes values and moments anew; {@code table} has a row for each, on the CPU. */
  void adamw(
      List<PtNDArray> values,
      List<PtNDArray> grads,
      List<PtNDArray> first,
      List<PtNDArray> second,
      PtNDArray table) {
    call("adamw", List.of(values, grads, first, second), table).close();
  }

  /** DJL makes lists of arrays of one name, in the order in which the names first appear. */
  private NDList call(
      String function, List<Collection<? extends NDArray>> lists, NDArray... singles) {
    NDArray name = manager.create(function);
    name.setName("module_method:" + function);
    NDList inputs = new NDList(name);
    try {
      for (int i = 0; i < lists.size(); i++) {
        for (NDArray array : lists.get(i)) {
          array.setName("list" + i + "[]");
          inputs.add(array);
        }
      }
      inputs.addAll(Arrays.asList(singles));
      return IValueUtils.forward(module, inputs, true);
    } finally {
      lists.forEach(list -> list.forEach(array -> array.setName(null)));
      name.close();
    }
  }
}
