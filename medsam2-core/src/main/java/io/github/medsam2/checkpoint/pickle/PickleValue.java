// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import io.github.medsam2.checkpoint.storage.StridedView;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the restricted pickle machine can hold: what tensors are described with, and one kind,
 * {@link Opaque}, for all the rest. Values may contain themselves, so nothing here walks deeper
 * than one level.
 */
public sealed interface PickleValue {

  /** What the value is, for messages. Never says what it contains. */
  String kind();

  /** A string. */
  record Text(String value) implements PickleValue {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** An integer of at most 64 bits. */
  record Int(long value) implements PickleValue {
    @Override
    public String kind() {
      return "an integer";
    }
  }

  /** A tuple. */
  record Tuple(List<PickleValue> items) implements PickleValue {
    static final Tuple EMPTY = new Tuple(List.of());

    @Override
    public String kind() {
      return "a tuple";
    }
  }

  /** A dict or OrderedDict; only what is under a text key is kept. */
  final class Dict implements PickleValue {
    private @Nullable Map<String, PickleValue> items;

    void put(PickleValue key, PickleValue value) {
      if (key instanceof Text text) {
        if (items == null) {
          items = new LinkedHashMap<>();
        }
        items.put(text.value(), value);
      }
    }

    public Map<String, PickleValue> items() {
      return items == null ? Map.of() : items;
    }

    @Override
    public String kind() {
      return "a dict";
    }
  }

  /** A name that means something here. */
  enum Function implements PickleValue {
    ORDERED_DICT,
    REBUILD_TENSOR,
    REBUILD_TYPED_TENSOR,
    REBUILD_PARAMETER;

    @Override
    public String kind() {
      return "the function " + name();
    }
  }

  /** An element type by name, of a tensor over a storage of bytes. */
  record ElementType(DType dtype) implements PickleValue {
    @Override
    public String kind() {
      return "an element type";
    }
  }

  /** The class of a storage, which says its element type. */
  record StorageType(DType dtype) implements PickleValue {
    @Override
    public String kind() {
      return "a storage class";
    }
  }

  /** The elements of one or several tensors: entry {@code data/key} of the archive. */
  record Storage(DType dtype, String key, long count) implements PickleValue {
    @Override
    public String kind() {
      return "a storage";
    }
  }

  /** A tensor: a view of a storage. */
  record Tensor(Storage storage, StridedView view) implements PickleValue {
    @Override
    public String kind() {
      return "a tensor";
    }
  }

  /**
   * A tensor of elements that have no counterpart here.
   *
   * @param kind what it is over, for messages
   * @param shape as the file says
   */
  record OtherTensor(String kind, Shape shape) implements PickleValue {
    /** Whether its elements are complex numbers: tables a network computes, never weights. */
    public boolean isComplex() {
      return kind.contains("Complex") || kind.contains("complex");
    }
  }

  /**
   * Anything that weights are not made of: None, a list, a number, an object of a class that is
   * known to be plain data. What is put into it is dropped.
   */
  record Opaque(String kind) implements PickleValue {}
}
