// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import io.github.medsam2.checkpoint.pickle.PickleValue.Dict;
import io.github.medsam2.checkpoint.pickle.PickleValue.Function;
import io.github.medsam2.checkpoint.pickle.PickleValue.Int;
import io.github.medsam2.checkpoint.pickle.PickleValue.Opaque;
import io.github.medsam2.checkpoint.pickle.PickleValue.Text;
import io.github.medsam2.checkpoint.pickle.PickleValue.Tuple;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stack machine for the pickles of checkpoints that can name tensors and run nothing.
 *
 * <p>A pickle is a program: its instructions push values, gather them into tuples and dicts, look
 * names up ({@code GLOBAL}) and call what the names stand for ({@code REDUCE}, {@code NEWOBJ},
 * {@code BUILD}). In Python a name is any function of any module, so that loading a file can run a
 * shell. Here a name is one of a short table ({@link PickleGlobals}), or the file is refused; and a
 * call does one of three things:
 *
 * <ul>
 *   <li>{@code OrderedDict()} makes an empty dict;
 *   <li>{@code _rebuild_tensor_v2(storage, offset, sizes, strides, ..)} and {@code
 *       _rebuild_parameter(tensor, ..)} note where a tensor lies ({@link TensorRecipe});
 *   <li>a constructor of plain data, such as a numpy scalar, makes an {@link Opaque} value.
 * </ul>
 *
 * There is no fourth: no class is loaded, nothing is reflected upon, and no byte of a tensor is
 * looked at. What weights are not made of (numbers, lists, bytes, objects) is known by its kind
 * only and forgets what is put into it; so the optimizer state of a trainer's file costs next to
 * nothing.
 *
 * <p>It ends, and in bounded memory: there are no jumps, each instruction takes at least one byte
 * and makes at most one value, and their number is limited ({@link WeightFileBounds#INSTRUCTIONS}),
 * which also bounds the stack and the memo. A value may contain itself or be shared a million times
 * (the "billion laughs"): nothing ever walks through values, least of all their {@code hashCode};
 * only texts are keys.
 *
 * <p>Instructions and grammar: Python's {@code pickletools}; PyTorch's {@code
 * _weights_only_unpickler} draws the line at the same place, with a shorter table.
 */
public final class PickleMachine {
  private static final int NAME_LENGTH = 256;

  private final PickleInput input;
  private final PickleStack stack;
  private final TensorRecipe recipe;
  private final Map<String, PickleValue> names = new HashMap<>();
  private @Nullable PickleValue result;

  private PickleMachine(PickleInput input) {
    this.input = input;
    this.stack = new PickleStack(input);
    this.recipe = new TensorRecipe(input::position);
  }

  /**
   * Runs a pickle to its end.
   *
   * @param where names it in errors
   * @param program all its bytes
   * @return the value it leaves
   */
  public static PickleValue run(String where, ByteBuffer program) {
    return new PickleMachine(new PickleInput(where, program)).run();
  }

  private PickleValue run() {
    for (int n = 0; result == null; n++) {
      if (n == WeightFileBounds.INSTRUCTIONS) {
        throw input.broken("at most " + n + " instructions", "more");
      }
      int code = input.uint8();
      PickleOpcode op = PickleOpcode.of(code);
      if (op == null || (n == 0) != (op == PickleOpcode.PROTO)) {
        throw input.broken("a pickle instruction of a checkpoint", "byte " + code);
      }
      op.run(this, input);
    }
    if (!input.atEnd() || !stack.isEmpty()) {
      throw input.broken("one value and the end", "values or bytes left over");
    }
    return result;
  }

  PickleStack stack() {
    return stack;
  }

  void protocol(int version) {
    if (version < 2 || version > 5) {
      throw input.broken("pickle protocol 2 to 5", "protocol " + version);
    }
  }

  void stop() {
    result = stack.pop();
  }

  // Values.

  void pushOpaque(String kind) {
    stack.push(new Opaque(kind));
  }

  void pushSkipped(long length, String kind) {
    input.skip(length);
    pushOpaque(kind);
  }

  void pushInt(long value) {
    stack.push(new Int(value));
  }

  void pushLong(long length) {
    if (length > Long.BYTES) {
      pushSkipped(length, "an integer of more than 64 bits");
    } else {
      pushInt(input.integer((int) length));
    }
  }

  void pushText(long length) {
    stack.push(new Text(input.text(length)));
  }

  void pushTuple(int size) {
    List<PickleValue> items = stack.top(size);
    Tuple tuple = size == 0 ? Tuple.EMPTY : new Tuple(List.copyOf(items));
    items.clear();
    stack.push(tuple);
  }

  void pushDict() {
    stack.push(new Dict());
  }

  void setItems(int size) {
    List<PickleValue> items = stack.top(size);
    PickleValue target = stack.below(size);
    if (size % 2 != 0 || !takesItems(target)) {
      throw input.broken("keys and values for a dict", size + " values for " + target.kind());
    }
    if (target instanceof Dict dict) {
      for (int i = 0; i < size; i += 2) {
        dict.put(items.get(i), items.get(i + 1));
      }
    }
    items.clear();
  }

  void dropItems(int size) {
    PickleValue target = stack.below(size);
    if (!(target instanceof Opaque)) {
      throw input.broken("a list or a set", target.kind());
    }
    stack.top(size).clear();
  }

  void pushFrozenSet(int size) {
    stack.top(size).clear();
    pushOpaque("a set");
  }

  // Names and calls.

  void pushGlobal(String module, String name) {
    if (module.length() > NAME_LENGTH || name.length() > NAME_LENGTH) {
      throw input.broken("a name of at most " + NAME_LENGTH + " characters", "a longer one");
    }
    stack.push(names.computeIfAbsent(module + " " + name, both -> find(module, name)));
  }

  void pushStackGlobal() {
    PickleValue name = stack.pop();
    PickleValue module = stack.pop();
    if (!(module instanceof Text m) || !(name instanceof Text n)) {
      throw input.broken("the texts of a name", module.kind() + " and " + name.kind());
    }
    pushGlobal(m.value(), n.value());
  }

  private PickleValue find(String module, String name) {
    return PickleGlobals.find(module, name).orElseThrow(() -> refused(module + "." + name));
  }

  private CheckpointException refused(String name) {
    return new CheckpointException(
        input.position(),
        "names of tensors and plain data only",
        "the name " + name + ", with which Python could run a program (nothing was run here)",
        "do not trust the file; if it is yours, save the weights alone: "
            + "torch.save({'model': model.state_dict()}, path)");
  }

  void reduce() {
    PickleValue arguments = stack.pop();
    PickleValue callee = stack.pop();
    if (!(arguments instanceof Tuple tuple)) {
      throw input.broken("a tuple of arguments", arguments.kind());
    }
    if (callee instanceof Function function) {
      stack.push(call(function, tuple.items()));
    } else if (callee instanceof Opaque) {
      stack.push(callee);
    } else {
      throw input.broken("a function", callee.kind());
    }
  }

  private PickleValue call(Function function, List<PickleValue> arguments) {
    return switch (function) {
      case ORDERED_DICT -> {
        if (!arguments.isEmpty()) {
          throw input.broken("an OrderedDict that is filled later", "arguments to it");
        }
        yield new Dict();
      }
      case REBUILD_TENSOR -> recipe.tensor(arguments);
      case REBUILD_TYPED_TENSOR -> recipe.typedTensor(arguments);
      case REBUILD_PARAMETER -> recipe.parameter(arguments);
    };
  }

  /** An object of the class under {@code size} arguments. */
  void newObject(int size) {
    PickleValue type = stack.below(size);
    if (!(type instanceof Opaque)) {
      throw input.broken("a class of plain data", type.kind());
    }
    stack.top(size).clear();
  }

  /** State for the value below it. A dict's is its attributes, torch's {@code _metadata}. */
  void build() {
    stack.pop();
    PickleValue target = stack.below(0);
    if (!takesItems(target)) {
      throw input.broken("an object that takes state", target.kind());
    }
  }

  void persistentId() {
    stack.push(recipe.storage(stack.pop()));
  }

  private static boolean takesItems(PickleValue target) {
    return target instanceof Dict || target instanceof Opaque;
  }
}
