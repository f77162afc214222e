// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs programs from host tensors to host tensors, closing everything in between. */
final class Running {

  private Running() {}

  /** The only output, from inputs named x0, x1 and so on. */
  static HostTensor one(Engine engine, PreparedProgram prepared, List<HostTensor> inputs) {
    Map<String, HostTensor> named = new LinkedHashMap<>();
    inputs.forEach(value -> named.put("x" + named.size(), value));
    return all(engine, prepared, named).values().iterator().next();
  }

  /** The only tensor of a map; the caller closes it. */
  static EngineTensor only(Map<String, EngineTensor> outputs) {
    return outputs.values().iterator().next();
  }

  /** Every output by name. */
  static Map<String, HostTensor> all(
      Engine engine, PreparedProgram prepared, Map<String, HostTensor> inputs) {
    Map<String, EngineTensor> uploaded = new LinkedHashMap<>();
    inputs.forEach((name, value) -> uploaded.put(name, engine.upload(value)));
    Map<String, EngineTensor> outputs = prepared.run(uploaded);
    uploaded.values().forEach(EngineTensor::close);
    Map<String, HostTensor> results = new LinkedHashMap<>();
    outputs.forEach((name, value) -> results.put(name, value.toHost()));
    outputs.values().forEach(EngineTensor::close);
    return results;
  }

  /** Every output of a program prepared for this one run. */
  static Map<String, HostTensor> all(
      Engine engine, Program program, Weights weights, Map<String, HostTensor> inputs) {
    try (PreparedProgram prepared = engine.prepare(program, weights)) {
      return all(engine, prepared, inputs);
    }
  }
}
