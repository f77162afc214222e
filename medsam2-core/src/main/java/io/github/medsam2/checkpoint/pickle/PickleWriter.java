// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import io.github.medsam2.checkpoint.storage.Utf8;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the pickle of a checkpoint, protocol 2: {@code {'model': OrderedDict(key: tensor ..),
 * 'metadata': {text: text ..}}}. Tensor number i views the whole of storage i.
 */
public final class PickleWriter {
  private static final int PROTOCOL = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Integer> names = new HashMap<>();

  private PickleWriter() {}

  public static ByteBuffer checkpoint(
      Map<String, HostTensor> tensors, Map<String, String> metadata) {
    PickleWriter w = new PickleWriter();
    w.op(PickleOpcode.PROTO).out.write(PROTOCOL);
    w.op(PickleOpcode.EMPTY_DICT);
    w.text("model").model(tensors).op(PickleOpcode.SETITEM);
    if (!metadata.isEmpty()) {
      w.text("metadata").texts(metadata).op(PickleOpcode.SETITEM);
    }
    w.op(PickleOpcode.STOP);
    return ByteBuffer.wrap(w.out.toByteArray());
  }

  private PickleWriter model(Map<String, HostTensor> tensors) {
    emptyOrderedDict().op(PickleOpcode.MARK);
    int storage = 0;
    for (Map.Entry<String, HostTensor> e : tensors.entrySet()) {
      text(e.getKey()).tensor(e.getValue(), storage++);
    }
    return op(PickleOpcode.SETITEMS);
  }

  private PickleWriter texts(Map<String, String> metadata) {
    op(PickleOpcode.EMPTY_DICT).op(PickleOpcode.MARK);
    metadata.forEach((name, value) -> text(name).text(value));
    return op(PickleOpcode.SETITEMS);
  }

  private void tensor(HostTensor tensor, int storage) {
    long[] sizes = tensor.shape().dims();
    Optional<String> typeOfBytes = typeOfBytes(tensor.dtype());
    global("torch._utils", typeOfBytes.isPresent() ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
    op(PickleOpcode.MARK).storage(tensor, storage);
    number(0).numbers(sizes).numbers(rowMajorStrides(sizes));
    op(PickleOpcode.NEWFALSE).emptyOrderedDict();
    typeOfBytes.ifPresent(name -> global("torch", name));
    op(PickleOpcode.TUPLE).op(PickleOpcode.REDUCE);
  }

  /** The name of an element type that has no storage class of its own: its storage is bytes. */
  private static Optional<String> typeOfBytes(DType dtype) {
    return switch (dtype) {
      case FLOAT8_E4M3 -> Optional.of("float8_e4m3fn");
      case FLOAT8_E5M2 -> Optional.of("float8_e5m2");
      default -> Optional.empty();
    };
  }

  private void storage(HostTensor tensor, int number) {
    op(PickleOpcode.MARK).text("storage");
    if (typeOfBytes(tensor.dtype()).isPresent()) {
      global("torch.storage", "UntypedStorage");
    } else {
      global("torch", TorchStorage.nameOf(tensor.dtype()));
    }
    text(Integer.toString(number)).text("cpu").number(tensor.shape().count());
    op(PickleOpcode.TUPLE).op(PickleOpcode.BINPERSID);
  }

  private static long[] rowMajorStrides(long[] sizes) {
    long[] strides = new long[sizes.length];
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= Math.max(1, sizes[i]);
    }
    return strides;
  }

  private PickleWriter emptyOrderedDict() {
    return global("collections", "OrderedDict")
        .op(PickleOpcode.EMPTY_TUPLE)
        .op(PickleOpcode.REDUCE);
  }

  private PickleWriter op(PickleOpcode op) {
    out.write(op.code());
    return this;
  }

  /** A name, spelled out once and recalled from the memo after that. */
  private PickleWriter global(String module, String name) {
    String lines = module + "\n" + name + "\n";
    Integer known = names.putIfAbsent(lines, names.size());
    if (known != null) {
      op(PickleOpcode.BINGET).out.write(known);
      return this;
    }
    op(PickleOpcode.GLOBAL).bytes(lines.getBytes(StandardCharsets.US_ASCII));
    op(PickleOpcode.BINPUT).out.write(names.size() - 1);
    return this;
  }

  private PickleWriter text(String text) {
    byte[] utf8 = Utf8.encode(text);
    return op(PickleOpcode.BINUNICODE).int32(utf8.length).bytes(utf8);
  }

  private PickleWriter numbers(long[] values) {
    op(PickleOpcode.MARK);
    for (long value : values) {
      number(value);
    }
    return op(PickleOpcode.TUPLE);
  }

  private PickleWriter number(long value) {
    if (value == (int) value) {
      return op(PickleOpcode.BININT).int32((int) value);
    }
    op(PickleOpcode.LONG1).out.write(Long.BYTES);
    return bytes(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  private PickleWriter int32(int value) {
    return bytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private PickleWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }
}
