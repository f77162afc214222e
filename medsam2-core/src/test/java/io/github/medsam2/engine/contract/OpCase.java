// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.contract.ProgramOf.Body;
import io.github.medsam2.engine.reference.Nd;
import io.github.medsam2.engine.reference.ReferenceOps;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One use of one operation, run on several inputs by an engine and by the reference.
 *
 * <p>Sizes that a run decides are written as {@link #N}, {@link #L} or {@link #M}; the program is
 * tried with these open, all runs on one preparation, and again with every size fixed.
 */
final class OpCase {
  /** The first, second and third size that a run decides. */
  static final long N = -1;

  static final long L = -2;
  static final long M = -3;

  private final String op;
  private final String what;
  private final Body body;
  private final Map<String, HostTensor> weights = new LinkedHashMap<>();
  private final List<long[]> inputs = new ArrayList<>();
  private final List<List<HostTensor>> runs = new ArrayList<>();
  private final List<Shape> built = new ArrayList<>();
  private double ulps;

  private OpCase(String op, String what, Body body) {
    this.op = op;
    this.what = what;
    this.body = body;
  }

  /** A case whose result must be exact until {@link #ulps} or {@link #sums} says otherwise. */
  static OpCase op(String op, String what, Body body) {
    return new OpCase(op, what, body);
  }

  OpCase weight(String key, HostTensor value) {
    weights.put(key, value);
    return this;
  }

  OpCase weight(String key, long... dims) {
    return weight(key, Values.normal(1000 + weights.size(), dims));
  }

  /** One more input; its element type is that of the tensors it is run with. */
  OpCase input(long... dims) {
    inputs.add(dims);
    return this;
  }

  /** A run on normal values where {@link #N}, {@link #L}, {@link #M} have these sizes. */
  OpCase sizes(long... sizes) {
    List<HostTensor> run = new ArrayList<>();
    for (long[] dims : inputs) {
      long[] known = Arrays.stream(dims).map(d -> d < 0 ? sizes[(int) (-d - 1)] : d).toArray();
      run.add(Values.normal(100 * runs.size() + run.size(), known));
    }
    runs.add(run);
    return this;
  }

  /** A run on these tensors. */
  OpCase run(HostTensor... tensors) {
    runs.add(List.of(tensors));
    return this;
  }

  /** How far a result may be off, in units of the last place of the largest result. */
  OpCase ulps(double allowed) {
    ulps = allowed;
    return this;
  }

  /** The allowance for sums of this many products: rounding errors add up as a random walk. */
  OpCase sums(int terms) {
    return ulps(4 * Math.sqrt(terms) + 4);
  }

  /** Queries (N, L, keyWidth), keys and values of {@code batch} rows of M. */
  OpCase qkv(long queries, long batch, long keyWidth, long valueWidth) {
    return input(queries, L, keyWidth).input(batch, M, keyWidth).input(batch, M, valueWidth);
  }

  String operation() {
    return op;
  }

  @Override
  public String toString() {
    return op + ": " + what;
  }

  boolean hasOpenSizes() {
    return inputs.stream().flatMapToLong(Arrays::stream).anyMatch(d -> d < 0);
  }

  /** All runs on one preparation of the program with its sizes open. */
  void checkOpen(Engine engine) {
    List<Shape> open =
        inputs.stream()
            .map(dims -> Shape.of(Arrays.stream(dims).map(d -> Math.max(d, Shape.ANY)).toArray()))
            .toList();
    check(engine, open, runs);
  }

  /** Every run on a program of exactly its sizes. */
  void checkFixed(Engine engine) {
    for (List<HostTensor> run : runs) {
      check(engine, run.stream().map(HostTensor::shape).toList(), List.of(run));
    }
  }

  private void check(Engine engine, List<Shape> shapes, List<List<HostTensor>> tried) {
    List<HostTensor> expected =
        tried.stream().map(run -> reference(run, UnaryOperator.identity())).toList();
    try (PreparedProgram prepared = engine.prepare(program(shapes), weights())) {
      for (int i = 0; i < tried.size(); i++) {
        HostTensor actual = Running.one(engine, prepared, tried.get(i));
        String label = this + ", run " + i;
        Close.check(label, expected.get(i), actual, ulps);
        checkShapeKnown(label, built.get(built.size() - 1), expected, i);
      }
    }
  }

  /**
   * What the engine said of the shape while it built must be true, and may be open only where runs
   * differ: the network's Java code branches on sizes.
   */
  private static void checkShapeKnown(
      String label, Shape said, List<HostTensor> expected, int run) {
    Shape actual = expected.get(run).shape();
    assertThat(said.rank()).as("%s: axes of shape()", label).isEqualTo(actual.rank());
    for (int i = 0; i < actual.rank(); i++) {
      int axis = i;
      boolean same = expected.stream().allMatch(e -> e.shape().dim(axis) == actual.dim(axis));
      if (same || said.dim(axis) != Shape.ANY) {
        assertThat(said.dim(axis))
            .as("%s: size of axis %d by shape()", label, axis)
            .isEqualTo(actual.dim(axis));
      }
    }
  }

  /** The result by plain loops; {@code watch} may wrap the operations. */
  HostTensor reference(List<HostTensor> run, UnaryOperator<Ops<Nd>> watch) {
    Map<String, Nd> in = new LinkedHashMap<>();
    run.forEach(tensor -> in.put("x" + in.size(), Nd.copyOf(tensor)));
    List<Shape> shapes = run.stream().map(HostTensor::shape).toList();
    Nd out = program(shapes).build(watch.apply(new ReferenceOps(weights())), in).get("y");
    return Objects.requireNonNull(out).toHost();
  }

  List<List<HostTensor>> runs() {
    return List.copyOf(runs);
  }

  private Weights weights() {
    return MapWeights.inMemory(weights);
  }

  private Program program(List<Shape> shapes) {
    ProgramOf program = ProgramOf.named(op);
    for (int i = 0; i < shapes.size(); i++) {
      DType dtype = runs.get(0).get(i).dtype();
      program = program.input("x" + i, dtype, shapes.get(i));
    }
    return program.output(
        "y",
        (ops, in) -> {
          Object y = body.apply(ops, in);
          built.add(ops.shape(y));
          return y;
        });
  }
}
