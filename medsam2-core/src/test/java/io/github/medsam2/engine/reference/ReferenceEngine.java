// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;

/** Runs programs eagerly with {@link ReferenceOps}. Thread-safe. */
public final class ReferenceEngine implements Engine {
  private volatile boolean closed;

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public PreparedProgram prepare(Program program, Weights weights) {
    requireOpen("engine reference", closed);
    return new ReferenceProgram(this, program, weights);
  }

  @Override
  public EngineTensor upload(HostTensor value) {
    return wrap(Nd.copyOf(value));
  }

  EngineTensor wrap(Nd value) {
    requireOpen("engine reference", closed);
    return new Tensor(this, value);
  }

  boolean isClosed() {
    return closed;
  }

  static void requireOpen(String what, boolean closed) {
    if (closed) {
      throw new EngineException(what, "open", "closed", "close it after its last use");
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** A value that can be closed. */
  static final class Tensor implements EngineTensor {
    private final ReferenceEngine engine;
    private final Nd value;
    private volatile boolean closed;

    Tensor(ReferenceEngine engine, Nd value) {
      this.engine = engine;
      this.value = value;
    }

    ReferenceEngine engine() {
      return engine;
    }

    Nd value() {
      requireOpen("tensor " + value.shape(), closed || engine.isClosed());
      return value;
    }

    @Override
    public Shape shape() {
      return value.shape();
    }

    @Override
    public DType dtype() {
      return value.dtype();
    }

    @Override
    public HostTensor toHost() {
      return value().toHost();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
