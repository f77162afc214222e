// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import io.github.medsam2.checkpoint.pickle.PickleValue.ElementType;
import io.github.medsam2.checkpoint.pickle.PickleValue.Int;
import io.github.medsam2.checkpoint.pickle.PickleValue.Opaque;
import io.github.medsam2.checkpoint.pickle.PickleValue.OtherTensor;
import io.github.medsam2.checkpoint.pickle.PickleValue.Storage;
import io.github.medsam2.checkpoint.pickle.PickleValue.StorageType;
import io.github.medsam2.checkpoint.pickle.PickleValue.Tensor;
import io.github.medsam2.checkpoint.pickle.PickleValue.Text;
import io.github.medsam2.checkpoint.pickle.PickleValue.Tuple;
import io.github.medsam2.checkpoint.storage.StridedView;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How torch describes a tensor in a pickle.
 *
 * <pre>
 * Parameter --&gt; _rebuild_parameter( Tensor, requires_grad, hooks )
 * Tensor    --&gt; _rebuild_tensor_v2( Storage, Offset, Sizes, Strides, requires_grad, hooks [, meta] )
 * Tensor    --&gt; _rebuild_tensor_v3( as above, element type [, meta] )
 * Storage   --&gt; persistent id ( 'storage', StorageClass, Key, Device, Count )
 * Sizes, Strides --&gt; ( { Int } )                          as many of each; all counts in elements
 * </pre>
 *
 * A storage of a class without a counterpart here (complex, quantized) is an {@link Opaque} value,
 * and its tensor an {@link OtherTensor}.
 */
final class TensorRecipe {
  private static final String FIX =
      "the file is damaged: get it again, or save it again with torch";

  private final Supplier<String> at;

  /**
   * @param at where in the file, for errors; asked for only when there is one
   */
  TensorRecipe(Supplier<String> at) {
    this.at = at;
  }

  PickleValue parameter(List<PickleValue> arguments) {
    if (arguments.isEmpty() || !isTensor(arguments.get(0))) {
      throw broken("the tensor of a parameter", "none");
    }
    return arguments.get(0);
  }

  private static boolean isTensor(PickleValue value) {
    return value instanceof Tensor || value instanceof OtherTensor || value instanceof Opaque;
  }

  PickleValue tensor(List<PickleValue> arguments) {
    if (arguments.size() < 4) {
      throw broken("storage, offset, sizes and strides", arguments.size() + " arguments");
    }
    if (arguments.get(0) instanceof Opaque other) {
      return new OtherTensor("a tensor over " + other.kind(), Shape.of(numbers(arguments.get(2))));
    }
    if (!(arguments.get(0) instanceof Storage storage)) {
      throw broken("a storage", arguments.get(0).kind());
    }
    long offset = number(arguments.get(1));
    long[] sizes = numbers(arguments.get(2));
    long[] strides = numbers(arguments.get(3));
    if (sizes.length != strides.length) {
      throw broken(sizes.length + " strides", Integer.toString(strides.length));
    }
    return new Tensor(storage, inside(storage, new StridedView(offset, sizes, strides)));
  }

  /** As {@link #tensor}, over a storage of bytes, with the element type as seventh argument. */
  PickleValue typedTensor(List<PickleValue> arguments) {
    if (arguments.size() < 7) {
      throw broken("a tensor with its element type", arguments.size() + " arguments");
    }
    if (!(arguments.get(6) instanceof ElementType type)) {
      String kind = "a tensor of " + arguments.get(6).kind();
      return new OtherTensor(kind, Shape.of(numbers(arguments.get(2))));
    }
    if (!(arguments.get(0) instanceof Storage bytes) || bytes.dtype() != DType.UINT8) {
      throw broken("a storage of bytes", arguments.get(0).kind());
    }
    List<PickleValue> typed = new ArrayList<>(arguments);
    long count = bytes.count() / type.dtype().bytes();
    typed.set(0, new Storage(type.dtype(), bytes.key(), count));
    return tensor(typed);
  }

  private StridedView inside(Storage storage, StridedView view) {
    if (view.count() == Long.MAX_VALUE || view.offset() > storage.count() - view.span()) {
      throw broken("a tensor inside its storage of " + storage.count(), view.toString());
    }
    return view;
  }

  PickleValue storage(PickleValue id) {
    if (!(id instanceof Tuple tuple)
        || tuple.items().size() != 5
        || !(tuple.items().get(0) instanceof Text tag)
        || !tag.value().equals("storage")
        || !(tuple.items().get(2) instanceof Text key)) {
      throw broken("('storage', class, key, device, count)", "another");
    }
    PickleValue type = tuple.items().get(1);
    if (type instanceof Opaque) {
      return type;
    }
    if (!(type instanceof StorageType known)) {
      throw broken("a storage class", type.kind());
    }
    return new Storage(known.dtype(), key.value(), number(tuple.items().get(4)));
  }

  private long[] numbers(PickleValue value) {
    if (!(value instanceof Tuple tuple) || tuple.items().size() > WeightFileBounds.RANK) {
      throw broken("a tuple of at most " + WeightFileBounds.RANK + " sizes", value.kind());
    }
    long[] numbers = new long[tuple.items().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(tuple.items().get(i));
    }
    return numbers;
  }

  private long number(PickleValue value) {
    if (!(value instanceof Int number) || number.value() < 0) {
      throw broken("an integer of at least 0", value.kind());
    }
    return number.value();
  }

  private CheckpointException broken(String expected, String found) {
    return new CheckpointException(at.get(), expected, found, FIX);
  }
}
