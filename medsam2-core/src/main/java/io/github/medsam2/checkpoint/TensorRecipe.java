package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.PickleValue.Int;
import io.github.medsam2.checkpoint.PickleValue.Opaque;
import io.github.medsam2.checkpoint.PickleValue.Storage;
import io.github.medsam2.checkpoint.PickleValue.StorageType;
import io.github.medsam2.checkpoint.PickleValue.Tensor;
import io.github.medsam2.checkpoint.PickleValue.Text;
import io.github.medsam2.checkpoint.PickleValue.Tuple;
import java.util.List;

/**
 * How torch describes a tensor in a pickle.
 *
 * <pre>
 * Parameter --&gt; _rebuild_parameter( Tensor, requires_grad, hooks )
 * Tensor    --&gt; _rebuild_tensor_v2( Storage, Offset, Sizes, Strides, requires_grad, hooks [, meta] )
 * Storage   --&gt; persistent id ( 'storage', StorageClass, Key, Device, Count )
 * Sizes, Strides --&gt; ( { Int } )                          as many of each; all counts in elements
 * </pre>
 *
 * A storage of a class without a counterpart here (complex, quantized) is an {@link Opaque} value,
 * and so is its tensor: an error only where it is one of the weights.
 */
final class TensorRecipe {
  private static final String FIX =
      "the file is damaged: get it again, or save it again with torch";

  private TensorRecipe() {}

  static PickleValue parameter(String at, List<PickleValue> arguments) {
    if (arguments.isEmpty() || !isTensor(arguments.get(0))) {
      throw new CheckpointException(at, "the tensor of a parameter", "none", FIX);
    }
    return arguments.get(0);
  }

  private static boolean isTensor(PickleValue value) {
    return value instanceof Tensor || value instanceof Opaque;
  }

  static PickleValue tensor(String at, List<PickleValue> arguments) {
    if (arguments.size() < 4) {
      throw new CheckpointException(
          at, "storage, offset, sizes and strides", arguments.size() + " arguments", FIX);
    }
    if (arguments.get(0) instanceof Opaque other) {
      return new Opaque("a tensor over " + other.kind());
    }
    if (!(arguments.get(0) instanceof Storage storage)) {
      throw new CheckpointException(at, "a storage", arguments.get(0).kind(), FIX);
    }
    long offset = number(at, arguments.get(1));
    long[] sizes = numbers(at, arguments.get(2));
    long[] strides = numbers(at, arguments.get(3));
    if (sizes.length != strides.length) {
      throw new CheckpointException(
          at, sizes.length + " strides", Integer.toString(strides.length), FIX);
    }
    return new Tensor(storage, inside(at, storage, new StridedView(offset, sizes, strides)));
  }

  private static StridedView inside(String at, Storage storage, StridedView view) {
    if (view.count() == Long.MAX_VALUE || view.offset() > storage.count() - view.span()) {
      throw new CheckpointException(
          at, "a tensor inside its storage of " + storage.count(), view.toString(), FIX);
    }
    return view;
  }

  static PickleValue storage(String at, PickleValue id) {
    if (!(id instanceof Tuple tuple)
        || tuple.items().size() != 5
        || !(tuple.items().get(0) instanceof Text tag)
        || !tag.value().equals("storage")
        || !(tuple.items().get(2) instanceof Text key)) {
      throw new CheckpointException(at, "('storage', class, key, device, count)", "another", FIX);
    }
    PickleValue type = tuple.items().get(1);
    if (type instanceof Opaque) {
      return type;
    }
    if (!(type instanceof StorageType known)) {
      throw new CheckpointException(at, "a storage class", type.kind(), FIX);
    }
    return new Storage(known.dtype(), key.value(), number(at, tuple.items().get(4)));
  }

  private static long[] numbers(String at, PickleValue value) {
    if (!(value instanceof Tuple tuple) || tuple.items().size() > Limits.RANK) {
      throw new CheckpointException(
          at, "a tuple of at most " + Limits.RANK + " sizes", value.kind(), FIX);
    }
    return tuple.items().stream().mapToLong(item -> number(at, item)).toArray();
  }

  private static long number(String at, PickleValue value) {
    if (!(value instanceof Int number) || number.value() < 0) {
      throw new CheckpointException(at, "an integer of at least 0", value.kind(), FIX);
    }
    return number.value();
  }
}
