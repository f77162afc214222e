// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A pickle put together instruction by instruction, good or hostile. */
public final class PickleProgram {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A program of protocol 2, to be ended by {@link #stop}. */
  public static PickleProgram start() {
    return new PickleProgram().op(0x80, 2);
  }

  /** {@code {'model': {'w': tensor over storage 0}}}. */
  public static byte[] oneTensor(
      String storage, long count, long offset, long[] sizes, long[] strides) {
    return start()
        .op('}')
        .text("model")
        .op('}')
        .text("w")
        .tensor(storage, count, offset, sizes, strides)
        .op('s')
        .op('s')
        .stop();
  }

  public PickleProgram op(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleProgram repeat(int times, int... bytes) {
    for (int i = 0; i < times; i++) {
      op(bytes);
    }
    return this;
  }

  public PickleProgram text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op('X').int32(utf8.length).raw(utf8);
  }

  PickleProgram global(String module, String name) {
    return op('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public PickleProgram number(long value) {
    return op(0x8a, 8)
        .raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  PickleProgram numbers(long... values) {
    op('(');
    for (long value : values) {
      number(value);
    }
    return op('t');
  }

  PickleProgram storage(String type, long count) {
    return op('(')
        .text("storage")
        .global("torch", type)
        .text("0")
        .text("cuda:0")
        .number(count)
        .op('t', 'Q');
  }

  public PickleProgram tensor(
      String storage, long count, long offset, long[] sizes, long[] strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage(storage, count)
        .number(offset)
        .numbers(sizes)
        .numbers(strides)
        .op(0x89, '}', 't', 'R');
  }

  PickleProgram int32(int value) {
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  public PickleProgram raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] stop() {
    return op('.').out.toByteArray();
  }
}
